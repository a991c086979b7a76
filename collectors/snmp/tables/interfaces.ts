import type { InterfaceFacts } from '../../../server/contract/collection.ts'
import { readTable, type Row, type Table } from '../table.ts'
import { countOf, macOf, numberOf, textOf } from '../value.ts'
import type { Visit } from '../visit.ts'

/** ifTable of IF-MIB (RFC 2863). */
const ifTable = {
  name: 'ifTable',
  entry: '1.3.6.1.2.1.2.2.1',
  columns: {
    description: 2,
    type: 3,
    speed: 5,
    mac: 6,
    adminStatus: 7,
    operStatus: 8,
    inOctets: 10,
    inUnicastPackets: 11,
    inDiscards: 13,
    inErrors: 14,
    outOctets: 16,
    outUnicastPackets: 17,
    outDiscards: 19,
    outErrors: 20,
  },
} as const

/** ifXTable of IF-MIB (RFC 2863). */
const ifXTable = {
  name: 'ifXTable',
  entry: '1.3.6.1.2.1.31.1.1.1',
  columns: {
    name: 1,
    highInOctets: 6,
    highInUnicastPackets: 7,
    highOutOctets: 10,
    highOutUnicastPackets: 11,
    highSpeed: 15,
    alias: 18,
    discontinuity: 19,
  },
} as const

type IfRow = Row<keyof typeof ifTable.columns>
type IfXRow = Row<keyof typeof ifXTable.columns>

export interface InterfacesRead {
  interfaces: InterfaceFacts[]
  complete: boolean
  /** ifCounterDiscontinuityTime by ifIndex, where the agent gives it: when its counters last began anew. */
  discontinuities: Map<number, number>
}

export async function readInterfaces(visit: Visit): Promise<InterfacesRead> {
  const [basic, extended] = await Promise.all([readTable(visit, ifTable), readTable(visit, ifXTable)])
  return {
    interfaces: interfacesOf(basic, extended),
    complete: basic.complete && extended.complete,
    discontinuities: new Map(
      [...extended.rows].flatMap(([index, row]) => {
        const ticks = numberOf(row.discontinuity)
        return ticks === null ? [] : [[Number(index), ticks] as const]
      }),
    ),
  }
}

/** An interface is a row of ifTable; ifXTable adds to it (some agents list rows there that ifTable does not know). */
export function interfacesOf(
  basic: Table<keyof typeof ifTable.columns>,
  extended: Table<keyof typeof ifXTable.columns>,
): InterfaceFacts[] {
  const indexes = basic.rows.size > 0 ? basic.rows.keys() : extended.rows.keys()
  return [...indexes]
    .filter((index) => /^\d+$/.test(index))
    .map((index) => interfaceOf(Number(index), basic.rows.get(index) ?? {}, extended.rows.get(index) ?? {}))
}

function interfaceOf(index: number, row: IfRow, more: IfXRow): InterfaceFacts {
  const description = textOf(row.description)
  const counters = octetsOf(row, more)
  const wide = counters.counterBits === 64
  return {
    index,
    name: textOf(more.name) ?? description,
    description,
    alias: textOf(more.alias),
    type: numberOf(row.type),
    mac: macOf(row.mac),
    speedBps: speedBps(countOf(row.speed), countOf(more.highSpeed)),
    adminUp: row.adminStatus === undefined ? null : numberOf(row.adminStatus) === 1,
    operUp: operUp(numberOf(row.operStatus)),
    ...counters,
    inUnicastPackets: (wide ? countOf(more.highInUnicastPackets) : null) ?? countOf(row.inUnicastPackets),
    outUnicastPackets: (wide ? countOf(more.highOutUnicastPackets) : null) ?? countOf(row.outUnicastPackets),
    inErrors: countOf(row.inErrors),
    outErrors: countOf(row.outErrors),
    inDiscards: countOf(row.inDiscards),
    outDiscards: countOf(row.outDiscards),
  }
}

/** 64-bit octet counters, unless they are absent or stuck at zero while the 32-bit ones move. */
function octetsOf(row: IfRow, more: IfXRow): Pick<InterfaceFacts, 'inOctets' | 'outOctets' | 'counterBits'> {
  const narrow = { inOctets: countOf(row.inOctets), outOctets: countOf(row.outOctets) }
  const wide = { inOctets: countOf(more.highInOctets), outOctets: countOf(more.highOutOctets) }
  // Some agents fill the 64-bit columns with Counter32, which wrap as the others do.
  const isWide = more.highInOctets?.type === 'counter64' && more.highOutOctets?.type === 'counter64'
  const hasWide = isWide && wide.inOctets !== null && wide.outOctets !== null
  const stuck =
    (wide.inOctets === 0 && (narrow.inOctets ?? 0) > 0) ||
    (wide.outOctets === 0 && (narrow.outOctets ?? 0) > 0)
  if (hasWide && !stuck) return { ...wide, counterBits: 64 }
  const hasNarrow = narrow.inOctets !== null || narrow.outOctets !== null
  return { ...narrow, counterBits: hasNarrow ? 32 : null }
}

/** ifSpeed stands still at this value when the speed does not fit (RFC 2863, ifSpeed). */
const speedDoesNotFit = 4_294_967_295
/** More than any aggregate has today, in Mbit/s: beyond it the agent means bit/s. */
const mostMbps = 20_000_000

/** Speed in bit/s from ifSpeed (bit/s) and ifHighSpeed (Mbit/s); null when neither says something sensible. */
export function speedBps(speed: number | null, highSpeed: number | null): number | null {
  if (highSpeed !== null && highSpeed > mostMbps) return highSpeed
  const exact = speed === null || speed === 0 || speed === speedDoesNotFit ? null : speed
  if (highSpeed === null || highSpeed === 0) return exact
  const rounded = highSpeed * 1e6
  // ifHighSpeed is rounded to whole Mbit/s; ifSpeed is exact where it fits and agrees.
  return exact !== null && Math.abs(exact - rounded) < 1e6 ? exact : rounded
}

/** ifOperStatus: 1 up, 4 unknown; dormant, notPresent, lowerLayerDown and the like carry no traffic. */
function operUp(status: number | null): boolean | null {
  return status === null || status === 4 ? null : status === 1
}

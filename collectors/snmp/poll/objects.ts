import { encodeOid } from './ber.ts'

/*
 * The columns of ifTable and ifXTable (RFC 2863) that a poll keeps, and where: each has a slot in `PortValues`. The
 * other columns are read past in a full walk; they belong to the inventory.
 */

/** Both tables' entries, encoded; a column is the next octet, the row's ifIndex what follows. */
export const tablePrefixes = [encodeOid('1.3.6.1.2.1.2.2.1'), encodeOid('1.3.6.1.2.1.31.1.1.1')] as const
/** Last columns: ifSpecific, ifCounterDiscontinuityTime. */
export const lastColumns = [22, 19] as const

export const slots = {
  adminStatus: 0,
  operStatus: 1,
  lastChange: 2,
  speed: 3,
  inOctets: 4,
  inUnicastPackets: 5,
  inDiscards: 6,
  inErrors: 7,
  inUnknownProtocols: 8,
  outOctets: 9,
  outUnicastPackets: 10,
  outDiscards: 11,
  outErrors: 12,
  inMulticastPackets: 13,
  inBroadcastPackets: 14,
  outMulticastPackets: 15,
  outBroadcastPackets: 16,
  highInOctets: 17,
  highInUnicastPackets: 18,
  highInMulticastPackets: 19,
  highInBroadcastPackets: 20,
  highOutOctets: 21,
  highOutUnicastPackets: 22,
  highOutMulticastPackets: 23,
  highOutBroadcastPackets: 24,
  highSpeed: 25,
  discontinuity: 26,
} as const
export type Slot = (typeof slots)[keyof typeof slots]
export const slotCount = 27

const columnsByTable: readonly Record<number, Slot>[] = [
  {
    5: slots.speed,
    7: slots.adminStatus,
    8: slots.operStatus,
    9: slots.lastChange,
    10: slots.inOctets,
    11: slots.inUnicastPackets,
    13: slots.inDiscards,
    14: slots.inErrors,
    15: slots.inUnknownProtocols,
    16: slots.outOctets,
    17: slots.outUnicastPackets,
    19: slots.outDiscards,
    20: slots.outErrors,
  },
  {
    2: slots.inMulticastPackets,
    3: slots.inBroadcastPackets,
    4: slots.outMulticastPackets,
    5: slots.outBroadcastPackets,
    6: slots.highInOctets,
    7: slots.highInUnicastPackets,
    8: slots.highInMulticastPackets,
    9: slots.highInBroadcastPackets,
    10: slots.highOutOctets,
    11: slots.highOutUnicastPackets,
    12: slots.highOutMulticastPackets,
    13: slots.highOutBroadcastPackets,
    15: slots.highSpeed,
    19: slots.discontinuity,
  },
]

/** What becomes of a column's values: a slot, or one of these. */
export const passedOver = -1
export const isDescription = -2
export const isName = -3

/** By table and column. */
export const slotOf: readonly Int8Array[] = columnsByTable.map((columns, table) => {
  const slotsOfTable = new Int8Array(128).fill(passedOver)
  for (const [column, slot] of Object.entries(columns)) slotsOfTable[Number(column)] = slot
  if (table === 0) slotsOfTable[2] = isDescription
  else slotsOfTable[1] = isName
  return slotsOfTable
})

/** By slot. */
export const columnOf: readonly { table: 0 | 1; column: number }[] = Array.from(
  { length: slotCount },
  (_, slot) => {
    const table = Object.values(columnsByTable[0]!).includes(slot as Slot) ? 0 : 1
    const [column] = Object.entries(columnsByTable[table]!).find(([, one]) => one === slot)!
    return { table, column: Number(column) }
  },
)

/** Asked first in every visit: whether the device is there, began anew, or has other ports than before. */
export const probeOids = {
  sysUpTime: encodeOid('1.3.6.1.2.1.1.3.0'),
  ifNumber: encodeOid('1.3.6.1.2.1.2.1.0'),
  ifTableLastChange: encodeOid('1.3.6.1.2.1.31.1.5.0'),
} as const

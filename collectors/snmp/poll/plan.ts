import { createHash } from 'node:crypto'
import { interfaceParts } from '../../../server/domain/series-parts.ts'
import { decodeText } from '../text.ts'
import { speedBps } from '../tables/interfaces.ts'
import { columnOf, slots, lastColumns } from './objects.ts'
import type { PortValues } from './port-values.ts'
import { ChosenPorts, ColumnWalk, WantedPorts, type Reading } from './reading.ts'
import type { Probe } from './device-visit.ts'

/** What is known of a device's ports since both tables were last read whole. */
export interface PortPlan {
  /** Name of each port's series by ifIndex. */
  names: Map<number, string>
  speeds: Map<number, number | null>
  /** Slots that are read in between: what the device has and a row needs. */
  slots: number[]
  rows: number
  probe: Probe
  madeAt: number
  /** Of names and indexes as they came, to see whether they changed. */
  fingerprint: string
}

/** Slots of a row that are read each time; the others change seldom, and come when the whole is read again. */
const wideOnly = [
  slots.highInOctets,
  slots.highOutOctets,
  slots.highInUnicastPackets,
  slots.highOutUnicastPackets,
  slots.highInMulticastPackets,
  slots.highOutMulticastPackets,
  slots.highInBroadcastPackets,
  slots.highOutBroadcastPackets,
]
const narrowOnly = [
  slots.inOctets,
  slots.outOctets,
  slots.inUnicastPackets,
  slots.outUnicastPackets,
  slots.inMulticastPackets,
  slots.outMulticastPackets,
  slots.inBroadcastPackets,
  slots.outBroadcastPackets,
]
const always = [
  slots.operStatus,
  slots.lastChange,
  slots.inDiscards,
  slots.outDiscards,
  slots.inErrors,
  slots.outErrors,
  slots.discontinuity,
]

/** Rows of ifTable; of ifXTable where the agent has no ifTable at all. (Some list rows there that ifTable does not know.) */
function portRows(values: PortValues): number[] {
  const rows = Array.from({ length: values.rows }, (_, row) => row)
  const basic = rows.filter(
    (row) =>
      values.descriptions[row] !== undefined ||
      values.has(row, slots.operStatus) ||
      values.has(row, slots.inOctets),
  )
  return basic.length > 0 ? basic : rows
}

/**
 * Whether a row counts its octets in 64 bits: Counter64 in both directions, and not standing at zero while the 32-bit
 * counters move, as some agents have them.
 */
export function isWide(values: PortValues, row: number): boolean {
  const { highInOctets, highOutOctets, inOctets, outOctets } = slots
  if (!values.isWide(row, highInOctets) || !values.isWide(row, highOutOctets)) return false
  const stands = values.isZero(row, highInOctets) && values.isZero(row, highOutOctets)
  const moves = [inOctets, outOctets].some((slot) => values.has(row, slot) && !values.isZero(row, slot))
  return !(stands && moves)
}

/** The plan that a whole reading leaves; names and speeds of the plan before stay where nothing changed. */
export function planOf(values: PortValues, probe: Probe, at: number, before: PortPlan | null): PortPlan {
  const rows = portRows(values)
  const fingerprint = fingerprintOf(values, rows)
  return {
    names: before?.fingerprint === fingerprint ? before.names : namesOf(values, rows),
    speeds: new Map(
      rows.map((row) => [
        values.indexes[row]!,
        speedBps(values.valueOf(row, slots.speed), values.valueOf(row, slots.highSpeed)),
      ]),
    ),
    slots: neededSlots(values, rows),
    rows: rows.length,
    probe,
    madeAt: at,
    fingerprint,
  }
}

function fingerprintOf(values: PortValues, rows: readonly number[]): string {
  const hash = createHash('md5')
  for (const row of rows)
    hash.update(`${values.indexes[row]!}\n${values.names[row] ?? ''}\n${values.descriptions[row] ?? ''}\n`)
  return hash.digest('base64')
}

/** A city has many switches of one model: their ports' names are kept once. */
const knownNames = new Map<string, string>()

function interned(name: string): string {
  const known = knownNames.get(name)
  if (known !== undefined) return known
  knownNames.set(name, name)
  return name
}

function namesOf(values: PortValues, rows: readonly number[]): Map<number, string> {
  const decoded = (text: string | undefined) =>
    text === undefined ? null : decodeText(Buffer.from(text, 'latin1'))
  const names = interfaceParts(
    rows.map((row) => ({
      index: values.indexes[row]!,
      name: decoded(values.names[row]) ?? decoded(values.descriptions[row]),
    })),
  )
  return new Map([...names].map(([index, name]) => [index, interned(name)]))
}

function neededSlots(values: PortValues, rows: readonly number[]): number[] {
  const wide = rows.filter((row) => isWide(values, row)).length
  const wanted = [...always, ...(wide > 0 ? wideOnly : []), ...(wide < rows.length ? narrowOnly : [])]
  return wanted.filter((slot) => rows.some((row) => values.has(row, slot)))
}

/** Both tables, whole, in three parts that are read side by side. */
export function wholeReadings(bulk: boolean, rows: number): Reading[] {
  const [last, lastOfMore] = lastColumns
  return [
    new ColumnWalk(0, 1, 11, bulk, rows),
    new ColumnWalk(0, 12, last, bulk, rows),
    new ColumnWalk(1, 1, lastOfMore, bulk, rows),
  ]
}

/** Runs of neighbouring columns that hold the wanted slots. */
function columnRuns(wanted: readonly number[]): { table: number; from: number; to: number }[] {
  const columns = wanted
    .map((slot) => columnOf[slot]!)
    .sort((a, b) => a.table - b.table || a.column - b.column)
  const runs: { table: number; from: number; to: number }[] = []
  for (const { table, column } of columns) {
    const last = runs.at(-1)
    if (last !== undefined && last.table === table && column === last.to + 1) last.to = column
    else runs.push({ table, from: column, to: column })
  }
  return runs
}

export function columnReadings(plan: PortPlan, bulk: boolean): Reading[] {
  return columnRuns(plan.slots).map(({ table, from, to }) => new ColumnWalk(table, from, to, bulk, plan.rows))
}

/** A port that is not up, with what it said last: it is only asked whether that still holds. */
export const watchSlots: readonly number[] = [slots.operStatus, slots.lastChange]

export function chosenReadings(
  plan: PortPlan,
  full: readonly number[],
  watched: readonly number[],
): Reading[] {
  const watching = watchSlots.filter((slot) => plan.slots.includes(slot))
  const wanted = new WantedPorts([
    ...full.map((index) => ({ index, slots: plan.slots })),
    ...watched.map((index) => ({ index, slots: watching })),
  ])
  // As many as are asked at a time; each takes what is left to ask.
  return wanted.count === 0 ? [] : [1, 2, 3].map(() => new ChosenPorts(wanted))
}

/** What two ways of reading cost: datagrams that go out, and variables that the device looks up. */
export interface Cost {
  requests: number
  variables: number
}

export function costOfColumns(plan: PortPlan, variablesPerReply: number): Cost {
  const cost = { requests: 0, variables: 0 }
  for (const { from, to } of columnRuns(plan.slots)) {
    const variables = (to - from + 1) * plan.rows + 1
    cost.variables += variables
    cost.requests += Math.ceil(variables / variablesPerReply)
  }
  return cost
}

export function costOfChosen(plan: PortPlan, full: number, watched: number, variablesPerReply: number): Cost {
  const variables = full * plan.slots.length + watched * watchSlots.length
  return { variables, requests: Math.ceil(variables / variablesPerReply) }
}

/** Whether the ports may be others than when the plan was made. */
export function isStale(plan: PortPlan, probe: Probe): boolean {
  const fell =
    probe.uptimeTicks !== null &&
    plan.probe.uptimeTicks !== null &&
    probe.uptimeTicks < plan.probe.uptimeTicks
  return fell || probe.ports !== plan.probe.ports || probe.tableLastChange !== plan.probe.tableLastChange
}

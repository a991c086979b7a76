import type { FindingKind, severities } from '../contract/entities/finding.ts'
import type { StateOf } from '../contract/state.ts'

type Severity = StateOf<typeof severities>

/** How much an open difference of each severity counts. */
export const severityWeights: Record<Severity, number> = { high: 3, medium: 2, low: 1 }

/** Open differences of a room, an organisation or the city, by severity, and how many records could have some. */
export interface Standing extends Record<Severity, number> {
  /** Devices and lines. */
  records: number
}

/**
 * The mismatch score (差异指数), 0 to 100 with one decimal: the weight of all open differences as a share of what it
 * would be if every record had one of high severity, `100 × (3·high + 2·medium + low) ÷ (3 × records)`, at most 100.
 * Without records there is nothing that could be wrong: null, unless something was found all the same (100).
 */
export function mismatchScore({ records, high, medium, low }: Standing): number | null {
  const weight = high * severityWeights.high + medium * severityWeights.medium + low * severityWeights.low
  if (records === 0) return weight === 0 ? null : 100
  return Math.min(100, Math.round((1000 * weight) / (severityWeights.high * records)) / 10)
}

/** Differences that whoever stands before the device can settle: its label, its place, whether it is on, its cables. */
export const settledByVisit = [
  'device-silent',
  'device-unregistered',
  'field-differs',
  'device-moved',
  'line-port-down',
] as const satisfies readonly FindingKind[]

export interface Visit {
  roomId: number
  /** Differences that this visit settles. */
  count: number
  /** Those that it and all visits before it settle. */
  settled: number
}

/**
 * The rooms to visit, the one first that settles most. Each difference lies in one room, so the greedy choice is the best
 * possible for every number of visits; rooms that settle as many come in order of their id.
 */
export function bestVisits(countOfRoom: ReadonlyMap<number, number>): Visit[] {
  const ordered = [...countOfRoom].sort(([a, m], [b, n]) => n - m || a - b)
  let settled = 0
  return ordered.map(([roomId, count]) => ({ roomId, count, settled: (settled += count) }))
}

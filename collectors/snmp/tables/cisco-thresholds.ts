import { readTable } from '../table.ts'
import { numberOf } from '../value.ts'
import type { Visit } from '../visit.ts'

/** entSensorThresholdTable of CISCO-ENTITY-SENSOR-MIB, indexed by entPhysicalIndex and a number. */
const thresholdTable = {
  name: 'entSensorThresholdTable',
  entry: '1.3.6.1.4.1.9.9.91.1.2.1.1',
  columns: { severity: 2, relation: 3, value: 4 },
} as const

/** CiscoSensorThresholdSeverity: other(1), minor(10), major(20), critical(30). */
const other = 1
const major = 20

export interface Limit {
  /** Scaled as the sensor's value is. */
  raw: number
  /** Whether it is reached from below. */
  upper: boolean
  /** Major or critical, not only minor. */
  grave: boolean
}

/** Limits by entPhysicalIndex. */
export async function readCiscoThresholds(visit: Visit): Promise<Map<string, Limit[]>> {
  const { rows } = await readTable(visit, thresholdTable)
  const limits = new Map<string, (Limit & { severity: number })[]>()
  for (const [index, row] of rows) {
    const raw = numberOf(row.value)
    // lessThan(1), lessOrEqual(2), greaterThan(3), greaterOrEqual(4); equalities are no limits.
    const relation = numberOf(row.relation) ?? 0
    if (raw === null || relation < 1 || relation > 4) continue
    const sensor = index.split('.')[0] ?? index
    const severity = numberOf(row.severity) ?? other
    const limit = { raw, upper: relation >= 3, grave: severity >= major, severity }
    const before = limits.get(sensor)
    if (before === undefined) limits.set(sensor, [limit])
    else before.push(limit)
  }
  return new Map([...limits].map(([sensor, own]) => [sensor, sorted(own)]))
}

/** Old NX-OS gives an optic's four limits all as "lessThan" of severity "other": only their order says which is which. */
function sorted(limits: (Limit & { severity: number })[]): Limit[] {
  const isBare = limits.every((one) => one.severity === other && !one.upper)
  if (!isBare) return limits
  if (limits.length !== 4) return []
  return [...limits]
    .sort((a, b) => b.raw - a.raw)
    .map(({ raw }, place) => ({ raw, upper: place < 2, grave: place === 0 || place === 3 }))
}

import type { SensorFacts, SensorThresholds } from '../../../server/contract/collection.ts'
import { judge, usableThresholds } from '../sensors/judge.ts'
import { isPlaceholder, isPlausible, rounded } from '../sensors/plausible.ts'
import { readTable, type Row, type Table } from '../table.ts'
import { numberOf, textOf } from '../value.ts'
import type { Visit } from '../visit.ts'
import { readCiscoThresholds, type Limit } from './cisco-thresholds.ts'
import type { PhysicalEntity } from './entity.ts'

const columns = { type: 1, scale: 2, precision: 3, value: 4, status: 5 } as const

/** entPhySensorTable of ENTITY-SENSOR-MIB (RFC 3433), indexed by entPhysicalIndex. */
const standardTable = {
  name: 'entPhySensorTable',
  entry: '1.3.6.1.2.1.99.1.1.1',
  columns: { ...columns, units: 6 },
} as const

/** entSensorValueTable of CISCO-ENTITY-SENSOR-MIB: the same columns, with dBm besides. */
const ciscoTable = { name: 'entSensorValueTable', entry: '1.3.6.1.4.1.9.9.91.1.1.1.1', columns } as const

type SensorRow = Row<keyof typeof standardTable.columns>

/** EntitySensorDataType. */
const types: Record<number, { kind: SensorFacts['kind']; unit: string }> = {
  3: { kind: 'voltage', unit: 'V' },
  4: { kind: 'voltage', unit: 'V' },
  5: { kind: 'current', unit: 'A' },
  6: { kind: 'power', unit: 'W' },
  7: { kind: 'other', unit: 'Hz' },
  8: { kind: 'temperature', unit: '°C' },
  9: { kind: 'humidity', unit: '%' },
  10: { kind: 'fan', unit: 'rpm' },
  14: { kind: 'optical-power', unit: 'dBm' },
}

export async function readEntitySensors(
  visit: Visit,
  entities: PhysicalEntity[],
  vendor: string | null,
): Promise<SensorFacts[]> {
  const standard = await readTable(visit, standardTable)
  if (standard.rows.size > 0 || vendor !== 'Cisco') return entitySensorsOf(standard, entities)
  const cisco = await readTable(visit, ciscoTable)
  return entitySensorsOf(
    cisco,
    entities,
    cisco.rows.size === 0 ? new Map() : await readCiscoThresholds(visit),
  )
}

export function entitySensorsOf(
  table: Table<keyof typeof standardTable.columns> | Table<keyof typeof columns>,
  entities: PhysicalEntity[],
  limits: ReadonlyMap<string, Limit[]> = new Map(),
): SensorFacts[] {
  const byIndex = new Map(entities.map((entity) => [entity.index, entity]))
  return [...table.rows].flatMap(([index, row]: [string, SensorRow]) => {
    const entity = byIndex.get(Number(index))
    const parent = entity && byIndex.get(entity.containedIn)
    return sensorOf(index, row, entity, parent, limits.get(index) ?? [])
  })
}

function sensorOf(
  index: string,
  row: SensorRow,
  entity: PhysicalEntity | undefined,
  parent: PhysicalEntity | undefined,
  limits: Limit[],
): SensorFacts[] {
  const type = types[numberOf(row.type) ?? 0]
  const raw = numberOf(row.value)
  if (type === undefined || raw === null) return []
  const name = entity?.name ?? entity?.description ?? index
  // EntitySensorStatus: 1 ok, 2 unavailable, 3 nonoperational. What cannot be read just now says nothing.
  const operation = numberOf(row.status) ?? 1
  const { kind, unit, convert } = measureOf(type, name, textOf(row.units))
  if (operation === 3) return [{ kind, name, value: null, unit, status: 'unknown', thresholds: null }]
  if (operation === 2 || isPlaceholder(raw) || (raw === 0 && isCage(parent))) return []
  const scale = (number: number) => {
    const value = scaled(number, numberOf(row.scale), numberOf(row.precision))
    return value === null ? null : convert(value)
  }
  const value = scale(raw)
  if (value === null || !isPlausible(kind, unit, value)) return []
  const thresholds = usableThresholds(kind, thresholdsOf(limits, scale))
  return [{ kind, name, value, unit, status: judge(value, thresholds), thresholds }]
}

/** Some agents tell a fan's speed in per cent as if it were rpm, and light as watts: their words say so. */
function measureOf(
  { kind, unit }: { kind: SensorFacts['kind']; unit: string },
  name: string,
  units: string | null,
): { kind: SensorFacts['kind']; unit: string; convert: (value: number) => number } {
  const asIs = (value: number) => value
  if (kind === 'fan' && units?.includes('%')) return { kind, unit: '%', convert: asIs }
  if (kind === 'power' && /\b(rx|tx|receive|transmit|laser|optical)\b/i.test(name))
    return { kind: 'optical-power', unit: 'dBm', convert: decibelMilliwatts }
  return { kind, unit, convert: asIs }
}

const decibelMilliwatts = (watts: number) => Number((10 * Math.log10(watts * 1000)).toFixed(2))

/** A cage for a module, where zeros stand for a module that is not there or has no diagnostics. */
function isCage(parent: PhysicalEntity | undefined): boolean {
  return parent !== undefined && ['port', 'transceiver', 'container'].includes(parent.class)
}

function thresholdsOf(limits: Limit[], scale: (raw: number) => number | null): Partial<SensorThresholds> {
  const usable = limits.filter((limit) => !isPlaceholder(limit.raw))
  const [highWarning, highCritical] = pair(
    usable.filter((limit) => limit.upper).sort((a, b) => a.raw - b.raw),
  )
  const [lowWarning, lowCritical] = pair(usable.filter((limit) => !limit.upper).sort((a, b) => b.raw - a.raw))
  const at = (limit: Limit | undefined) => (limit === undefined ? null : scale(limit.raw))
  return {
    lowCritical: at(lowCritical),
    lowWarning: at(lowWarning),
    highWarning: at(highWarning),
    highCritical: at(highCritical),
  }
}

/** Of limits from the mildest on: the one that warns and the one that is critical. */
function pair(limits: Limit[]): [Limit | undefined, Limit | undefined] {
  const [first, ...further] = limits
  if (first === undefined) return [undefined, undefined]
  if (further.length === 0) return first.grave ? [undefined, first] : [first, undefined]
  return [first, further.find((limit) => limit.grave) ?? further.at(-1)]
}

/** EntitySensorDataScale counts in powers of 1000 with 9 for units; the precision is the number of decimals. */
export function scaled(raw: number, scale: number | null, precision: number | null): number | null {
  // ±1,000,000,000 stand for overflow and underflow (RFC 3433, EntitySensorValue).
  if (Math.abs(raw) >= 1_000_000_000) return null
  return rounded(raw * 10 ** (3 * ((scale ?? 9) - 9) - (precision ?? 0)))
}

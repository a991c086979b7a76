import type { SensorFacts } from '../../../server/contract/collection.ts'
import { readTable, type Table } from '../table.ts'
import { numberOf } from '../value.ts'
import type { Visit } from '../visit.ts'
import type { PhysicalEntity } from './entity.ts'

const columns = { type: 1, scale: 2, precision: 3, value: 4, status: 5 } as const

/** entPhySensorTable of ENTITY-SENSOR-MIB (RFC 3433), indexed by entPhysicalIndex. */
const standardTable = { name: 'entPhySensorTable', entry: '1.3.6.1.2.1.99.1.1.1', columns } as const

/** entSensorValueTable of CISCO-ENTITY-SENSOR-MIB: the same columns, with dBm besides. */
const ciscoTable = { name: 'entSensorValueTable', entry: '1.3.6.1.4.1.9.9.91.1.1.1.1', columns } as const

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
  const table = standard.rows.size === 0 && vendor === 'Cisco' ? await readTable(visit, ciscoTable) : standard
  return entitySensorsOf(table, entities)
}

export function entitySensorsOf(
  table: Table<keyof typeof columns>,
  entities: PhysicalEntity[],
): SensorFacts[] {
  const byIndex = new Map(entities.map((entity) => [entity.index, entity]))
  const sensors: SensorFacts[] = []
  for (const [index, row] of table.rows) {
    const type = types[numberOf(row.type) ?? 0]
    const raw = numberOf(row.value)
    if (type === undefined || raw === null) continue
    const entity = byIndex.get(Number(index))
    // EntitySensorStatus: 1 ok, 2 unavailable, 3 nonoperational.
    const status = numberOf(row.status)
    sensors.push({
      ...type,
      name: entity?.name ?? entity?.description ?? index,
      value:
        status === null || status === 1 ? scaled(raw, numberOf(row.scale), numberOf(row.precision)) : null,
      status: status === 1 ? 'ok' : status === 3 ? 'critical' : 'unknown',
      thresholds: null,
    })
  }
  return sensors
}

/** EntitySensorDataScale counts in powers of 1000 with 9 for units; the precision is the number of decimals. */
export function scaled(raw: number, scale: number | null, precision: number | null): number | null {
  // ±1,000,000,000 stand for overflow and underflow (RFC 3433, EntitySensorValue).
  if (Math.abs(raw) >= 1_000_000_000) return null
  return Number((raw * 10 ** (3 * ((scale ?? 9) - 9) - (precision ?? 0))).toPrecision(10))
}

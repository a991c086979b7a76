import type { SensorFacts } from '../../../server/contract/collection.ts'
import { holds, type Sighting } from '../identify.ts'
import { numberOf, textOf } from '../value.ts'
import type { Varbind } from '../varbind.ts'
import type { VendorSensor } from '../vendors/schema.ts'
import type { Visit } from '../visit.ts'
import { walkColumns } from '../walk.ts'

/** Reads the sensors that a vendor's profile names: its scalars in one go, its columns side by side. */
export async function readVendorSensors(
  visit: Visit,
  wanted: VendorSensor[],
  sighting: Sighting,
  model: string | null,
): Promise<SensorFacts[]> {
  const sensors = wanted.filter((sensor) => sensor.when === undefined || holds(sensor.when, sighting, model))
  const scalars = sensors.flatMap((sensor) => sensor.oid ?? [])
  const columnOids = [
    ...new Set(
      sensors.flatMap((sensor) => [sensor.column, sensor.nameColumn].filter((oid) => oid !== undefined)),
    ),
  ]
  const [values, walked] = await Promise.all([
    visit.get(scalars),
    walkColumns(visit, columnOids, 'vendor sensors'),
  ])
  const columns = new Map(walked.map(({ column, rows }) => [column, rows]))
  return sensors.flatMap((sensor) => {
    if (sensor.oid !== undefined) return sensorOf(sensor, sensor.name, values.get(sensor.oid))
    if (sensor.column === undefined) return []
    const names = sensor.nameColumn === undefined ? undefined : columns.get(sensor.nameColumn)
    return [...(columns.get(sensor.column) ?? [])].flatMap(([index, varbind]) =>
      sensorOf(sensor, nameOf(sensor, index, names?.get(index), sighting), varbind),
    )
  })
}

function nameOf(sensor: VendorSensor, index: string, named: Varbind | undefined, sighting: Sighting): string {
  const own =
    sensor.indexedBy === 'entity'
      ? sighting.entities.find((entity) => entity.index === Number(index.split('.')[0]))
      : undefined
  const name = textOf(named) ?? own?.name ?? own?.description ?? index
  return `${sensor.name} ${name}`
}

function sensorOf(sensor: VendorSensor, name: string, varbind: Varbind | undefined): SensorFacts[] {
  if (varbind === undefined) return []
  const raw = numberOf(varbind) ?? Number.parseFloat(textOf(varbind) ?? '')
  if (Number.isNaN(raw)) return []
  if (sensor.states !== undefined) {
    const status = sensor.states[String(raw)]
    return status === undefined
      ? []
      : [{ kind: sensor.kind, name, value: null, unit: null, status, thresholds: null }]
  }
  const value = Number((raw * (sensor.factor ?? 1)).toPrecision(10))
  if (value < (sensor.least ?? -Infinity) || value > (sensor.most ?? Infinity)) return []
  return [{ kind: sensor.kind, name, value, unit: sensor.unit, status: 'ok', thresholds: null }]
}

import type { InterfaceFacts, SensorFacts, SensorThresholds } from '../../../server/contract/collection.ts'
import { holds, type Sighting } from '../identify.ts'
import { judge, usableThresholds } from '../sensors/judge.ts'
import { isPlaceholder, isPlausible, rounded } from '../sensors/plausible.ts'
import { numberOf, textOf } from '../value.ts'
import type { Varbind } from '../varbind.ts'
import type { VendorSensor } from '../vendors/schema.ts'
import type { Visit } from '../visit.ts'
import { walkColumns } from '../walk.ts'

/** What the rows of vendors' tables are named by. */
export interface Named {
  sighting: Sighting
  interfaces: readonly Pick<InterfaceFacts, 'index' | 'name'>[]
}

/** Reads the sensors that a vendor's profile names: its scalars in one go, its columns side by side. */
export async function readVendorSensors(
  visit: Visit,
  wanted: VendorSensor[],
  named: Named,
  model: string | null,
): Promise<SensorFacts[]> {
  const sensors = wanted.filter(
    (sensor) => sensor.when === undefined || holds(sensor.when, named.sighting, model),
  )
  const objects = sensors.map(objectsOf)
  const [scalars, walked] = await Promise.all([
    visit.get([...new Set(objects.flatMap((one) => one.scalars))]),
    walkColumns(visit, [...new Set(objects.flatMap((one) => one.columns))], 'vendor sensors'),
  ])
  const columns = new Map(walked.map(({ column, rows }) => [column, rows]))
  return sensors.flatMap((sensor): SensorFacts[] => {
    if (sensor.oid !== undefined) return sensorOf(sensor, sensor.name, (at) => scalars.get(at))
    const indices = new Set(columnsOf(sensor).flatMap((column) => [...(columns.get(column)?.keys() ?? [])]))
    return [...indices].flatMap((index) => {
      const read = (at: string) => (isScalar(at) ? scalars.get(at) : columns.get(at)?.get(index))
      return isWanted(sensor, index, read) ? sensorOf(sensor, nameOf(sensor, index, read, named), read) : []
    })
  })
}

type Read = (oid: string) => Varbind | undefined

/** Beside a column, an object that ends in `.0` is a scalar: no column does. */
const isScalar = (oid: string) => oid.endsWith('.0')

function columnsOf({ column }: VendorSensor): string[] {
  return column === undefined ? [] : typeof column === 'string' ? [column] : column
}

function objectsOf(sensor: VendorSensor): { scalars: string[]; columns: string[] } {
  const { oid, nameColumn, where, decimals, percentOf, percentWith, status, thresholds } = sensor
  const all = [
    oid,
    ...columnsOf(sensor),
    nameColumn,
    where?.column,
    decimals,
    percentOf,
    percentWith,
    status?.at,
    ...Object.values(thresholds ?? {}).map((limit) => (typeof limit === 'object' ? limit.at : limit)),
  ].filter((one) => typeof one === 'string')
  if (oid !== undefined) return { scalars: all, columns: [] }
  return { scalars: all.filter(isScalar), columns: all.filter((one) => !isScalar(one)) }
}

function isWanted({ index: wanted, where }: VendorSensor, index: string, read: Read): boolean {
  if (wanted?.test(index) === false) return false
  return where === undefined || where.pattern.test(textOf(read(where.column)) ?? '')
}

function nameOf(sensor: VendorSensor, index: string, read: Read, { sighting, interfaces }: Named): string {
  const first = Number(index.split('.')[0])
  const own = sensor.nameColumn === undefined ? null : textOf(read(sensor.nameColumn))
  const entity =
    sensor.indexedBy === 'entity' ? sighting.entities.find((one) => one.index === first) : undefined
  const port = sensor.indexedBy === 'interface' ? interfaces.find((one) => one.index === first) : undefined
  const named = own === null ? undefined : sensor.nameValues?.[own]
  if (named !== undefined) return `${sensor.name} ${named} ${index}`.trim()
  const row = own ?? entity?.name ?? entity?.description ?? port?.name ?? index
  return row.toLowerCase().startsWith(sensor.name.toLowerCase()) ? row : `${sensor.name} ${row}`
}

function sensorOf(sensor: VendorSensor, name: string, read: Read): SensorFacts[] {
  const { kind, unit, status } = sensor
  const raw = firstNumber(sensor.oid === undefined ? columnsOf(sensor) : [sensor.oid], read)
  if (raw === null) return []
  if (sensor.states !== undefined) {
    const own = sensor.states[String(raw)]
    return own === undefined ? [] : [{ kind, name, value: null, unit: null, status: own, thresholds: null }]
  }
  const value = valueOf(sensor, raw, read)
  if (value === null) return []
  const thresholds = usableThresholds(kind, thresholdsOf(sensor, read))
  const said = status === undefined ? null : (status.states[String(rawOf(read(status.at)))] ?? null)
  return [{ kind, name, value, unit, status: judge(value, thresholds, said), thresholds }]
}

function firstNumber(oids: string[], read: Read): number | null {
  for (const oid of oids) {
    const raw = rawOf(read(oid))
    if (raw !== null) return raw
  }
  return null
}

/** A number, also where the agent writes it as text (`25.3 C`). */
function rawOf(varbind: Varbind | undefined): number | null {
  const raw = numberOf(varbind) ?? Number.parseFloat(textOf(varbind) ?? '')
  return Number.isNaN(raw) ? null : raw
}

function valueOf(sensor: VendorSensor, raw: number, read: Read): number | null {
  if (isPlaceholder(raw) || sensor.none?.includes(raw)) return null
  const value = shareOf(sensor, scaled(sensor, raw, read), read)
  if (value === null || !isPlausible(sensor.kind, sensor.unit, value)) return null
  return value < (sensor.least ?? -Infinity) || value > (sensor.most ?? Infinity) ? null : value
}

function scaled(sensor: VendorSensor, raw: number, read: Read): number {
  const decimals = sensor.decimals === undefined ? 0 : (rawOf(read(sensor.decimals)) ?? 0)
  const value = raw * (sensor.factor ?? 1) * 10 ** -decimals
  return rounded(sensor.milliwatts ? 10 * Math.log10(value) : value)
}

function shareOf(sensor: VendorSensor, value: number, read: Read): number | null {
  const { percentOf, percentWith, complement, factor = 1 } = sensor
  const other = percentOf ?? percentWith
  let share = value
  if (other !== undefined) {
    const beside = rawOf(read(other))
    if (beside === null) return null
    const whole = beside * factor + (percentOf === undefined ? value : 0)
    if (whole <= 0) return null
    share = Number(((100 * value) / whole).toFixed(2))
  }
  return complement ? rounded(100 - share) : share
}

type Limit = NonNullable<VendorSensor['thresholds']>[keyof NonNullable<VendorSensor['thresholds']>]

function thresholdsOf(sensor: VendorSensor, read: Read): Partial<SensorThresholds> {
  const { lowCritical, lowWarning, highWarning, highCritical } = sensor.thresholds ?? {}
  return {
    lowCritical: limitOf(sensor, lowCritical, read),
    lowWarning: limitOf(sensor, lowWarning, read),
    highWarning: limitOf(sensor, highWarning, read),
    highCritical: limitOf(sensor, highCritical, read),
  }
}

function limitOf(sensor: VendorSensor, limit: Limit, read: Read): number | null {
  if (limit === undefined || typeof limit === 'number') return limit ?? null
  const raw = rawOf(read(typeof limit === 'string' ? limit : limit.at))
  if (raw === null || isPlaceholder(raw) || sensor.none?.includes(raw)) return null
  const { factor, milliwatts } = typeof limit === 'string' ? sensor : limit
  const value = scaled({ ...sensor, factor, milliwatts }, raw, read)
  return Number.isFinite(value) ? value : null
}

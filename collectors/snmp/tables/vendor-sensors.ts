import type { InterfaceFacts, SensorFacts } from '../../../server/contract/collection.ts'
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
    const { oid, column } = sensor
    if (oid !== undefined) return sensorOf(sensor, sensor.name, (at) => scalars.get(at))
    if (column === undefined) return []
    return [...(columns.get(column)?.keys() ?? [])].flatMap((index) => {
      const read = (at: string) => (isScalar(at) ? scalars.get(at) : columns.get(at)?.get(index))
      return isWanted(sensor, index, read) ? sensorOf(sensor, nameOf(sensor, index, read, named), read) : []
    })
  })
}

type Read = (oid: string) => Varbind | undefined

/** Beside a column, an object that ends in `.0` is a scalar: no column does. */
const isScalar = (oid: string) => oid.endsWith('.0')

function objectsOf(sensor: VendorSensor): { scalars: string[]; columns: string[] } {
  const { oid, column, nameColumn, where, decimals, percentOf, percentWith, status, thresholds } = sensor
  const all = [
    oid ?? column,
    nameColumn,
    where?.column,
    decimals,
    percentOf,
    percentWith,
    status?.at,
    ...Object.values(thresholds ?? {}),
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
  const row = own ?? entity?.name ?? entity?.description ?? port?.name ?? index
  return `${sensor.name} ${row}`.trim()
}

function sensorOf(sensor: VendorSensor, name: string, read: Read): SensorFacts[] {
  const { kind, unit, status } = sensor
  const raw = rawOf(read(sensor.oid ?? sensor.column ?? ''))
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

/** A number, also where the agent writes it as text (`25.3 C`). */
function rawOf(varbind: Varbind | undefined): number | null {
  const raw = numberOf(varbind) ?? Number.parseFloat(textOf(varbind) ?? '')
  return Number.isNaN(raw) ? null : raw
}

function valueOf(sensor: VendorSensor, raw: number, read: Read): number | null {
  if (isPlaceholder(raw) || sensor.none?.includes(raw)) return null
  const value = shareOf(sensor, scaled(sensor, raw, sensor.factor ?? 1, read), read)
  if (value === null || !isPlausible(sensor.kind, sensor.unit, value)) return null
  return value < (sensor.least ?? -Infinity) || value > (sensor.most ?? Infinity) ? null : value
}

function scaled(sensor: VendorSensor, raw: number, factor: number, read: Read): number {
  const decimals = sensor.decimals === undefined ? 0 : (rawOf(read(sensor.decimals)) ?? 0)
  const value = raw * factor * 10 ** -decimals
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

type Limits = NonNullable<VendorSensor['thresholds']>

function thresholdsOf(sensor: VendorSensor, read: Read): Partial<Record<keyof Limits, number | null>> {
  const limit = (at: string | number | undefined): number | null => {
    if (at === undefined || typeof at === 'number') return at ?? null
    const raw = rawOf(read(at))
    if (raw === null || isPlaceholder(raw) || sensor.none?.includes(raw)) return null
    const value = scaled(sensor, raw, sensor.thresholdFactor ?? sensor.factor ?? 1, read)
    return Number.isFinite(value) ? value : null
  }
  const { lowCritical, lowWarning, highWarning, highCritical } = sensor.thresholds ?? {}
  return {
    lowCritical: limit(lowCritical),
    lowWarning: limit(lowWarning),
    highWarning: limit(highWarning),
    highCritical: limit(highCritical),
  }
}

import type { SensorFacts, SensorThresholds } from '../../../../server/contract/collection.ts'
import { sensorParts } from '../../../../server/domain/series-parts.ts'
import { formatNumber } from '../../../i18n/format.ts'

export type SensorSort = 'kind' | 'name' | 'value' | 'status'

export interface SensorRow extends SensorFacts {
  /** Under which its samples are kept, with the metric `sensor.KIND`. */
  part: string
}

export interface SensorFilter {
  kind: SensorFacts['kind'] | ''
  status: SensorFacts['status'] | ''
  words: string
}

/** From the gravest on. */
const gravity: readonly SensorFacts['status'][] = ['critical', 'warning', 'unknown', 'ok']
const byName = new Intl.Collator('zh-CN', { numeric: true })

export function sensorRows(sensors: readonly SensorFacts[]): SensorRow[] {
  const parts = sensorParts(sensors)
  return sensors.map((sensor, position) => ({ ...sensor, part: parts[position]! }))
}

export function filteredSensors(
  rows: readonly SensorRow[],
  { kind, status, words }: SensorFilter,
): SensorRow[] {
  const wanted = words.trim().toLowerCase()
  return rows.filter(
    (row) =>
      (kind === '' || row.kind === kind) &&
      (status === '' || row.status === status) &&
      (wanted === '' || (row.name ?? '').toLowerCase().includes(wanted)),
  )
}

/** Sorted by a column; where that says nothing, by kind and name. Rows without a value come last either way. */
export function sortedSensors(
  rows: readonly SensorRow[],
  sort: SensorSort,
  descending: boolean,
): SensorRow[] {
  const direction = descending ? -1 : 1
  const compare = (a: SensorRow, b: SensorRow): number => {
    if (sort === 'value') {
      if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null)
      return direction * (a.value - b.value)
    }
    if (sort === 'status') return direction * (gravity.indexOf(a.status) - gravity.indexOf(b.status))
    if (sort === 'name') return direction * byName.compare(a.name ?? '', b.name ?? '')
    return direction * byName.compare(a.kind, b.kind)
  }
  return [...rows].sort(
    (a, b) => compare(a, b) || byName.compare(a.kind, b.kind) || byName.compare(a.name ?? '', b.name ?? ''),
  )
}

export function countsOf<Key extends string>(values: readonly Key[]): Map<Key, number> {
  const counts = new Map<Key, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

/** `3–26`, `≤ 3`, `≥ 26`: where the limits of one severity lie; null where the device gives none. */
export function limitWords(low: number | null, high: number | null): string | null {
  const number = (value: number) => formatNumber(value, 2).replace('-', '−')
  if (low !== null && high !== null) return `${number(low)} – ${number(high)}`
  if (high !== null) return `≥ ${number(high)}`
  return low === null ? null : `≤ ${number(low)}`
}

export const limitNames = [
  'lowCritical',
  'lowWarning',
  'highWarning',
  'highCritical',
] as const satisfies readonly (keyof SensorThresholds)[]

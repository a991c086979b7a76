import type { Category } from '../../charts/chart-spec.ts'
import type { EntityName } from '../../../server/contract/entities/index.ts'
import type { Slice } from '../../../server/contract/endpoints/overview.ts'
import type { Language } from '../../../server/contract/text.ts'
import { listAddress } from './list-address.ts'

/** Slices as bars that lead to their lists. */
export function categoriesOf(slices: readonly Slice[], entity: EntityName, language: Language): Category[] {
  return slices.map((slice) => ({
    key: slice.value ?? '',
    label: slice.label[language],
    value: slice.count,
    to: listAddress(entity, slice.filters),
  }))
}

/** Devices older than this were the survey's main concern: bought before 2013. */
const firstNewYear = 2013

/**
 * Years as an unbroken sequence (a year without purchases is a zero, not left out), the old ones emphasised; what has
 * no date comes last.
 */
export function yearsOf(slices: readonly Slice[], language: Language): Category[] {
  const dated = slices.filter((slice) => slice.value !== null && /^\d{4}$/.test(slice.value))
  const byYear = new Map(dated.map((slice) => [Number(slice.value), slice]))
  const years = [...byYear.keys()]
  const categories: Category[] = []
  for (let year = Math.min(...years); year <= Math.max(...years); year++) {
    const slice = byYear.get(year)
    const bar = { key: `${year}`, label: `${year}`, emphasised: year < firstNewYear }
    categories.push(
      slice ? { ...bar, value: slice.count, to: listAddress('device', slice.filters) } : { ...bar, value: 0 },
    )
  }
  const undated = slices.filter((slice) => !dated.includes(slice))
  return [...categories, ...categoriesOf(undated, 'device', language)]
}

import type { Slice } from '../../contract/endpoints/overview.ts'
import type { Entity } from '../../contract/entity.ts'
import { device } from '../../contract/entities/device.ts'
import type { Field } from '../../contract/field.ts'
import type { Figure } from '../../contract/figures.ts'
import { figures } from '../../contract/figures.ts'
import { encodeValues } from '../../contract/list-query.ts'
import type { Localised } from '../../contract/text.ts'
import type { Ledger } from '../../db/ledger.ts'
import { countByYear, everyRecord, summariseRecords } from '../ledger/actions.ts'

/*
 * Breakdowns of a list. Each slice carries the filters of the list that holds exactly its records, so that it can be a
 * link.
 */

type Context = { ledger: Ledger }
type Filters = Record<string, string>

const unknown: Localised = { zh: '未知', en: 'Unknown' }

const emptyFilter = (key: string): Filters => ({ [`${key}.empty`]: 'true' })

/** By a state field, in the order in which its states are declared. */
export async function slicesByState(
  app: Context,
  entity: Entity,
  key: string,
  filters: Filters,
): Promise<Slice[]> {
  const { states } = entity.fields[key] as Extract<Field, { type: 'state' }>
  const { facets } = await summariseRecords(app, entity, { ...filters, facets: key })
  const counts = new Map(facets[key]!.map(({ value, count }) => [value, count]))
  return Object.entries(states)
    .filter(([value]) => counts.has(value))
    .map(([value, { label }]) => ({
      value,
      label,
      count: counts.get(value)!,
      filters: { ...filters, [key]: value },
    }))
}

/**
 * By a reference to records with a code, most frequent first, those without one last. The slice's value is the code.
 * @param viaKey the field that reads the code, as figures filter by it
 */
export async function slicesByCode(
  app: Context,
  entity: Entity,
  key: string,
  viaKey: string,
  to: Entity,
  filters: Filters,
): Promise<Slice[]> {
  const { facets } = await summariseRecords(app, entity, { ...filters, facets: key })
  const ids = facets[key]!.map(({ value }) => value).filter((value) => value !== null)
  const query: Filters = { id: encodeValues(ids) }
  const known = ids.length > 0 ? await everyRecord(app, to, query) : []
  const codes = new Map(known.map((row) => [row.id, String((row as Record<string, unknown>)['code'])]))
  const slices = facets[key]!.map(({ value, label, labelEn, count }): Slice => {
    if (value === null) {
      return { value: null, label: unknown, count, filters: { ...filters, ...emptyFilter(key) } }
    }
    const code = codes.get(value as number) ?? String(value)
    return {
      value: code,
      label: { zh: label ?? code, en: labelEn ?? label ?? code },
      count,
      filters: { ...filters, [viaKey]: encodeValues([code]) },
    }
  })
  return [...slices.filter(({ value }) => value !== null), ...slices.filter(({ value }) => value === null)]
}

/** The surveyed devices by year of purchase, oldest first, those without a date last. */
export async function devicesByYear(app: Context): Promise<Slice[]> {
  const { filters }: Figure = figures.find(({ key }) => key === 'devices')!
  const years = await countByYear(app, device, filters, 'purchaseDate')
  return years.map(({ year, count }): Slice => {
    if (year === null) {
      const label = { zh: '日期不详', en: 'No date' }
      return { value: null, label, count, filters: { ...filters, ...emptyFilter('purchaseDate') } }
    }
    const range = { 'purchaseDate.gte': `${year}-01-01`, 'purchaseDate.lte': `${year}-12-31` }
    return { value: year, label: { zh: `${year} 年`, en: year }, count, filters: { ...filters, ...range } }
  })
}

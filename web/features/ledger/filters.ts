import type { LocationQuery } from 'vue-router'
import type { Entity } from '../../../server/contract/entity.ts'
import type { Field } from '../../../server/contract/field.ts'
import { filterableFields, operators, operatorsOf } from '../../../server/contract/list-query.ts'
import type { Operator } from '../../../server/contract/list-query.ts'
import { shownType } from './columns.ts'
import type { Query } from './entity-endpoints.ts'

/** Parts of a list's address that are the page's own and not filters of the API. */
const pageKeys = new Set(['open'])

export interface Filter {
  /** As in the address: `kind`, `purchaseDate.lt`. */
  key: string
  fieldKey: string
  field: Field
  operator: Operator | null
  value: string
}

/** What a list's address asks of the API: everything but the page's own keys, so that a misspelt filter is refused. */
export function apiQuery(query: LocationQuery): Query {
  const result: Query = {}
  for (const [key, value] of Object.entries(query)) {
    if (pageKeys.has(key)) continue
    const single = Array.isArray(value) ? value.at(-1) : value
    if (single) result[key] = single
  }
  return result
}

/** The same without sorting: what counts and facets are asked with. */
export function filterQuery(query: LocationQuery): Query {
  const { sort: _, ...filters } = apiQuery(query)
  return filters
}

/** The filters of an address that the entity has, for the chips above the list. */
export function filtersOf(entity: Entity, query: LocationQuery): Filter[] {
  const fields = new Map(filterableFields(entity))
  return Object.entries(filterQuery(query)).flatMap(([key, value]) => {
    const [fieldKey, suffix] = key.split('.') as [string, string | undefined]
    const field = fields.get(fieldKey)
    if (!field) return []
    const operator = operators.find((candidate) => candidate === suffix) ?? null
    return [{ key, fieldKey, field, operator, value }]
  })
}

/** How a field may be compared, in the order in which the filter form offers it; null is "is any of". */
export function comparisonsOf(field: Field): (Operator | null)[] {
  const allowed = operatorsOf(field as Parameters<typeof operatorsOf>[0])
  switch (shownType(field)) {
    case 'number':
      return [null, 'gte', 'lte', 'gt', 'lt', ...allowed.filter((operator) => operator === 'empty')]
    case 'date':
    case 'instant':
      return ['gte', 'lt', 'lte', 'gt', 'empty']
    case 'text':
      return ['contains', null, 'not', 'empty']
    default:
      return [null, ...allowed]
  }
}

/** The key of the text for a comparison: dates come before and after where numbers are less and more. */
export function comparisonText(field: Field, operator: Operator | null): string {
  const type = shownType(field)
  if (operator === null) return type === 'number' ? 'filter.equals' : 'filter.is'
  if (type === 'date' || type === 'instant') {
    const words = { lt: 'before', lte: 'until', gt: 'after', gte: 'since' } as const
    if (operator in words) return `filter.${words[operator as keyof typeof words]}`
  }
  return `filter.${operator}`
}

import { z } from 'zod'
import type { Entity } from './entity.ts'
import type { Field } from './field.ts'

/** Comparisons that a filter's name may end in: `purchaseDate.lt=2013-01-01`. Without one, any of the listed values. */
export const operators = ['not', 'contains', 'lt', 'lte', 'gt', 'gte', 'empty'] as const
export type Operator = (typeof operators)[number]

/** Columns that every record has beside its entity's fields. */
export const baseColumns = {
  id: { type: 'number', label: { zh: '编号', en: 'Id' } },
  createdAt: { type: 'instant', label: { zh: '创建时间', en: 'Created' } },
  updatedAt: { type: 'instant', label: { zh: '更新时间', en: 'Updated' } },
} as const

/** Records per page: what lists ask for when they do not say, and the most one request gets. */
export const pageSize = { usual: 50, most: 500 }

export function operatorsOf(field: Pick<Field, 'type'> & { of?: string }): readonly Operator[] {
  const type = field.type === 'via' ? field.of : field.type
  switch (type) {
    case 'text':
      return ['not', 'contains', 'empty']
    case 'number':
    case 'date':
    case 'instant':
      return ['lt', 'lte', 'gt', 'gte', 'empty']
    case 'state':
    case 'reference':
      return ['not', 'empty']
    default:
      return []
  }
}

/** Values of one filter in one parameter, separated by commas; a comma or backslash inside a value is escaped. */
export function encodeValues(values: readonly (string | number | boolean)[]): string {
  return values.map((value) => String(value).replace(/[\\,]/g, '\\$&')).join(',')
}

export function decodeValues(text: string): string[] {
  const values: string[] = []
  let current = ''
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!
    if (character === '\\' && i + 1 < text.length) current += text[++i]!
    else if (character === ',') {
      values.push(current)
      current = ''
    } else current += character
  }
  values.push(current)
  return values
}

export function filterableFields(entity: Entity): [string, Field][] {
  const own = Object.entries(entity.fields).filter(([, field]) => field.type !== 'json')
  return [...(Object.entries(baseColumns) as unknown as [string, Field][]), ...own]
}

export function sortableFields(entity: Entity): string[] {
  const names = filterableFields(entity).map(([key]) => key)
  for (const [key, field] of Object.entries(entity.fields)) {
    if (field.type === 'reference') names.push(key.replace(/Id$/, 'Name'))
  }
  return names
}

type FilterKey<F> = keyof F & string
type Filters<E> =
  E extends Entity<infer F>
    ? { [K in FilterKey<F> | 'id' | 'createdAt' | 'updatedAt' | `${FilterKey<F>}.${Operator}`]?: string }
    : never

/** Filters as they stand in an address: names and operators checked, values still text. */
export type FilterQuery<E> = Filters<E> & { q?: string }
export type ListQuery<E> = FilterQuery<E> & { sort?: string; limit?: number; cursor?: string }

function filterShape(entity: Entity): Record<string, z.ZodType> {
  const shape: Record<string, z.ZodType> = { q: z.string().max(200).optional() }
  for (const [key, field] of filterableFields(entity)) {
    shape[key] = z.string().max(4000).optional()
    for (const operator of operatorsOf(field)) shape[`${key}.${operator}`] = z.string().max(4000).optional()
  }
  return shape
}

function sortSchema(entity: Entity): z.ZodType {
  const names = sortableFields(entity)
  return z.enum([...names, ...names.map((name) => `-${name}`)] as [string, ...string[]]).optional()
}

/** Query of a list endpoint. Unknown keys are refused, so that a misspelt filter never shows too much. */
export function listQuerySchema<E extends Entity>(entity: E): z.ZodType<ListQuery<E>> {
  return z.strictObject({
    ...filterShape(entity),
    sort: sortSchema(entity),
    limit: z.coerce.number().int().min(1).max(pageSize.most).optional(),
    cursor: z.string().max(1000).optional(),
  }) as unknown as z.ZodType<ListQuery<E>>
}

/** Query of the count, the facets and the sums of a list. */
export function summaryQuerySchema<E extends Entity>(
  entity: E,
): z.ZodType<FilterQuery<E> & { facets?: string; sums?: string }> {
  return z.strictObject({
    ...filterShape(entity),
    facets: z.string().max(1000).optional(),
    sums: z.string().max(1000).optional(),
  }) as unknown as z.ZodType<FilterQuery<E> & { facets?: string; sums?: string }>
}

export function exportQuerySchema<E extends Entity>(
  entity: E,
): z.ZodType<
  FilterQuery<E> & { sort?: string; format: 'csv' | 'xlsx'; columns?: string; language?: 'zh' | 'en' }
> {
  return z.strictObject({
    ...filterShape(entity),
    sort: sortSchema(entity),
    format: z.enum(['csv', 'xlsx']),
    columns: z.string().max(2000).optional(),
    language: z.enum(['zh', 'en']).optional(),
  }) as unknown as z.ZodType<
    FilterQuery<E> & { sort?: string; format: 'csv' | 'xlsx'; columns?: string; language?: 'zh' | 'en' }
  >
}

/** A page of records; `next` is the cursor of the following page, null on the last. */
export function pageSchema<T>(item: z.ZodType<T>): z.ZodType<{ items: T[]; next: string | null }> {
  return z.object({ items: z.array(item), next: z.string().nullable() })
}

export const Summary = z
  .object({
    count: z.int(),
    /** Sums of the number fields asked for; null when no record has a value. */
    sums: z.record(z.string(), z.number().nullable()),
    /** For each field asked for: its values with the number of records, most frequent first. */
    facets: z.record(
      z.string(),
      z.array(
        z.object({
          value: z.union([z.string(), z.number(), z.boolean()]).nullable(),
          label: z.string().nullable(),
          labelEn: z.string().nullable(),
          count: z.int(),
        }),
      ),
    ),
  })
  .meta({ id: 'Summary' })
export type Summary = z.infer<typeof Summary>

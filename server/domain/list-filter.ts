import type { Entity } from '../contract/entity.ts'
import { AppError } from '../contract/error.ts'
import type { Field } from '../contract/field.ts'
import type { Operator } from '../contract/list-query.ts'
import { decodeValues, filterableFields, operatorsOf } from '../contract/list-query.ts'
import { valuesOf } from '../contract/state.ts'
import type { Localised } from '../contract/text.ts'

/** What the filters of an address ask for, values checked against their fields. */
export type Condition =
  /** Any of these values. */
  | { test: 'in'; field: string; values: (string | number)[] }
  /** None of these; records without a value count as different. */
  | { test: 'not in'; field: string; values: (string | number)[] }
  | { test: 'contains'; field: string; values: string[] }
  | { test: '<' | '<=' | '>' | '>='; field: string; value: string | number }
  | { test: 'empty'; field: string; empty: boolean }

const comparisons = { lt: '<', lte: '<=', gt: '>', gte: '>=' } as const

/** Keys of a list's query that are no filters. */
const reserved = new Set(['q', 'sort', 'limit', 'cursor', 'facets', 'sums', 'format', 'columns', 'language'])

/** @throws AppError unknownFilter, invalidFilterValue */
export function parseFilters(entity: Entity, query: Readonly<Record<string, unknown>>): Condition[] {
  const fields = fieldsOf(entity)
  const conditions: Condition[] = []
  for (const [name, text] of Object.entries(query)) {
    if (reserved.has(name) || text === undefined) continue
    const point = name.lastIndexOf('.')
    const key = point < 0 ? name : name.slice(0, point)
    const operator = point < 0 ? null : (name.slice(point + 1) as Operator)
    const field = fields.get(key)
    if (!field || (operator !== null && !operatorsOf(field).includes(operator))) {
      throw new AppError('unknownFilter', { name, allowed: filterNames(entity) })
    }
    conditions.push(condition(name, key, field, operator, String(text)))
  }
  return conditions
}

const known = new WeakMap<Entity, Map<string, Field>>()

function fieldsOf(entity: Entity): Map<string, Field> {
  let fields = known.get(entity)
  if (!fields) known.set(entity, (fields = new Map(filterableFields(entity))))
  return fields
}

export function filterNames(entity: Entity): string[] {
  return filterableFields(entity).flatMap(([key, field]) => [
    key,
    ...operatorsOf(field).map((operator) => `${key}.${operator}`),
  ])
}

function condition(
  name: string,
  key: string,
  field: Field,
  operator: Operator | null,
  text: string,
): Condition {
  const parse = (value: string) => parseValue(name, field, value)
  switch (operator) {
    case null:
      return { test: 'in', field: key, values: decodeValues(text).map(parse) }
    case 'not':
      return { test: 'not in', field: key, values: decodeValues(text).map(parse) }
    case 'contains': {
      const values = decodeValues(text).filter((value) => value !== '')
      if (values.length === 0) throw invalid(name, text, { zh: '文字', en: 'a text' })
      return { test: 'contains', field: key, values }
    }
    case 'empty':
      if (text !== 'true' && text !== 'false') throw invalid(name, text, expectations.boolean)
      return { test: 'empty', field: key, empty: text === 'true' }
    default:
      return { test: comparisons[operator], field: key, value: parse(text) }
  }
}

const expectations = {
  text: { zh: '非空文字', en: 'a text that is not empty' },
  number: { zh: '数字', en: 'a number' },
  boolean: { zh: ' true 或 false', en: 'true or false' },
  date: { zh: '形如 2013-01-01 的日期', en: 'a date such as 2013-01-01' },
  instant: {
    zh: '形如 2026-01-31T08:00:00Z 的时间',
    en: 'an instant such as 2026-01-31T08:00:00Z',
  },
  reference: { zh: '记录编号（正整数）', en: 'the id of a record' },
} as const satisfies Record<string, Localised>

function invalid(name: string, value: string, expected: Localised): AppError {
  return new AppError('invalidFilterValue', { name, value, expected: expected.en, expectedZh: expected.zh })
}

function parseValue(name: string, field: Field, text: string): string | number {
  const states = field.type === 'state' || field.type === 'via' ? field.states : undefined
  if (states) {
    if (Object.hasOwn(states, text)) return text
    const values = valuesOf(states).join(', ')
    throw invalid(name, text, { zh: `以下之一：${values}`, en: `one of ${values}` })
  }
  const type = field.type === 'via' ? field.of : field.type
  const refuse = (of: keyof typeof expectations) => invalid(name, text, expectations[of])
  switch (type) {
    case 'number': {
      if (!/^-?\d{1,15}(\.\d{1,15})?$/.test(text)) throw refuse('number')
      return Number(text)
    }
    case 'reference': {
      if (!/^[1-9]\d{0,14}$/.test(text)) throw refuse('reference')
      return Number(text)
    }
    case 'boolean': {
      if (text !== 'true' && text !== 'false') throw refuse('boolean')
      return text === 'true' ? 1 : 0
    }
    case 'date': {
      if (!isDate(text)) throw refuse('date')
      return text
    }
    case 'instant': {
      if (!isInstant(text)) throw refuse('instant')
      return new Date(text).toISOString()
    }
    default: {
      // Stored texts are trimmed; MariaDB would ignore spaces at the end of what they are compared with, SQLite not.
      const trimmed = text.trim()
      if (trimmed === '') throw refuse('text')
      return trimmed
    }
  }
}

/** A day that exists: `2013-02-30` does not. */
function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

/** An ISO 8601 instant with a zone, or a date, meaning its beginning in UTC. */
function isInstant(text: string): boolean {
  if (isDate(text)) return true
  const hasForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/.test(text)
  return hasForm && isDate(text.slice(0, 10)) && !Number.isNaN(Date.parse(text))
}

import type { Entity } from '../../contract/entity.ts'
import type { Field } from '../../contract/field.ts'
import { valuesOf } from '../../contract/state.ts'
import { columnsOf } from '../../db/columns.ts'
import { roundTo } from '../../domain/decimals.ts'

/*
 * Between values as the contract has them (booleans, structures, rounded numbers) and as columns hold them.
 */

type Values = Record<string, unknown>

/** Columns that no row of the contract carries: keys, hashes, sealed secrets. */
export function hiddenKeys(entity: Entity): string[] {
  const shown = new Set(['id', 'version', 'createdAt', 'updatedAt', ...Object.keys(entity.fields)])
  return Object.keys(columnsOf(entity)).filter((key) => !shown.has(key))
}

/** A value as the ledger keeps it: trimmed, rounded to the field's decimals, instants in UTC with milliseconds. */
export function settle(field: Field, value: unknown): unknown {
  if (value === undefined || value === null || value === '') return null
  switch (field.type) {
    case 'text':
      return String(value).trim() || null
    case 'number':
      return typeof value === 'number' && field.decimals !== undefined
        ? roundTo(value, field.decimals)
        : value
    case 'instant':
      return new Date(value as string).toISOString()
    default:
      return value
  }
}

/** What a required field that people do not set begins with. */
function initial(field: Field, origin: string): unknown {
  if (!field.required || !('readOnly' in field && field.readOnly)) return null
  if (field.type === 'number') return 0
  if (field.type === 'boolean') return false
  if (field.type !== 'state') return null
  return field.states['entered'] && field.states['demonstration'] ? origin : valuesOf(field.states)[0]
}

/** All stored fields of a new record: given ones settled, the others at their beginning. Hidden columns pass through. */
export function newValues(entity: Entity, given: Values, origin: string): Values {
  const values: Values = {}
  for (const [key, field] of Object.entries(entity.fields)) {
    if (field.type === 'via') continue
    const value = settle(field, given[key])
    values[key] = value ?? initial(field, origin)
  }
  for (const key of hiddenKeys(entity)) {
    if (given[key] !== undefined) values[key] = given[key]
  }
  return values
}

/** The given fields that differ from the record as it stands. */
export function changedValues(entity: Entity, current: Values, given: Values): Values {
  const changed: Values = {}
  for (const [key, value] of Object.entries(given)) {
    const field = entity.fields[key]
    if (!field || field.type === 'via' || value === undefined) continue
    const settled = settle(field, value)
    if (!same(settled, current[key] ?? null)) changed[key] = settled
  }
  return changed
}

function same(a: unknown, b: unknown): boolean {
  return a === b || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b))
}

/** Values as their columns take them. */
export function encode(entity: Entity, values: Values): Values {
  const encoded: Values = {}
  for (const [key, value] of Object.entries(values)) {
    const isJson = entity.fields[key]?.type === 'json'
    encoded[key] = isJson && value !== null && value !== undefined ? JSON.stringify(value) : value
  }
  return encoded
}

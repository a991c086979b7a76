import type { StateTable } from './state.ts'
import type { Localised } from './text.ts'
import type { Unit } from './unit.ts'

/** What every field of an entity may say about itself. */
export interface FieldOptions {
  label: Localised
  /** One short sentence below the form field. */
  hint?: Localised
  /** A record cannot be saved without it; its value is never null. */
  required?: boolean
  /** Set by the system, never by a person's create or update. */
  readOnly?: boolean
  /** Part of the entity's full-text search (Chinese, pinyin, Latin). */
  search?: boolean
  /** No two records may share a value. */
  unique?: boolean
  /** Shown as a column of the list unless the user chooses otherwise. */
  listed?: boolean
  /** The database keeps an index for filtering and sorting by it. */
  indexed?: boolean
}

export interface TextOptions extends FieldOptions {
  maxLength?: number
  /** Several lines in forms. */
  multiline?: boolean
  /** A named check beyond length. */
  format?: 'ip' | 'host' | 'url' | 'login'
}

export interface NumberOptions extends FieldOptions {
  /** As shown in headers and beside values. */
  unit?: Unit
  min?: number
  max?: number
  /** Digits behind the point that are kept; 0 for whole numbers. */
  decimals?: number
}

/** Builders keep the literal types, so that a row's TypeScript type follows from its entity's fields. */
export const text = <const O extends TextOptions>(options: O) => ({ type: 'text', ...options }) as const
export const number = <const O extends NumberOptions>(options: O) => ({ type: 'number', ...options }) as const
export const boolean = <const O extends FieldOptions>(options: O) =>
  ({ type: 'boolean', required: true, ...options }) as const
/** A calendar date, `YYYY-MM-DD`, without time zone. */
export const date = <const O extends FieldOptions>(options: O) => ({ type: 'date', ...options }) as const
/** A moment, ISO 8601 in UTC with milliseconds. */
export const instant = <const O extends FieldOptions>(options: O) =>
  ({ type: 'instant', ...options }) as const
export const state = <const S extends StateTable, const O extends FieldOptions>(states: S, options: O) =>
  ({ type: 'state', states, ...options }) as const
/** Points to a record of another entity. The key ends in `Id`; rows also carry `<key without Id>Name`. */
export const reference = <const T extends string, const O extends FieldOptions>(to: T, options: O) =>
  ({ type: 'reference', to, ...options }) as const
/** A structured value, stored as JSON; neither filtered nor sorted. */
export const json = <const O extends FieldOptions>(options: O) => ({ type: 'json', ...options }) as const
/**
 * A value of a related record, read along references (`['roomId', 'siteId', 'regionId']` is the region's id of the
 * site of the room). Read-only, filterable and sortable like an own field; never stored twice.
 */
export const via = <
  const P extends readonly string[],
  const O extends FieldOptions & { of: 'text' | 'number' | 'date'; states?: StateTable; to?: string },
>(
  path: P,
  options: O,
) => ({ type: 'via', path, readOnly: true, ...options }) as const

export type TextField = TextOptions & { type: 'text' }
export type NumberField = NumberOptions & { type: 'number' }
export type BooleanField = FieldOptions & { type: 'boolean' }
export type DateField = FieldOptions & { type: 'date' }
export type InstantField = FieldOptions & { type: 'instant' }
export type StateField = FieldOptions & { type: 'state'; states: StateTable }
export type ReferenceField = FieldOptions & { type: 'reference'; to: string }
export type JsonField = FieldOptions & { type: 'json' }
export type ViaField = FieldOptions & {
  type: 'via'
  path: readonly string[]
  of: 'text' | 'number' | 'date'
  /** Labels and colours of the values, when the related field is a state. */
  states?: StateTable
  /** The entity that a related id points to. */
  to?: string
}

export type Field =
  | TextField
  | NumberField
  | BooleanField
  | DateField
  | InstantField
  | StateField
  | ReferenceField
  | JsonField
  | ViaField

export type Fields = Record<string, Field>

type Value<F> = F extends { type: 'text' | 'date' | 'instant' }
  ? string
  : F extends { type: 'number' | 'reference' }
    ? number
    : F extends { type: 'boolean' }
      ? boolean
      : F extends { type: 'state'; states: infer S }
        ? keyof S & string
        : F extends { type: 'via'; of: 'number' }
          ? number
          : F extends { type: 'via' }
            ? string
            : unknown

/** The value of a field in a row: null only where the field is not required. */
export type ValueOf<F> = F extends { required: true } ? Value<F> : Value<F> | null

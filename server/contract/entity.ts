import { z } from 'zod'
import type { Field, Fields, ValueOf } from './field.ts'
import { text, state } from './field.ts'
import type { Permission } from './permission.ts'
import { states, valuesOf } from './state.ts'
import type { Localised } from './text.ts'

/** Where a record came from; demonstration records stay marked as such wherever they are shown or exported. */
export const origins = states({
  demonstration: { label: { zh: '演示数据', en: 'Demonstration' }, tone: 'muted', shape: 'ring' },
  entered: { label: { zh: '人工录入', en: 'Entered' }, tone: 'neutral', shape: 'dot' },
  imported: { label: { zh: '表格导入', en: 'Imported' }, tone: 'neutral', shape: 'square' },
  observed: { label: { zh: '采集登记', en: 'Observed' }, tone: 'info', shape: 'diamond' },
})

export interface EntityOptions {
  /** Key of the entity everywhere: endpoint names, table name, routes. Singular, camelCase. */
  name: string
  /** First part of its address, in the API and in the console: `/rooms`. */
  path: string
  label: Localised
  plural: Localised
  /** The records' own names exist in English too (`nameEn`). */
  bilingual?: boolean
  permissions: { read: Permission; write: Permission }
  /** Order of lists when none is asked for: a field, `-` before it for descending. */
  defaultSort: string
  /** The field that names a record where others refer to it. */
  nameField: string
}

const commonFields = {
  origin: state(origins, { label: { zh: '来源', en: 'Origin' }, required: true, readOnly: true }),
}
const bilingualField = {
  nameEn: text({ label: { zh: '英文名称', en: 'English name' }, maxLength: 200, search: true }),
}

type CommonFields = typeof commonFields
type Declared = Omit<EntityOptions, 'nameField'>

export interface Entity<F extends Fields = Fields> extends EntityOptions {
  fields: F
}

/**
 * Declares an entity of the ledger once. Its row type, validation, endpoints, filters, list columns, forms, exports
 * and database model all follow from this.
 */
export function defineEntity<const F extends Fields>(options: Declared, fields: F): Entity<F & CommonFields> {
  const all = { ...fields, ...(options.bilingual ? bilingualField : {}), ...commonFields }
  return { nameField: 'name', ...options, fields: all as F & CommonFields }
}

/** An entity whose records are made by the system (findings, evidence, log entries): no origin, no writes. */
export function defineRecord<const F extends Fields>(
  options: Declared & { nameField: string },
  fields: F,
): Entity<F> {
  return { ...options, fields }
}

type ReferenceNames<F> = {
  [
    K in keyof F as F[K] extends { type: 'reference' }
      ? K extends `${infer B}Id`
        ? `${B}Name`
        : never
      : never
  ]: string | null
} & {
  [
    K in keyof F as F[K] extends { type: 'reference' }
      ? K extends `${infer B}Id`
        ? `${B}NameEn`
        : never
      : never
  ]?: string | null
}

export interface RowBase {
  id: number
  /** Counts the record's changes from 1; the ETag of the record, expected back in If-Match. */
  version: number
  createdAt: string
  updatedAt: string
}

/** A record as lists and pages show it. References carry the name of what they point to. */
export type RowOf<E> =
  E extends Entity<infer F>
    ? RowBase & { -readonly [K in keyof F]: ValueOf<F[K]> } & ReferenceNames<F> & { nameEn?: string | null }
    : never

type Writable<F> = { [K in keyof F as F[K] extends { readOnly: true } | { type: 'via' } ? never : K]: F[K] }
type RequiredKeys<F> = { [K in keyof F]: F[K] extends { required: true } ? K : never }[keyof F]

/** What a person sends to create a record: required fields must be there, the others default to null. */
export type CreateOf<E> =
  E extends Entity<infer F>
    ? { [K in RequiredKeys<Writable<F>>]: ValueOf<Writable<F>[K]> } & {
        [K in keyof Writable<F>]?: ValueOf<Writable<F>[K]>
      } & { nameEn?: string | null }
    : never

/** What a person sends to change a record: any of its writable fields. */
export type UpdateOf<E> = Partial<CreateOf<E>>

/** Whether people set the field through forms and imports. */
export function isWritable(field: Field): boolean {
  return field.type !== 'via' && !field.readOnly
}

const formats = {
  ip: z.union([z.ipv4(), z.ipv6()]),
  host: z.string().regex(/^(?=.{1,253}$)[A-Za-z0-9_]([A-Za-z0-9._:-]*[A-Za-z0-9])?$/),
  url: z.url({ protocol: /^https?$/ }),
  login: z.string().regex(/^[a-z][a-z0-9._-]{1,31}$/),
} as const

/** The schema of one field's value as people send it. Empty text counts as no value. */
export function fieldSchema(field: Field): z.ZodType {
  const schema = valueSchema(field)
  if (field.required) return schema
  return z.preprocess((value) => (value === '' ? null : value), schema.nullable())
}

function valueSchema(field: Field): z.ZodType {
  switch (field.type) {
    case 'text': {
      const checked = field.format ? formats[field.format] : z.string()
      const trimmed = z
        .string()
        .trim()
        .min(field.required ? 1 : 0)
        .max(field.maxLength ?? 200)
      return trimmed.pipe(checked)
    }
    case 'number': {
      const bounded = z
        .number()
        .min(field.min ?? -1e12)
        .max(field.max ?? 1e12)
      return field.decimals === 0 ? bounded.int() : bounded
    }
    case 'boolean':
      return z.boolean()
    case 'date':
      return z.iso.date()
    case 'instant':
      return z.iso.datetime()
    case 'state':
      return z.enum(valuesOf(field.states))
    case 'reference':
      return z.int().positive()
    case 'json':
      return z.unknown()
    case 'via':
      return field.of === 'number' ? z.number() : z.string()
  }
}

/** Schema of a create request: unknown keys are refused, optional fields may be left out. `extra` adds write-only values. */
export function createSchema<E extends Entity, X extends z.ZodRawShape = Record<never, never>>(
  entity: E,
  extra?: X,
): z.ZodType<CreateOf<E> & z.output<z.ZodObject<X>>> {
  return bodySchema(entity, extra, (field) => Boolean(field.required))
}

/** Schema of an update request: any writable field, unknown keys are refused. */
export function updateSchema<E extends Entity, X extends z.ZodRawShape = Record<never, never>>(
  entity: E,
  extra?: X,
): z.ZodType<UpdateOf<E> & z.output<z.ZodObject<X>>> {
  return bodySchema(entity, extra, () => false)
}

function bodySchema<T>(
  entity: Entity,
  extra: z.ZodRawShape | undefined,
  isNeeded: (field: Field) => boolean,
): z.ZodType<T> {
  const shape: Record<string, z.ZodType> = {}
  for (const [key, field] of Object.entries(entity.fields)) {
    if (isWritable(field)) shape[key] = isNeeded(field) ? fieldSchema(field) : fieldSchema(field).optional()
  }
  return z.strictObject({ ...shape, ...extra }) as unknown as z.ZodType<T>
}

/** Schema of a row as the API returns it, for the OpenAPI document and for tests. */
export function rowSchema<E extends Entity>(entity: E): z.ZodType<RowOf<E>> {
  const shape: Record<string, z.ZodType> = {
    id: z.int(),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  }
  for (const [key, field] of Object.entries(entity.fields)) {
    const schema = valueSchema(field)
    shape[key] = field.required ? schema : schema.nullable()
    if (field.type === 'reference') {
      const base = key.replace(/Id$/, '')
      shape[`${base}Name`] = z.string().nullable()
      shape[`${base}NameEn`] = z.string().nullable().optional()
    }
  }
  return z
    .object(shape)
    .meta({ id: entity.name[0]!.toUpperCase() + entity.name.slice(1) }) as unknown as z.ZodType<RowOf<E>>
}

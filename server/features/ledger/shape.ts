import type { Entity } from '../../contract/entity.ts'
import type { Field } from '../../contract/field.ts'
import type { EntityName } from '../../contract/entities/index.ts'
import { entities } from '../../contract/entities/index.ts'
import { baseColumns } from '../../contract/list-query.ts'
import { tableOf } from '../../db/columns.ts'

/*
 * How an entity's rows are read with SQL: which joins reach the related records, and where each field's value stands.
 * SQLite and MariaDB both take names in backticks, so one text serves both.
 */

export interface Join {
  alias: string
  sql: string
}

/** A value that a query can compare, sort by and select. */
export interface Expression {
  sql: string
  /** Joins that must be there, nearest first. */
  joins: Join[]
  nullable: boolean
  /** Column of the entity's own table; null when it stands in another. */
  column: string | null
}

export const self = 't'

export const quote = (name: string) => `\`${name}\``

export function entityNamed(name: string): Entity {
  return entities[name as EntityName]
}

export function hasName(entity: Entity): boolean {
  return entity.fields[entity.nameField]?.type === 'text'
}

/** Follows reference fields: the alias and the entity at the end, with the joins that lead there. */
function follow(entity: Entity, path: readonly string[]): { alias: string; at: Entity; joins: Join[] } {
  let at = entity
  let alias = self
  const joins: Join[] = []
  for (const key of path) {
    const field = at.fields[key]
    if (field?.type !== 'reference') throw new Error(`${at.name}.${key} is not a reference`)
    const next = entityNamed(field.to)
    const base = key.replace(/Id$/, '')
    const nextAlias = alias === self ? base : `${alias}_${base}`
    joins.push({
      alias: nextAlias,
      sql: `LEFT JOIN ${quote(tableOf(next.name))} AS ${quote(nextAlias)} ON ${quote(nextAlias)}.\`id\` = ${quote(alias)}.${quote(key)}`,
    })
    at = next
    alias = nextAlias
  }
  return { alias, at, joins }
}

/** Field of an entity or base column by name; undefined when there is none. */
export function fieldOf(entity: Entity, key: string): Field | undefined {
  return (entity.fields[key] ?? (baseColumns as Record<string, unknown>)[key]) as Field | undefined
}

/** The value of a field, `via` fields read from the related record. */
export function valueOf(entity: Entity, key: string): Expression {
  const field = fieldOf(entity, key)
  if (field?.type === 'via') {
    const { alias, joins } = follow(entity, field.path.slice(0, -1))
    return { sql: `${quote(alias)}.${quote(field.path.at(-1)!)}`, joins, nullable: true, column: null }
  }
  const isBase = key in baseColumns || key === 'version'
  return { sql: `${self}.${quote(key)}`, joins: [], nullable: !isBase && !field?.required, column: key }
}

/** A column of the record that a reference field points to. */
export function relatedColumn(entity: Entity, referenceKey: string, column: string): Expression {
  const { alias, joins } = follow(entity, [referenceKey])
  return { sql: `${quote(alias)}.${quote(column)}`, joins, nullable: true, column: null }
}

/** The entity whose record's name a value stands for: of a reference, or of a `via` field that ends in an id. */
export function pointsTo(field: Field): Entity | null {
  if (field.type === 'reference') return entityNamed(field.to)
  return field.type === 'via' && field.to ? entityNamed(field.to) : null
}

/** Joins from a pointing field (reference or `via` id) to the record it points to. */
export function joinTo(entity: Entity, key: string): { alias: string; joins: Join[] } {
  const field = entity.fields[key]!
  return follow(entity, field.type === 'via' ? field.path : [key])
}

/** What a list sorts by: names by their `nameKey` (Chinese by pinyin), everything else by its value. */
export function sortKeyOf(entity: Entity, key: string): Expression {
  const field = fieldOf(entity, key)
  if (!field) {
    const { alias, joins } = follow(entity, [key.replace(/Name$/, 'Id')])
    return { sql: `${quote(alias)}.\`nameKey\``, joins, nullable: true, column: null }
  }
  if (key === entity.nameField && field.type === 'text') {
    return { sql: `${self}.\`nameKey\``, joins: [], nullable: !field.required, column: 'nameKey' }
  }
  if (field.type === 'via') {
    const { alias, at, joins } = follow(entity, field.path.slice(0, -1))
    const isName = field.path.at(-1) === at.nameField && hasName(at)
    return {
      sql: `${quote(alias)}.${quote(isName ? 'nameKey' : field.path.at(-1)!)}`,
      joins,
      nullable: true,
      column: null,
    }
  }
  return valueOf(entity, key)
}

export interface RowShape {
  /** `t.id AS id, …` for everything that a row of the contract carries, and nothing that is hidden. */
  columns: string
  joins: string
  booleans: string[]
  jsons: string[]
}

const shapes = new Map<string, RowShape>()

/** How a whole row of the contract is selected. */
export function rowShape(entity: Entity): RowShape {
  const known = shapes.get(entity.name)
  if (known) return known
  const selected: [string, Expression][] = ['id', 'version', 'createdAt', 'updatedAt'].map((key) => [
    key,
    valueOf(entity, key),
  ])
  for (const [key, field] of Object.entries(entity.fields)) {
    selected.push([key, valueOf(entity, key)])
    if (field.type !== 'reference') continue
    const to = entityNamed(field.to)
    const base = key.replace(/Id$/, '')
    if (hasName(to)) selected.push([`${base}Name`, relatedColumn(entity, key, to.nameField)])
    if (to.bilingual) selected.push([`${base}NameEn`, relatedColumn(entity, key, 'nameEn')])
  }
  const keysOf = (type: Field['type']) =>
    Object.entries(entity.fields)
      .filter(([, field]) => field.type === type)
      .map(([key]) => key)
  const shape = {
    columns: selected.map(([key, { sql }]) => `${sql} AS ${quote(key)}`).join(', '),
    joins: joinSql(selected.map(([, expression]) => expression)),
    booleans: keysOf('boolean'),
    jsons: keysOf('json'),
  }
  shapes.set(entity.name, shape)
  return shape
}

/** The joins that some expressions need together, each once. */
export function joinSql(expressions: readonly { joins: Join[] }[]): string {
  const joins = new Map<string, string>()
  for (const expression of expressions) {
    for (const { alias, sql } of expression.joins) joins.set(alias, sql)
  }
  return [...joins.values()].join(' ')
}

/** Turns a selected row into a row of the contract, in place: true and false instead of 1 and 0, JSON read. */
export function decodeRow(shape: RowShape, row: Record<string, unknown>): Record<string, unknown> {
  for (const key of shape.booleans) row[key] = row[key] === null ? null : Boolean(row[key])
  for (const key of shape.jsons) {
    const text = row[key]
    row[key] = typeof text === 'string' ? JSON.parse(text) : null
  }
  return row
}

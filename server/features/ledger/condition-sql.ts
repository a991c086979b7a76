import type { Entity } from '../../contract/entity.ts'
import type { Cursor } from '../../domain/list-cursor.ts'
import type { Condition } from '../../domain/list-filter.ts'
import { parseFilters } from '../../domain/list-filter.ts'
import type { Scalar } from '../../db/select.ts'
import { searchTerms } from './search-text.ts'
import type { Expression } from './shape.ts'
import { self, valueOf } from './shape.ts'

/** A WHERE in the making: its parts (with the own column that each is about), their joins, and the values bound in order. */
export interface Where {
  parts: { column: string | null; sql: string }[]
  joined: Expression[]
  bind: Scalar[]
}

/** The filters and the search of a list's query. @throws AppError unknownFilter, invalidFilterValue */
export function whereOf(entity: Entity, query: Readonly<Record<string, unknown>>): Where {
  const where: Where = { parts: [], joined: [], bind: [] }
  for (const condition of parseFilters(entity, query)) addCondition(where, entity, condition)
  if (typeof query['q'] === 'string') {
    for (const term of searchTerms(query['q'])) {
      const sql = `${self}.\`searchText\` LIKE ${hold(where, `%${escapeLike(term)}%`)} ESCAPE '!'`
      where.parts.push({ column: null, sql })
    }
  }
  return where
}

/** Binds a value; the text that stands for it. */
export function hold(where: Where, value: Scalar): string {
  return `$${where.bind.push(value)}`
}

/** `%` and `_` stand for themselves. A backslash cannot be the escape: MySQL reads it in the literal already. */
export function escapeLike(text: string): string {
  return text.replace(/[!%_]/g, '!$&')
}

function addCondition(where: Where, entity: Entity, condition: Condition): void {
  const expression = valueOf(entity, condition.field)
  where.joined.push(expression)
  where.parts.push({ column: expression.column, sql: conditionSql(where, expression, condition) })
}

function conditionSql(where: Where, { sql, nullable }: Expression, condition: Condition): string {
  switch (condition.test) {
    case 'in':
      return isAnyOf(where, sql, condition.values)
    case 'not in': {
      const differs = `NOT (${isAnyOf(where, sql, condition.values)})`
      return nullable ? `(${differs} OR ${sql} IS NULL)` : differs
    }
    case 'contains': {
      // Lower case on both sides: SQLite's LIKE ignores the case of Latin letters, MariaDB's binary collation does not.
      const tests = condition.values.map(
        (value) => `LOWER(${sql}) LIKE ${hold(where, `%${escapeLike(value.toLowerCase())}%`)} ESCAPE '!'`,
      )
      return `(${tests.join(' OR ')})`
    }
    case 'empty':
      return `${sql} IS ${condition.empty ? '' : 'NOT '}NULL`
    default:
      return `${sql} ${condition.test} ${hold(where, condition.value)}`
  }
}

function isAnyOf(where: Where, sql: string, values: readonly Scalar[]): string {
  const held = values.map((value) => hold(where, value))
  return held.length === 1 ? `${sql} = ${held[0]}` : `${sql} IN (${held.join(', ')})`
}

/**
 * What comes after the cursor. Records without a value stand first when ascending and last when descending, which is
 * how both engines sort NULL; the id decides between equals, in the same direction.
 */
export function addCursor(where: Where, key: Expression, isDescending: boolean, cursor: Cursor): void {
  where.parts.push({ column: key.column, sql: afterCursor(where, key, isDescending, cursor) })
}

function afterCursor(where: Where, key: Expression, isDescending: boolean, { value, id }: Cursor): string {
  const after = isDescending ? '<' : '>'
  const { sql, nullable } = key
  const isAfterId = () => `${self}.\`id\` ${after} ${hold(where, id)}`
  if (value === null) {
    return isDescending ? `(${sql} IS NULL AND ${isAfterId()})` : `(${sql} IS NOT NULL OR ${isAfterId()})`
  }
  // The outer comparison alone says where in an index to begin.
  const held = () => hold(where, value)
  const within = `(${sql} ${after}= ${held()} AND (${sql} ${after} ${held()} OR ${isAfterId()}))`
  return isDescending && nullable ? `(${within} OR ${sql} IS NULL)` : within
}

export function whereSql({ parts }: Where): string {
  return parts.length > 0 ? `WHERE ${parts.map(({ sql }) => sql).join(' AND ')}` : ''
}

/**
 * The same condition, written so that only what is about `column` can choose an index: a CASE is opaque to both
 * engines.
 */
export function opaqueWhereSql({ parts }: Where, column: string): string {
  const own = parts.filter((part) => part.column === column).map(({ sql }) => sql)
  const others = parts.filter((part) => part.column !== column).map(({ sql }) => sql)
  if (others.length > 0) own.push(`CASE WHEN ${others.join(' AND ')} THEN 1 ELSE 0 END = 1`)
  return own.length > 0 ? `WHERE ${own.join(' AND ')}` : ''
}

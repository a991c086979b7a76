import type { Entity } from '../../contract/entity.ts'
import type { Cursor } from '../../domain/list-cursor.ts'
import type { Condition } from '../../domain/list-filter.ts'
import { parseFilters } from '../../domain/list-filter.ts'
import type { Scalar } from './records.ts'
import { searchTerms } from './search-text.ts'
import type { Expression } from './shape.ts'
import { self, valueOf } from './shape.ts'

/** A WHERE in the making: its parts, the joins that they need, and the values bound in order. */
export interface Where {
  parts: string[]
  joined: Expression[]
  bind: Scalar[]
}

/** The filters and the search of a list's query. @throws AppError unknownFilter, invalidFilterValue */
export function whereOf(entity: Entity, query: Readonly<Record<string, unknown>>): Where {
  const where: Where = { parts: [], joined: [], bind: [] }
  for (const condition of parseFilters(entity, query)) addCondition(where, entity, condition)
  if (typeof query['q'] === 'string') {
    for (const term of searchTerms(query['q'])) {
      where.parts.push(`${self}.\`searchText\` LIKE ${hold(where, `%${escapeLike(term)}%`)} ESCAPE '!'`)
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
  const { sql } = expression
  where.joined.push(expression)
  switch (condition.test) {
    case 'in':
      where.parts.push(isAnyOf(where, sql, condition.values))
      break
    case 'not in': {
      const differs = `NOT (${isAnyOf(where, sql, condition.values)})`
      where.parts.push(expression.nullable ? `(${differs} OR ${sql} IS NULL)` : differs)
      break
    }
    case 'contains': {
      // Lower case on both sides: SQLite's LIKE ignores the case of Latin letters, MariaDB's binary collation does not.
      const tests = condition.values.map(
        (value) => `LOWER(${sql}) LIKE ${hold(where, `%${escapeLike(value.toLowerCase())}%`)} ESCAPE '!'`,
      )
      where.parts.push(`(${tests.join(' OR ')})`)
      break
    }
    case 'empty':
      where.parts.push(`${sql} IS ${condition.empty ? '' : 'NOT '}NULL`)
      break
    default:
      where.parts.push(`${sql} ${condition.test} ${hold(where, condition.value)}`)
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
  const after = isDescending ? '<' : '>'
  const { sql, nullable } = key
  const id = () => `${self}.\`id\` ${after} ${hold(where, cursor.id)}`
  if (cursor.value === null) {
    where.parts.push(isDescending ? `(${sql} IS NULL AND ${id()})` : `(${sql} IS NOT NULL OR ${id()})`)
    return
  }
  // The outer comparison alone says where in an index to begin.
  const value = () => hold(where, cursor.value!)
  const within = `(${sql} ${after}= ${value()} AND (${sql} ${after} ${value()} OR ${id()}))`
  where.parts.push(isDescending && nullable ? `(${within} OR ${sql} IS NULL)` : within)
}

export function whereSql({ parts }: Where): string {
  return parts.length > 0 ? `WHERE ${parts.join(' AND ')}` : ''
}

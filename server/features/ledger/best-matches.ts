import type { Entity } from '../../contract/entity.ts'
import { tableOf } from '../../db/columns.ts'
import type { Ledger } from '../../db/ledger.ts'
import { escapeLike, hold, whereOf, whereSql } from './condition-sql.ts'
import { select } from '../../db/select.ts'
import { searchTerms } from './search-text.ts'
import { decodeRow, quote, rowShape, self } from './shape.ts'

/**
 * The records that a search describes best: first those whose name is what was typed, then whose name begins with it,
 * then those with another searched value (or its pinyin) that begins with it, then the rest; by name within each.
 */
export async function bestMatches(
  { ledger }: { ledger: Ledger },
  entity: Entity,
  q: string,
  limit: number,
): Promise<Record<string, unknown>[]> {
  const [first] = searchTerms(q)
  if (first === undefined) return []
  const where = whereOf(entity, { q })
  const name = `LOWER(${self}.${quote(entity.nameField)})`
  const text = `${self}.\`searchText\``
  const begins = () => `${hold(where, `${escapeLike(first)}%`)} ESCAPE '!'`
  const rank = `CASE WHEN ${name} = ${hold(where, searchTerms(q).join(' '))} THEN 0 WHEN ${name} LIKE ${begins()} THEN 1 WHEN ${text} LIKE ${begins()} OR ${text} LIKE ${hold(where, `%\n${escapeLike(first)}%`)} ESCAPE '!' THEN 2 ELSE 3 END`
  const shape = rowShape(entity)
  const table = quote(tableOf(entity.name))
  const found = `SELECT ${self}.\`id\`, ${rank} AS \`rank\`, ${self}.\`nameKey\` FROM ${table} AS ${self} ${whereSql(where)} ORDER BY \`rank\`, ${self}.\`nameKey\`, ${self}.\`id\` LIMIT ${limit}`
  const rows = await select(
    ledger,
    `SELECT ${shape.columns} FROM (${found}) AS page JOIN ${table} AS ${self} ON ${self}.\`id\` = page.\`id\` ${shape.joins} ORDER BY page.\`rank\`, page.\`nameKey\`, page.\`id\``,
    where.bind,
  )
  return rows.map((row) => decodeRow(shape, row))
}

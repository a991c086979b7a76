import type { Transaction } from 'sequelize'
import type { Entity, RowOf } from '../../contract/entity.ts'
import { AppError } from '../../contract/error.ts'
import type { ListQuery } from '../../contract/list-query.ts'
import { pageSize, sortableFields } from '../../contract/list-query.ts'
import { tableOf } from '../../db/columns.ts'
import type { Ledger } from '../../db/ledger.ts'
import { decodeCursor, encodeCursor } from '../../domain/list-cursor.ts'
import { addCursor, opaqueWhereSql, whereOf, whereSql } from './condition-sql.ts'
import { walkedColumn } from './list-plan.ts'
import { select } from '../../db/select.ts'
import type { Expression } from './shape.ts'
import { decodeRow, joinSql, quote, rowShape, self, sortKeyOf } from './shape.ts'

export interface Page<R> {
  items: R[]
  /** Cursor of the following page, null on the last. */
  next: string | null
}

interface Order {
  /** As asked for: `-purchaseDate`. */
  sort: string
  key: Expression
  isDescending: boolean
}

/** @throws AppError unknownSort */
function orderOf(entity: Entity, sort: string): Order {
  const isDescending = sort.startsWith('-')
  const name = isDescending ? sort.slice(1) : sort
  const allowed = sortableFields(entity)
  if (!allowed.includes(name)) throw new AppError('unknownSort', { name, allowed })
  return { sort, key: sortKeyOf(entity, name), isDescending }
}

function isUnique(entity: Entity, column: string | null): boolean {
  if (column === 'id') return true
  const field = column === null ? undefined : entity.fields[column]
  return Boolean(field?.unique && field.required)
}

/**
 * One page of an entity's records: filtered, searched, sorted (names by pinyin, missing values first when ascending)
 * and cut at `limit`. The cursor holds the last record's sort value and id, so a page neither repeats nor skips
 * records when others come or go meanwhile.
 * @throws AppError unknownFilter, invalidFilterValue, unknownSort, invalidCursor
 */
export async function listRecords<E extends Entity>(
  { ledger }: { ledger: Ledger },
  entity: E,
  query: ListQuery<E>,
  transaction?: Transaction,
): Promise<Page<RowOf<E>>> {
  const asked: { sort?: string; limit?: number; cursor?: string } = query
  const { sort, key, isDescending } = orderOf(entity, asked.sort ?? entity.defaultSort)
  const limit = asked.limit ?? pageSize.usual
  const where = whereOf(entity, query)
  const walked = await walkedColumn(ledger, entity, where, key, limit)
  if (asked.cursor !== undefined) addCursor(where, key, isDescending, decodeCursor(asked.cursor, sort))
  const shape = rowShape(entity)
  const table = quote(tableOf(entity.name))
  const direction = isDescending ? 'DESC' : 'ASC'
  // MariaDB does not know that an order by a unique column is an order by it and the id, and would sort the whole table.
  const thenById = (alias: string) => (isUnique(entity, key.column) ? '' : `, ${alias}.\`id\` ${direction}`)
  const condition = walked === null ? whereSql(where) : opaqueWhereSql(where, walked)
  // The page is found first, with only the joins that finding it needs; names are joined to its few records afterwards.
  const found = `SELECT ${self}.\`id\`, ${key.sql} AS \`sortKey\` FROM ${table} AS ${self} ${joinSql([...where.joined, key])} ${condition} ORDER BY \`sortKey\` ${direction}${thenById(self)} LIMIT ${limit + 1}`
  const rows = await select(
    ledger,
    `SELECT ${shape.columns}, page.\`sortKey\` AS \`sortKey\` FROM (${found}) AS page JOIN ${table} AS ${self} ON ${self}.\`id\` = page.\`id\` ${shape.joins} ORDER BY page.\`sortKey\` ${direction}${thenById('page')}`,
    where.bind,
    transaction,
  )
  const hasMore = rows.length > limit
  if (hasMore) rows.pop()
  const last = rows.at(-1)
  const next =
    hasMore && last
      ? encodeCursor({ sort, value: last['sortKey'] as string | number | null, id: last['id'] as number })
      : null
  for (const row of rows) {
    delete row['sortKey']
    decodeRow(shape, row)
  }
  return { items: rows as RowOf<E>[], next }
}

/** All records that match, page by page, in the list's order; for exports and checks, not for screens. */
export async function* everyPage<E extends Entity>(
  app: { ledger: Ledger },
  entity: E,
  query: ListQuery<E>,
): AsyncGenerator<RowOf<E>[]> {
  let cursor: string | null | undefined
  do {
    const page: Page<RowOf<E>> = await listRecords(app, entity, {
      ...query,
      limit: pageSize.most,
      ...(cursor ? { cursor } : {}),
    })
    yield page.items
    cursor = page.next
  } while (cursor)
}

/** All records that match, at once; for kinds of which there are never many. */
export async function everyRecord<E extends Entity>(
  app: { ledger: Ledger },
  entity: E,
  query: ListQuery<E>,
): Promise<RowOf<E>[]> {
  const rows: RowOf<E>[] = []
  for await (const page of everyPage(app, entity, query)) rows.push(...page)
  return rows
}

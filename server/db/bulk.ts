import { setImmediate as breathe } from 'node:timers/promises'
import type { Transaction } from 'sequelize'
import type { Ledger } from './ledger.ts'
import { formatted, isSqlite, select } from './select.ts'
import type { MysqlConnection, RawRow } from './select.ts'
import type { Database } from './sqlite-dialect.ts'

/*
 * Many rows at once, in a given transaction: one prepared statement over and over on SQLite, statements of many rows on
 * MariaDB. Sequelize's own bulk writes build an object and a piece of SQL for every value, which costs several times
 * what the database needs.
 */

type Values = Record<string, unknown>

/** Keeps one statement's text well below MariaDB's max_allowed_packet, and the event loop free in between. */
const rowsPerStatement = 500

const quote = (name: string) => `\`${name}\``

function connectionOf(transaction: Transaction): Database | MysqlConnection {
  return (transaction as unknown as { connection: Database | MysqlConnection }).connection
}

async function stating<T>(ledger: Ledger, transaction: Transaction, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw formatted(ledger.sequelize, connectionOf(transaction), error)
  }
}

function queryMysql(connection: MysqlConnection, sql: string, values: unknown[]): Promise<unknown> {
  return new Promise((resolve, reject) => {
    connection.query(sql, values, (error, result) => (error ? reject(error) : resolve(result)))
  })
}

function* chunksOf<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < items.length; from += rowsPerStatement)
    yield items.slice(from, from + rowsPerStatement)
}

/**
 * Inserts rows that all have the same columns.
 * @returns their ids, in order: those that they were given, or those that the database gave
 * @throws Sequelize's errors
 */
export async function insertRows(
  ledger: Ledger,
  table: string,
  rows: readonly Values[],
  transaction: Transaction,
): Promise<number[]> {
  const ids: number[] = []
  if (rows.length === 0) return ids
  const columns = Object.keys(rows[0]!)
  const connection = connectionOf(transaction)
  const into = `INSERT INTO ${quote(table)} (${columns.map(quote).join(', ')}) VALUES`
  await stating(ledger, transaction, async () => {
    const step = isSqlite(connection) ? 1 : await idStep(ledger, transaction)
    for (const chunk of chunksOf(rows)) {
      const lists = chunk.map((row) => columns.map((column) => row[column] ?? null))
      if (isSqlite(connection))
        ids.push(...connection.runMany(`${into} (${columns.map(() => '?').join(', ')})`, lists))
      else {
        const { insertId } = (await queryMysql(connection, `${into} ?`, [lists])) as { insertId: number }
        // The rows of one INSERT … VALUES get ids in a row, in every innodb_autoinc_lock_mode.
        ids.push(...chunk.map((row, i) => (row['id'] as number | undefined) ?? insertId + i * step))
      }
      await breathe()
    }
  })
  return ids
}

/** On a cluster each node leaves the others' ids out. */
async function idStep(ledger: Ledger, transaction: Transaction): Promise<number> {
  const [row] = await select(ledger, 'SELECT @@auto_increment_increment AS `step`', [], transaction)
  return Number(row?.['step'] ?? 1)
}

/** Changes rows, each to values of its own; all change the same columns. @throws Sequelize's errors */
export async function updateRows(
  ledger: Ledger,
  table: string,
  rows: readonly (Values & { id: number })[],
  transaction: Transaction,
): Promise<void> {
  if (rows.length === 0) return
  const columns = Object.keys(rows[0]!).filter((column) => column !== 'id')
  const connection = connectionOf(transaction)
  await stating(ledger, transaction, async () => {
    for (const chunk of chunksOf(rows)) {
      const lists = chunk.map((row) => [...columns.map((column) => row[column] ?? null), row.id])
      if (isSqlite(connection)) {
        const set = columns.map((column) => `${quote(column)} = ?`).join(', ')
        connection.runMany(`UPDATE ${quote(table)} SET ${set} WHERE \`id\` = ?`, lists)
      } else await updateMysql(connection, table, columns, lists)
      await breathe()
    }
  })
}

/** One statement for many rows: joined with their new values as a derived table. */
async function updateMysql(
  connection: MysqlConnection,
  table: string,
  columns: readonly string[],
  lists: readonly unknown[][],
): Promise<void> {
  const names = [...columns.map((_, i) => `c${i}`), 'id']
  const first = `SELECT ${names.map((name) => `? AS \`${name}\``).join(', ')}`
  const more = ` UNION ALL SELECT ${names.map(() => '?').join(', ')}`
  const set = columns.map((column, i) => `t.${quote(column)} = v.\`c${i}\``).join(', ')
  await queryMysql(
    connection,
    `UPDATE ${quote(table)} AS t JOIN (${first}${more.repeat(lists.length - 1)}) AS v ON t.\`id\` = v.\`id\` SET ${set}`,
    lists.flat(),
  )
}

/** Removes rows by their ids. @throws Sequelize's errors */
export async function deleteRows(
  ledger: Ledger,
  table: string,
  ids: readonly number[],
  transaction: Transaction,
): Promise<void> {
  const connection = connectionOf(transaction)
  await stating(ledger, transaction, async () => {
    for (const chunk of chunksOf(ids)) {
      if (isSqlite(connection))
        connection.runMany(
          `DELETE FROM ${quote(table)} WHERE \`id\` = ?`,
          chunk.map((id) => [id]),
        )
      else await queryMysql(connection, `DELETE FROM ${quote(table)} WHERE \`id\` IN (?)`, [chunk])
      await breathe()
    }
  })
}

/**
 * Rows of a SELECT for many ids or values at once. `sql` has `IN ()` where they go.
 */
export async function selectIn(
  ledger: Ledger,
  sql: string,
  values: readonly (string | number)[],
  transaction?: Transaction,
): Promise<RawRow[]> {
  const rows: RawRow[] = []
  for (const chunk of chunksOf(values)) {
    // Always the same number of places, so that the statement is prepared once.
    const padded = Array.from({ length: rowsPerStatement }, (_, i) => chunk[Math.min(i, chunk.length - 1)]!)
    const places = padded.map((_, i) => `$${i + 1}`).join(', ')
    rows.push(...(await select(ledger, sql.replace('IN ()', `IN (${places})`), padded, transaction)))
    await breathe()
  }
  return rows
}

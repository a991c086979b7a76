import { setTimeout } from 'node:timers/promises'
import type { Transaction } from 'sequelize'
import type { Ledger } from './ledger.ts'
import type { Database } from './sqlite-dialect.ts'

export type Scalar = string | number
export type RawRow = Record<string, unknown>

export interface MysqlConnection {
  execute(sql: string, values: Scalar[], done: (error: Error | null, rows: RawRow[]) => void): void
  query(sql: string, values: unknown[], done: (error: Error | null, result: unknown) => void): void
}

interface ConnectionManager {
  getConnection(options: object): Promise<Database | MysqlConnection>
  releaseConnection(connection: object): void
}

/**
 * Runs a SELECT written by hand, its values bound as `$1`, `$2` …, as a prepared statement on Sequelize's own
 * connections and transactions. Rows are as the driver reads them: dates as text, booleans as 1 and 0.
 *
 * `sequelize.query` would do the same; for a page of fifty records it costs as much again as the database, in copies
 * of every row, a stack trace kept for each query and statements prepared anew.
 * @throws Sequelize's errors, as its own queries do
 */
export async function select(
  { sequelize }: Ledger,
  sql: string,
  bind: readonly Scalar[] = [],
  transaction?: Transaction,
): Promise<RawRow[]> {
  const manager = sequelize.connectionManager as unknown as ConnectionManager
  const joined = (transaction as unknown as { connection?: Database | MysqlConnection } | undefined)
    ?.connection
  const connection = joined ?? (await manager.getConnection({ type: 'SELECT', uuid: 'default' }))
  try {
    return isSqlite(connection)
      ? await executeSqlite(connection, sql, bind)
      : await executeMysql(connection, sql, bind)
  } catch (error) {
    throw formatted(sequelize, connection, error)
  } finally {
    if (!joined) manager.releaseConnection(connection)
  }
}

/** The driver's error as one of Sequelize's classes. */
export function formatted(sequelize: object, connection: object, error: unknown): Error {
  const { Query } = (sequelize as { dialect: { Query: QueryClass } }).dialect
  return new Query(connection, sequelize, {}).formatError(error, new Error().stack)
}

type QueryClass = new (
  connection: object,
  sequelize: object,
  options: object,
) => {
  formatError(error: unknown, stack: string | undefined): Error
}

export function isSqlite(connection: Database | MysqlConnection): connection is Database {
  return 'select' in connection
}

const mostAttempts = 20
const pauseMilliseconds = 15

/** Readers do not wait for writers, but may meet the short moment in which the log is recovered or truncated. */
async function executeSqlite(connection: Database, sql: string, bind: readonly Scalar[]): Promise<RawRow[]> {
  const numbered = sql.replaceAll('$', '?')
  for (let attempt = 1; ; attempt++) {
    try {
      return connection.select(numbered, bind)
    } catch (error) {
      const isBusy = (error as { code?: string }).code === 'SQLITE_BUSY'
      if (!isBusy || attempt === mostAttempts) throw error
      await setTimeout(pauseMilliseconds)
    }
  }
}

function executeMysql(connection: MysqlConnection, sql: string, bind: readonly Scalar[]): Promise<RawRow[]> {
  const values: Scalar[] = []
  const positional = sql.replace(/\$(\d+)/g, (_, index: string) => {
    values.push(bind[Number(index) - 1]!)
    return '?'
  })
  return new Promise((resolve, reject) => {
    connection.execute(positional, values, (error, rows) => (error ? reject(error) : resolve(rows)))
  })
}

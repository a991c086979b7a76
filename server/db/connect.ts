import { Sequelize, Transaction } from 'sequelize'
import type { Options } from 'sequelize'
import * as sqliteDialect from './sqlite-dialect.ts'

/** Refused: not a database address that the server understands. */
export class DatabaseAddressError extends Error {}

const shared: Options = { logging: false, define: { freezeTableName: true, timestamps: false } }

/**
 * Opens the ledger's database.
 * @param address `sqlite:FILE`, or `mysql://USER:PASSWORD@HOST:PORT/NAME` (`mariadb://` means the same).
 */
export function connect(address: string): Sequelize {
  if (address.startsWith('sqlite:')) return connectSqlite(address.slice('sqlite:'.length))
  if (/^(mysql|mariadb):\/\//.test(address)) return connectMysql(address)
  throw new DatabaseAddressError(address.replace(/\/\/[^@]*@/, '//…@'))
}

function connectSqlite(file: string): Sequelize {
  if (file === '' || file === ':memory:')
    throw new DatabaseAddressError('sqlite: needs a file, transactions have connections of their own')
  return new Sequelize({
    ...shared,
    dialect: 'sqlite',
    dialectModule: sqliteDialect,
    storage: file,
    // A deferred transaction that reads first and writes later can fail for good with SQLITE_BUSY_SNAPSHOT.
    transactionType: Transaction.TYPES.IMMEDIATE,
    // The dialect waits for the lock itself, in turn.
    retry: { max: 1 },
  })
}

function connectMysql(address: string): Sequelize {
  const url = new URL(address)
  return new Sequelize({
    ...shared,
    dialect: 'mysql',
    host: url.hostname,
    port: Number(url.port || 3306),
    username: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
    pool: { max: 20, min: 0, acquire: 20_000, idle: 10_000 },
    // Binary collation: equality, order and uniqueness are then the same as on SQLite.
    dialectOptions: {
      charset: 'utf8mb4_bin',
      connectTimeout: 5_000,
      decimalNumbers: true,
      // Days come as text. The driver reads rows itself: Sequelize's own cast would call a function for every value.
      dateStrings: true,
      typeCast: true,
      // Lists prepare a statement per shape of query. The server holds 16,382 for all connections together
      // (max_prepared_stmt_count); the driver alone would keep 16,000 for each.
      maxPreparedStatements: 200,
    },
    define: { freezeTableName: true, timestamps: false, charset: 'utf8mb4', collate: 'utf8mb4_bin' },
    isolationLevel: Transaction.ISOLATION_LEVELS.READ_COMMITTED,
  })
}

import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mysql from 'mysql2/promise'
import type { Ledger } from '../../server/db/ledger.ts'
import { openLedger } from '../../server/db/ledger.ts'
import { migrateUp } from '../../server/db/migrate.ts'

export interface TestLedger {
  ledger: Ledger
  /** What `openLedger` was given, for processes and second connections. */
  address: string
  /** Closes it and removes its file or database. */
  close(): Promise<void>
}

const isMysql = (server: string | undefined) => /^(mysql|mariadb):/.test(server ?? '')

/** Which engine this run of the suite is on. */
export const engine = isMysql(process.env['CITYBASE_TEST_DATABASE']) ? 'mysql' : 'sqlite'

/**
 * A fresh, migrated, empty ledger.
 * @param server `mysql://USER@HOST:PORT/` for a database of its own on that server; else SQLite in a temporary file
 */
export async function openTestLedger(server = process.env['CITYBASE_TEST_DATABASE']): Promise<TestLedger> {
  const { address, remove } = isMysql(server) ? await createDatabase(server!) : await createFile()
  const ledger = openLedger(address)
  await migrateUp(ledger)
  return {
    ledger,
    address,
    async close() {
      await ledger.close()
      await remove()
    },
  }
}

interface Storage {
  address: string
  remove(): Promise<void>
}

async function createFile(): Promise<Storage> {
  const folder = await mkdtemp(join(tmpdir(), 'citybase-test-'))
  return {
    address: `sqlite:${join(folder, 'ledger.sqlite')}`,
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

async function createDatabase(server: string): Promise<Storage> {
  const url = new URL(server)
  const name = `citybase_test_${randomBytes(6).toString('hex')}`
  const run = async (sql: string) => {
    const connection = await mysql.createConnection(server)
    await connection.query(sql)
    await connection.end()
  }
  await run(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`)
  return { address: new URL(name, url).href, remove: () => run(`DROP DATABASE ${name}`) }
}

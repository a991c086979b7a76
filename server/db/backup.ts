import { createReadStream, createWriteStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import type { Transaction } from 'sequelize'
import { QueryTypes, Transaction as Transactions } from 'sequelize'
import { entities } from '../contract/entities/index.ts'
import { columnsOf, tableOf } from './columns.ts'
import type { Column } from './columns.ts'
import type { Ledger } from './ledger.ts'
import { migrations } from './migrations/index.ts'
import { supportTables } from './support-tables.ts'

/*
 * A backup of the ledger is gzipped NDJSON: a header, then every table's rows as JSON arrays behind a line that names
 * the table and its columns. It is the same on every engine, so a ledger moves from SQLite to MariaDB by it.
 */

const format = 'citybase-ledger-1'
const rowsPerRead = 500

interface Header {
  format: string
  createdAt: string
  /** The last migration of the ledger that was backed up. */
  schema: string
}

interface TableLine {
  table: string
  columns: string[]
}

/** A file that is no backup, or of another schema; `expected` and `found` say which. */
export class BackupError extends Error {
  readonly reason: 'not-a-backup' | 'other-schema' | 'not-empty'
  readonly found: string

  constructor(reason: BackupError['reason'], found = '') {
    super(`${reason}: ${found}`)
    this.reason = reason
    this.found = found
  }
}

/** Every table with its columns, in the order in which migrations made them: parents come before what refers to them. */
function tables(): { table: string; columns: Record<string, Column> }[] {
  const known = new Map<string, Record<string, Column>>([
    ...Object.values(entities).map((entity) => [tableOf(entity.name), columnsOf(entity)] as const),
    ...Object.entries(supportTables).map(([table, { columns }]) => [table, columns] as const),
  ])
  const order = migrations.map(({ name }) => name.replace(/^\d+-create-/, '').replaceAll('-', '_'))
  return order.filter((table) => known.has(table)).map((table) => ({ table, columns: known.get(table)! }))
}

const lastMigration = () => migrations.at(-1)!.name

const keyOf = (columns: Record<string, Column>) =>
  Object.entries(columns).find(([, column]) => column.primaryKey)![0]

async function* lines(ledger: Ledger, now: Date, transaction: Transaction): AsyncGenerator<string> {
  const header: Header = { format, createdAt: now.toISOString(), schema: lastMigration() }
  yield `${JSON.stringify(header)}\n`
  for (const { table, columns } of tables()) {
    const names = Object.keys(columns)
    yield `${JSON.stringify({ table, columns: names } satisfies TableLine)}\n`
    yield* rows(ledger, table, keyOf(columns), names, transaction)
  }
}

async function* rows(
  ledger: Ledger,
  table: string,
  key: string,
  names: string[],
  transaction: Transaction,
): AsyncGenerator<string> {
  const quote = (name: string) => ledger.sequelize.getQueryInterface().quoteIdentifier(name)
  let after: unknown = null
  for (;;) {
    const page = await ledger.sequelize.query<Record<string, unknown>>(
      `SELECT ${names.map(quote).join(', ')} FROM ${quote(table)}` +
        `${after === null ? '' : ` WHERE ${quote(key)} > :after`} ORDER BY ${quote(key)} LIMIT ${rowsPerRead}`,
      { replacements: { after }, type: QueryTypes.SELECT, transaction },
    )
    for (const row of page) yield `${JSON.stringify(names.map((name) => row[name] ?? null))}\n`
    if (page.length < rowsPerRead) return
    after = page.at(-1)![key]
  }
}

/** Writes one consistent picture of the ledger to a file; others may go on working meanwhile. */
export async function backupLedger(ledger: Ledger, file: string, now: Date): Promise<void> {
  const options = {
    type: Transactions.TYPES.DEFERRED,
    isolationLevel: Transactions.ISOLATION_LEVELS.REPEATABLE_READ,
  }
  await ledger.sequelize.transaction(options, (transaction) =>
    pipeline(
      Readable.from(lines(ledger, now, transaction)),
      createGzip(),
      createWriteStream(file, { flags: 'wx', mode: 0o600 }),
    ),
  )
}

/**
 * Fills a migrated, empty ledger from a backup, all or nothing.
 * @throws BackupError when the file is no backup, is of another schema, or the ledger is not empty
 */
export async function restoreLedger(ledger: Ledger, file: string): Promise<number> {
  if ((await ledger.models.organisation.count()) > 0 || (await ledger.models.user.count()) > 0)
    throw new BackupError('not-empty')
  return ledger.transaction(async (transaction) => {
    let count = 0
    let current: { table: string; columns: string[]; batch: unknown[][] } | null = null
    const flush = async () => {
      if (current && current.batch.length > 0) await insert(ledger, current, transaction)
      if (current) current.batch = []
    }
    for await (const value of parsedLines(file)) {
      if (!Array.isArray(value)) {
        await flush()
        current = { ...(value as TableLine), batch: [] }
      } else {
        current!.batch.push(value)
        count++
        if (current!.batch.length === rowsPerRead) await flush()
      }
    }
    await flush()
    return count
  })
}

async function* parsedLines(file: string): AsyncGenerator<unknown[] | TableLine> {
  const source = createReadStream(file)
  const inflated = createGunzip()
  source.on('error', (error) => inflated.destroy(error))
  let header: Header | null = null
  try {
    for await (const line of createInterface({ input: source.pipe(inflated), crlfDelay: Infinity })) {
      const value = JSON.parse(line) as unknown
      if (header) yield value as unknown[] | TableLine
      else header = checkedHeader(value as Header)
    }
  } catch (error) {
    if (
      error instanceof SyntaxError ||
      ['Z_DATA_ERROR', 'Z_BUF_ERROR'].includes((error as NodeJS.ErrnoException).code ?? '')
    ) {
      throw new BackupError('not-a-backup', file)
    }
    throw error
  }
  if (!header) throw new BackupError('not-a-backup', file)
}

function checkedHeader(header: Header): Header {
  if (header.format !== format) throw new BackupError('not-a-backup', String(header.format))
  if (header.schema !== lastMigration()) throw new BackupError('other-schema', header.schema)
  return header
}

async function insert(
  ledger: Ledger,
  { table, columns, batch }: { table: string; columns: string[]; batch: unknown[][] },
  transaction: Transaction,
): Promise<void> {
  const records = batch.map((values) => Object.fromEntries(columns.map((name, i) => [name, values[i]])))
  // A row may refer to a later one of its own table (an organisation's parent); such links are set at the end.
  const selfReferences = table === 'organisation' || table === 'programme_item' ? ['parentId'] : []
  const withoutLinks = records.map((record) => ({
    ...record,
    ...Object.fromEntries(selfReferences.map((name) => [name, null])),
  }))
  await ledger.sequelize.getQueryInterface().bulkInsert(table, withoutLinks, { transaction })
  for (const record of records) {
    for (const name of selfReferences) {
      if (record[name] != null) {
        await ledger.sequelize
          .getQueryInterface()
          .bulkUpdate(table, { [name]: record[name] }, { id: record['id'] }, { transaction } as never)
      }
    }
  }
}

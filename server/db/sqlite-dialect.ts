import { DatabaseSync } from 'node:sqlite'
import type { StatementSync } from 'node:sqlite'
import { resolve } from 'node:path'
import { writeTurnsOf } from './write-turns.ts'

/*
 * Node's own `node:sqlite` behind the callback interface of the `sqlite3` package, which is what Sequelize 6 asks of
 * its `dialectModule`. It compiles nothing and downloads nothing, unlike the packages that Sequelize names.
 */

type Row = Record<string, unknown>
type Callback = (this: { lastID?: number; changes?: number }, error: Error | null, rows?: Row[]) => void
type Parameters = unknown[] | Record<string, unknown>

interface SqliteError extends Error {
  code?: string
  errcode?: number
}

/** Primary result codes (https://sqlite.org/rescode.html) that Sequelize tells apart by name. */
const codeNames: Record<number, string> = {
  5: 'SQLITE_BUSY',
  6: 'SQLITE_BUSY',
  13: 'SQLITE_FULL',
  19: 'SQLITE_CONSTRAINT',
}

function named(error: unknown): SqliteError {
  const failure = (error instanceof Error ? error : new Error(String(error))) as SqliteError
  const primary = (failure.errcode ?? 0) & 0xff
  const name = codeNames[primary]
  if (name) {
    failure.code = name
    if (!failure.message.includes(name)) failure.message = `${name}: ${failure.message}`
  }
  return failure
}

/** Sequelize's statement class is recognised by this name when it reads `lastID` and `changes`. */
class Statement {
  lastID: number
  changes: number

  constructor(lastID: number, changes: number) {
    this.lastID = lastID
    this.changes = changes
  }
}

/** Sequelize binds booleans, dates and undefined; SQLite knows none of them. */
function bindable(value: unknown): null | number | bigint | string | Uint8Array {
  if (value === undefined || value === null) return null
  if (typeof value === 'boolean') return value ? 1 : 0
  if (value instanceof Date) return value.toISOString()
  return value as number | bigint | string | Uint8Array
}

const mostPrepared = 200

/** Whether a statement needs the lock that only one connection at a time can have. */
function locksForWriting(sql: string): boolean {
  return !/^\s*(SELECT|PRAGMA|EXPLAIN|COMMIT|ROLLBACK|BEGIN( DEFERRED)?( TRANSACTION)?;?\s*$)/i.test(sql)
}

function isBusy(error: unknown): boolean {
  return (error as SqliteError).code === 'SQLITE_BUSY'
}

const mostReads = 40
const pauseMilliseconds = 15

export class Database {
  readonly filename: string
  declare uuid?: string
  readonly #connection: DatabaseSync
  readonly #turns: ReturnType<typeof writeTurnsOf>
  /** Statements of `select`, by their text; the oldest go first. */
  readonly #prepared = new Map<string, StatementSync>()

  constructor(filename: string, _mode: number, done: (error: Error | null) => void) {
    this.filename = filename
    this.#turns = writeTurnsOf(resolve(filename))
    try {
      this.#connection = new DatabaseSync(filename)
      // Calls are synchronous: waiting inside SQLite would stop the event loop, and with it the transaction that holds
      // the lock. So SQLite answers SQLITE_BUSY at once, and write-turns.ts makes writers wait.
      this.#connection.exec('PRAGMA busy_timeout=0; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL')
    } catch (error) {
      queueMicrotask(() => done(named(error)))
      throw named(error)
    }
    queueMicrotask(() => done(null))
  }

  #execute(sql: string, parameters: Parameters, read: boolean): { rows: Row[]; result: Statement } {
    const statement = this.#connection.prepare(sql)
    const named = !Array.isArray(parameters)
    const bound = named
      ? [Object.fromEntries(Object.entries(parameters).map(([key, value]) => [key, bindable(value)]))]
      : parameters.map(bindable)
    if (read) return { rows: statement.all(...(bound as never[])) as Row[], result: new Statement(0, 0) }
    const done = statement.run(...(bound as never[]))
    return { rows: [], result: new Statement(Number(done.lastInsertRowid), Number(done.changes)) }
  }

  /** Rows of a SELECT with its values bound as `?1`, `?2` …; the statement is kept for the next time. */
  select(sql: string, values: readonly (string | number)[]): Row[] {
    let statement = this.#prepared.get(sql)
    try {
      if (!statement) {
        statement = this.#connection.prepare(sql)
        if (this.#prepared.size >= mostPrepared) this.#prepared.delete(this.#prepared.keys().next().value!)
        this.#prepared.set(sql, statement)
      }
      return statement.all(...values) as Row[]
    } catch (error) {
      throw named(error)
    }
  }

  /**
   * Runs one statement once for each list of values, inside a transaction that has the lock already.
   * @returns the last row's id after each
   */
  runMany(sql: string, lists: readonly (readonly unknown[])[]): number[] {
    try {
      const statement = this.#connection.prepare(sql)
      return lists.map((values) => Number(statement.run(...values.map(bindable)).lastInsertRowid))
    } catch (error) {
      throw named(error)
    }
  }

  #answer(
    sql: string,
    parameters: Parameters | Callback,
    callback: Callback | undefined,
    read: boolean,
  ): this {
    const reply = typeof parameters === 'function' ? parameters : callback
    const values = typeof parameters === 'function' ? [] : parameters
    if (locksForWriting(sql) && !this.#connection.isTransaction) {
      this.#turns.take(this, (isLast) => {
        const isOver = this.#attempt(sql, values, read, reply, isLast)
        if (!isOver) return 'busy'
        return this.#connection.isOpen && this.#connection.isTransaction ? 'held' : 'done'
      })
    } else {
      this.#read(sql, values, read, reply, 1)
      this.#letGo()
    }
    return this
  }

  /** Readers do not wait for writers, but may meet the short moment in which the log is recovered or truncated. */
  #read(sql: string, values: Parameters, read: boolean, reply: Callback | undefined, attempt: number): void {
    if (this.#attempt(sql, values, read, reply, attempt === mostReads)) return
    setTimeout(() => this.#read(sql, values, read, reply, attempt + 1), pauseMilliseconds)
  }

  /** Runs a statement and hands its outcome on; false when the file is busy and there is another attempt. */
  #attempt(
    sql: string,
    values: Parameters,
    read: boolean,
    reply: Callback | undefined,
    isLast: boolean,
  ): boolean {
    let outcome: { rows: Row[]; result: Statement }
    try {
      outcome = this.#execute(sql, values, read)
    } catch (thrown) {
      const error = named(thrown)
      if (isBusy(error) && !isLast) return false
      if (!reply) throw error
      reply.call(new Statement(0, 0), error)
      return true
    }
    reply?.call(outcome.result, null, outcome.rows)
    return true
  }

  /** Behind a commit, a rollback, or an error that ended the transaction by itself. */
  #letGo(): void {
    if (!this.#connection.isOpen || !this.#connection.isTransaction) this.#turns.release(this)
  }

  all(sql: string, parameters: Parameters | Callback = [], callback?: Callback): this {
    return this.#answer(sql, parameters, callback, true)
  }

  run(sql: string, parameters: Parameters | Callback = [], callback?: Callback): this {
    return this.#answer(sql, parameters, callback, false)
  }

  exec(sql: string, callback?: (error: Error | null) => void): this {
    try {
      this.#connection.exec(sql)
      callback?.(null)
    } catch (error) {
      if (!callback) throw named(error)
      callback(named(error))
    }
    return this
  }

  serialize(work: () => void): void {
    work()
  }

  close(callback?: (error: Error | null) => void): void {
    try {
      if (this.#connection.isOpen) this.#connection.close()
      this.#turns.release(this)
      callback?.(null)
    } catch (error) {
      if (!callback) throw named(error)
      callback(named(error))
    }
  }
}

export const OPEN_READONLY = 1
export const OPEN_READWRITE = 2
export const OPEN_CREATE = 4

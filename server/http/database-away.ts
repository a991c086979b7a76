import { ConnectionAcquireTimeoutError, ConnectionError, TimeoutError } from 'sequelize'

/** Codes with which engines and drivers say that it is not the statement's fault and may be tried again later. */
const passing = new Set([
  'PROTOCOL_CONNECTION_LOST',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ER_SERVER_SHUTDOWN',
  'ER_CONNECTION_KILLED',
  'ER_CON_COUNT_ERROR',
  'ER_LOCK_DEADLOCK',
  'ER_LOCK_WAIT_TIMEOUT',
  'ER_DISK_FULL',
  'ER_RECORD_FILE_FULL',
  'SQLITE_BUSY',
  'SQLITE_FULL',
])

/** Whether an error says that the database is away, full or too busy just now, rather than that something is wrong. */
export function isDatabaseAway(error: unknown): boolean {
  if (
    error instanceof ConnectionError ||
    error instanceof ConnectionAcquireTimeoutError ||
    error instanceof TimeoutError
  )
    return true
  // mysql2 states a server that went away in the middle of a query as a plain database error with a system code.
  const parent =
    error instanceof Error && 'parent' in error ? (error.parent as { code?: string; fatal?: boolean }) : null
  return parent?.fatal === true || passing.has(parent?.code ?? '')
}

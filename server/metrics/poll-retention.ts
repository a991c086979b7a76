import type { DuckDBConnection } from '@duckdb/node-api'
import { pollFlags } from '../domain/poll-batch.ts'

/** What is older than the first instant is kept by the hour, what is older than the second goes; milliseconds since 1970. */
export interface PollRetention {
  everyReadingSince: number
  anythingSince: number
}

const hourMs = 3_600_000
const hourSeconds = 3600

/**
 * Thins old polls, an hour in one transaction. Counters are running totals: the last reading of each hour says exactly
 * how much went by in the hour, so nothing has to be worked out and the same rules give the hour's mean. Rows with 32-bit
 * octets stay as they are: within an hour they may have wrapped more than once.
 * @returns rows that were removed
 */
export async function thinPolls(
  writer: DuckDBConnection,
  { everyReadingSince, anythingSince }: PollRetention,
): Promise<number> {
  await writer.run('CREATE TABLE IF NOT EXISTS poll_thinned (before_ms BIGINT NOT NULL)')
  const count = async (sql: string, values: bigint[] = []) =>
    Number((await writer.runAndReadAll(sql, values)).getRows()[0]?.[0] ?? 0)
  const before = await count('SELECT count(*)::DOUBLE FROM poll')
  await writer.run('DELETE FROM poll WHERE at_ms < $1', [BigInt(anythingSince)])
  await writer.run('DELETE FROM poll_visit WHERE at_ms < $1', [BigInt(everyReadingSince)])
  const oldest = await count('SELECT coalesce(min(at_ms), 0)::DOUBLE FROM poll')
  const done = await count('SELECT coalesce(max(before_ms), 0)::DOUBLE FROM poll_thinned')
  const end = Math.floor(everyReadingSince / hourMs) * hourMs
  if (oldest > 0)
    for (let hour = Math.max(done, Math.floor(oldest / hourMs) * hourMs); hour < end; hour += hourMs)
      await thinHour(writer, hour)
  return before - (await count('SELECT count(*)::DOUBLE FROM poll'))
}

async function thinHour(writer: DuckDBConnection, hour: number): Promise<void> {
  const span = [BigInt(hour), BigInt(hour + hourMs)]
  const isOfHour = `at_ms >= $1 AND at_ms < $2 AND (flags & ${pollFlags.wide}) <> 0`
  await writer.run('BEGIN TRANSACTION')
  try {
    await writer.run(
      `CREATE OR REPLACE TEMP TABLE poll_kept AS SELECT * REPLACE (${hourSeconds} AS interval_seconds) FROM poll WHERE ${isOfHour}
       QUALIFY row_number() OVER (PARTITION BY port_id ORDER BY at_ms DESC) = 1`,
      span,
    )
    await writer.run(`DELETE FROM poll WHERE ${isOfHour}`, span)
    await writer.run('INSERT INTO poll SELECT * FROM poll_kept ORDER BY port_id')
    await writer.run('DROP TABLE poll_kept')
    await writer.run('DELETE FROM poll_thinned')
    await writer.run('INSERT INTO poll_thinned VALUES ($1)', [BigInt(hour + hourMs)])
    await writer.run('COMMIT')
  } catch (error) {
    await writer.run('ROLLBACK')
    throw error
  }
}

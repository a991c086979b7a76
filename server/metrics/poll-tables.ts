import {
  BIGINT,
  DOUBLE,
  DuckDBDataChunk,
  INTEGER,
  UBIGINT,
  UINTEGER,
  UTINYINT,
  type DuckDBConnection,
} from '@duckdb/node-api'
import { pollCounters, PollVisit, type PollCounter } from '../contract/poll.ts'
import { missing32, type PollRows } from '../domain/poll-batch.ts'
import type { PollLoad } from './metric-store.ts'
import { ratesOf, type PollReading, type RatePoint } from './poll-rates.ts'

/** A batch of polls as it is stored: its id and its rows. */
export interface PollAppend {
  id: string
  rows: PollRows
}

const columnName = (counter: string) => counter.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/**
 * One row for each port and instant, with all its counters beside each other: a twentieth of the rows, and of the time,
 * that one row for each counter would take. Rates are worked out when they are read, so storing is only appending.
 */
const schema = `
  CREATE TABLE IF NOT EXISTS poll_port (id INTEGER NOT NULL, target_id INTEGER NOT NULL, name VARCHAR NOT NULL);
  CREATE TABLE IF NOT EXISTS poll_batch (id VARCHAR PRIMARY KEY, at_ms BIGINT NOT NULL);
  CREATE TABLE IF NOT EXISTS poll_visit (target_id INTEGER NOT NULL, at_ms BIGINT NOT NULL, requests INTEGER NOT NULL,
    octets INTEGER NOT NULL, variables INTEGER NOT NULL, timeouts INTEGER NOT NULL, device_ms DOUBLE NOT NULL, told VARCHAR NOT NULL);
  CREATE TABLE IF NOT EXISTS poll (port_id INTEGER NOT NULL, at_ms BIGINT NOT NULL, interval_seconds INTEGER NOT NULL,
    uptime_ticks UINTEGER, speed_bps DOUBLE, last_change UINTEGER, discontinuity UINTEGER, flags UTINYINT NOT NULL,
    ${pollCounters.map((counter) => `${columnName(counter)} UBIGINT`).join(', ')});
`
const types = [
  INTEGER,
  BIGINT,
  INTEGER,
  UINTEGER,
  DOUBLE,
  UINTEGER,
  UINTEGER,
  UTINYINT,
  ...pollCounters.map(() => UBIGINT),
]
/** DuckDB's vectors have 2048 items. */
const chunkRows = 2048
const rememberedMs = 28 * 86_400_000
/** A port's newest readings are looked for among the newest polls only. */
const latestWithinMs = 3_600_000
/** Readings before the span that a rate at its beginning may need. */
const lookBackMs = 3 * 3_600_000

/** The tables of polls in the DuckDB of the metric store. */
export class PollTables {
  /** Port ids by target and name. */
  readonly #ports: Map<number, Map<string, number>>
  #lastPortId: number
  #newestMs: number

  private constructor(ports: Map<number, Map<string, number>>, lastPortId: number, newestMs: number) {
    this.#ports = ports
    this.#lastPortId = lastPortId
    this.#newestMs = newestMs
  }

  static async open(writer: DuckDBConnection): Promise<PollTables> {
    await writer.run(schema)
    await writer.run('DELETE FROM poll_batch WHERE at_ms < $1', [BigInt(Date.now() - rememberedMs)])
    const ports = new Map<number, Map<string, number>>()
    let last = 0
    const known = await writer.runAndReadAll('SELECT id, target_id, name FROM poll_port')
    for (const [id, target, name] of known.getRows()) {
      portsOf(ports, Number(target)).set(String(name), Number(id))
      last = Math.max(last, Number(id))
    }
    const newest = await writer.runAndReadAll('SELECT coalesce(max(at_ms), 0)::DOUBLE FROM poll')
    return new PollTables(ports, last, Number(newest.getRows()[0]?.[0] ?? 0))
  }

  /**
   * Appends batches inside the transaction that is open on `writer`; those that are already there are passed over.
   * @returns what to do once the transaction is through, and the ids that were there before
   */
  async append(
    writer: DuckDBConnection,
    batches: readonly PollAppend[],
  ): Promise<{ duplicates: Set<string>; committed: () => void }> {
    const duplicates = await known(
      writer,
      batches.map((batch) => batch.id),
    )
    const taken = new Set<string>()
    const fresh = batches.filter(({ id }) => !duplicates.has(id) && !taken.has(id) && taken.add(id))
    const added: { id: number; targetId: number; name: string }[] = []
    const addedPorts = new Map<number, Map<string, number>>()
    let lastPortId = this.#lastPortId
    let newestMs = this.#newestMs
    const portId = (targetId: number, name: string): number => {
      const found = this.#ports.get(targetId)?.get(name) ?? addedPorts.get(targetId)?.get(name)
      if (found !== undefined) return found
      const id = ++lastPortId
      portsOf(addedPorts, targetId).set(name, id)
      added.push({ id, targetId, name })
      return id
    }
    const appender = await writer.createAppender('poll')
    for (const { rows } of fresh) {
      const ids = portIdsOf(rows, portId)
      for (let start = 0; start < rows.names.length; start += chunkRows)
        appender.appendDataChunk(chunkOf(rows, ids, start, Math.min(rows.names.length, start + chunkRows)))
      for (const at of rows.at) newestMs = Math.max(newestMs, at)
    }
    appender.closeSync()
    if (added.length > 0) await insertPorts(writer, added)
    await insertVisits(writer, fresh)
    const batchAppender = await writer.createAppender('poll_batch')
    for (const { id } of fresh) {
      batchAppender.appendVarchar(id)
      batchAppender.appendBigInt(BigInt(Date.now()))
      batchAppender.endRow()
    }
    batchAppender.closeSync()
    return {
      duplicates,
      committed: () => {
        this.#lastPortId = lastPortId
        this.#newestMs = newestMs
        for (const [targetId, names] of addedPorts)
          for (const [name, id] of names) portsOf(this.#ports, targetId).set(name, id)
      },
    }
  }

  /** The rates of one counter of one port from `from` to `to` (excluded), in order of time, in units per second. */
  async rates(
    reader: DuckDBConnection,
    targetId: number,
    part: string,
    counter: PollCounter,
    from: number,
    to: number,
  ): Promise<RatePoint[]> {
    const id = this.#ports.get(targetId)?.get(part)
    if (id === undefined) return []
    const rows = await reader.runAndReadAll(
      `SELECT ${readingColumns(counter)} FROM poll WHERE port_id = $1 AND at_ms >= $2 AND at_ms < $3 ORDER BY at_ms`,
      [id, BigInt(from - lookBackMs), BigInt(to)],
    )
    return ratesOf(rows.getRows().map(readingOf), counter).filter((point) => point.at >= from)
  }

  /** The newest rate of each counter of each port of a target. */
  async latest(
    reader: DuckDBConnection,
    targetId: number,
    counters: readonly PollCounter[],
  ): Promise<{ counter: PollCounter; part: string; point: RatePoint }[]> {
    const ports = this.#ports.get(targetId)
    if (ports === undefined) return []
    const names = new Map([...ports].map(([name, id]) => [id, name]))
    const rows = await reader.runAndReadAll(
      `SELECT port_id, ${counters.map((counter) => `[${readingColumns(counter)}]`).join(', ')} FROM poll
       WHERE port_id IN (${[...names.keys()].join(', ')}) AND at_ms > $1
       QUALIFY row_number() OVER (PARTITION BY port_id ORDER BY at_ms DESC) <= 2 ORDER BY port_id, at_ms`,
      [BigInt(Math.floor(this.#newestMs - latestWithinMs))],
    )
    const byPort = new Map<number, unknown[][]>()
    for (const row of rows.getRows()) {
      const id = Number(row[0])
      const list = byPort.get(id)
      if (list) list.push(row)
      else byPort.set(id, [row])
    }
    return [...byPort].flatMap(([id, readings]) =>
      counters.flatMap((counter, position) => {
        const values = readings.map((row) =>
          readingOf((row[position + 1] as { items: readonly unknown[] }).items),
        )
        const point = ratesOf(values, counter).at(-1)
        return point === undefined ? [] : [{ counter, part: names.get(id)!, point }]
      }),
    )
  }

  /** What polling a target cost it from `from` on, and how its last poll was done. */
  async load(reader: DuckDBConnection, targetId: number, from: number): Promise<PollLoad> {
    const reply = await reader.runAndReadAll(
      `SELECT count(*)::DOUBLE, coalesce(sum(requests), 0)::DOUBLE, coalesce(sum(octets), 0)::DOUBLE,
         coalesce(sum(variables), 0)::DOUBLE, coalesce(sum(timeouts), 0)::DOUBLE, coalesce(sum(device_ms), 0)::DOUBLE,
         arg_max(told, at_ms), max(at_ms)::DOUBLE
       FROM poll_visit WHERE target_id = $1 AND at_ms >= $2`,
      [targetId, BigInt(from)],
    )
    const [polls, requests, octets, variables, timeouts, deviceMilliseconds, told, lastAt] =
      reply.getRows()[0]!
    return {
      polls: Number(polls),
      requests: Number(requests),
      octets: Number(octets),
      variables: Number(variables),
      timeouts: Number(timeouts),
      deviceMilliseconds: Number(deviceMilliseconds),
      lastAt: lastAt === null ? null : Number(lastAt),
      last: typeof told === 'string' ? PollVisit.parse(JSON.parse(told)) : null,
    }
  }

  async summary(
    reader: DuckDBConnection,
    from: number,
    to: number,
  ): Promise<{ rows: number; ports: number; firstAt: number | null; lastAt: number | null }> {
    const reply = await reader.runAndReadAll(
      `SELECT count(*)::DOUBLE, count(DISTINCT port_id)::DOUBLE, min(at_ms)::DOUBLE, max(at_ms)::DOUBLE
       FROM poll WHERE at_ms >= $1 AND at_ms < $2`,
      [BigInt(from), BigInt(to)],
    )
    const [rows, ports, firstAt, lastAt] = reply.getRows()[0]!
    return {
      rows: Number(rows),
      ports: Number(ports),
      firstAt: firstAt === null ? null : Number(firstAt),
      lastAt: lastAt === null ? null : Number(lastAt),
    }
  }
}

function portsOf(ports: Map<number, Map<string, number>>, targetId: number): Map<string, number> {
  let names = ports.get(targetId)
  if (names === undefined) ports.set(targetId, (names = new Map<string, number>()))
  return names
}

async function known(writer: DuckDBConnection, ids: readonly string[]): Promise<Set<string>> {
  const marks = ids.map((_, index) => `$${index + 1}`).join(', ')
  const reply = await writer.runAndReadAll(`SELECT id FROM poll_batch WHERE id IN (${marks})`, [...ids])
  return new Set(reply.getRows().map((row) => String(row[0])))
}

async function insertPorts(
  writer: DuckDBConnection,
  ports: readonly { id: number; targetId: number; name: string }[],
): Promise<void> {
  const appender = await writer.createAppender('poll_port')
  for (const { id, targetId, name } of ports) {
    appender.appendInteger(id)
    appender.appendInteger(targetId)
    appender.appendVarchar(name)
    appender.endRow()
  }
  appender.closeSync()
}

async function insertVisits(writer: DuckDBConnection, batches: readonly PollAppend[]): Promise<void> {
  const appender = await writer.createAppender('poll_visit')
  for (const { rows } of batches) {
    let first = 0
    for (const { targetId, visit, rows: count } of rows.devices) {
      if (visit !== null && count > 0) {
        appender.appendInteger(targetId)
        appender.appendBigInt(BigInt(Math.round(rows.at[first]!)))
        appender.appendInteger(visit.requests)
        appender.appendInteger(visit.octets)
        appender.appendInteger(visit.variables)
        appender.appendInteger(visit.timeouts)
        appender.appendDouble(visit.deviceMilliseconds)
        appender.appendVarchar(JSON.stringify(visit))
        appender.endRow()
      }
      first += count
    }
  }
  appender.closeSync()
}

function portIdsOf(rows: PollRows, portId: (targetId: number, name: string) => number): Int32Array {
  const ids = new Int32Array(rows.names.length)
  let row = 0
  for (const device of rows.devices)
    for (const end = row + device.rows; row < end; row++) ids[row] = portId(device.targetId, rows.names[row]!)
  return ids
}

/** What a vector of the binding is made of; its own setter takes one value at a time and makes a bigint of each. */
interface RawVector<Items> {
  items: Items
  validity: { setItemValid(index: number, isValid: boolean): void }
  flush(): void
}

function chunkOf(rows: PollRows, ids: Int32Array, start: number, end: number): DuckDBDataChunk {
  const chunk = DuckDBDataChunk.create(types, end - start)
  const vector = <Items>(column: number) => chunk.getColumnVector(column) as unknown as RawVector<Items>
  const { uptime, interval } = spread(rows, start, end)

  const ports = vector<Int32Array>(0)
  ports.items.set(ids.subarray(start, end))
  ports.flush()
  const at = vector<BigInt64Array>(1)
  const words = new Uint32Array(at.items.buffer, at.items.byteOffset, at.items.length * 2)
  for (let i = start; i < end; i++) {
    const ms = Math.round(rows.at[i]!)
    words[(i - start) * 2] = ms
    words[(i - start) * 2 + 1] = Math.floor(ms / 2 ** 32)
  }
  at.flush()
  const intervals = vector<Int32Array>(2)
  intervals.items.set(interval)
  intervals.flush()
  for (const [column, values] of [
    [3, uptime],
    [5, rows.lastChange.subarray(start, end)],
    [6, rows.discontinuity.subarray(start, end)],
  ] as const) {
    const numbers = vector<Uint32Array>(column)
    numbers.items.set(values)
    values.forEach((value, i) => value === missing32 && numbers.validity.setItemValid(i, false))
    numbers.flush()
  }
  const speeds = vector<Float64Array>(4)
  const speed = rows.speedBps.subarray(start, end)
  speeds.items.set(speed)
  speed.forEach((value, i) => Number.isNaN(value) && speeds.validity.setItemValid(i, false))
  speeds.flush()
  const flags = vector<Uint8Array>(7)
  flags.items.set(rows.flags.subarray(start, end))
  flags.flush()
  rows.counters.forEach((counter, position) => {
    const column = vector<BigUint64Array>(8 + position)
    column.items.set(counter.subarray(start, end))
    const halves = new Uint32Array(counter.buffer, counter.byteOffset + start * 8, (end - start) * 2)
    for (let i = 0; i < end - start; i++)
      if (halves[i * 2] === missing32 && halves[i * 2 + 1] === missing32)
        column.validity.setItemValid(i, false)
    column.flush()
  })
  return chunk
}

/** What the rows of a device share, for each of the rows from `start` to `end`. */
function spread(rows: PollRows, start: number, end: number): { uptime: Uint32Array; interval: Int32Array } {
  const uptime = new Uint32Array(end - start)
  const interval = new Int32Array(end - start)
  let first = 0
  for (const device of rows.devices) {
    const from = Math.max(first, start)
    const to = Math.min(first + device.rows, end)
    if (from < to) {
      uptime.fill(device.uptimeTicks ?? missing32, from - start, to - start)
      interval.fill(device.intervalSeconds, from - start, to - start)
    }
    first += device.rows
    if (first >= end) break
  }
  return { uptime, interval }
}

const readingColumns = (counter: PollCounter) =>
  `at_ms::DOUBLE, ${columnName(counter)}::DOUBLE, flags::DOUBLE, uptime_ticks::DOUBLE, interval_seconds::DOUBLE,
   speed_bps, discontinuity::DOUBLE`

function readingOf(row: readonly unknown[]): PollReading {
  const numberOrNull = (value: unknown) => (typeof value === 'number' ? value : null)
  const [at, value, flags, uptimeTicks, intervalSeconds, speedBps, discontinuity] = row
  return {
    at: Number(at),
    value: numberOrNull(value),
    flags: Number(flags),
    uptimeTicks: numberOrNull(uptimeTicks),
    intervalSeconds: Number(intervalSeconds),
    speedBps: numberOrNull(speedBps),
    discontinuity: numberOrNull(discontinuity),
  }
}

import { resolve } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import type { DuckDBAppender, DuckDBConnection } from '@duckdb/node-api'
import type { Point } from '../contract/endpoints/metrics.ts'
import { mergedSeries } from './merged-series.ts'
import type {
  Course,
  CoursesQuery,
  MetricStore,
  PollLoad,
  PollSummary,
  SampleBatch,
  SeriesQuery,
} from './metric-store.ts'
import { thinPolls, type PollRetention } from './poll-retention.ts'
import type { RatePoint } from './poll-rates.ts'
import { PollTables, type PollAppend } from './poll-tables.ts'
import { rowsOf, seriesKey } from './series-state.ts'
import type { SeriesState, StoredSample } from './series-state.ts'
import { polledAs, polledMetrics } from './stored-metric.ts'
import { steppedPoints } from './stepped-points.ts'
import type { Bucket } from './stepped-points.ts'

/** Another process, or another store in this one, has the file open; DuckDB allows one writer. */
export class MetricStoreInUseError extends Error {
  readonly file: string

  constructor(file: string, cause?: unknown) {
    super(`The metric store ${file} is in use by another process; only one may write to it`, { cause })
    this.name = 'MetricStoreInUseError'
    this.file = file
  }
}

const qualities = ['good', 'partial', 'gap', 'reset', 'first'] as const
/** How far back the last reading of a series is looked for at start. */
const rememberedDays = 7
const dayMilliseconds = 86_400_000

/**
 * Samples are only ever appended, roughly in order of time, so that DuckDB's zone maps pass over the row groups of other
 * days. What must be remembered between collections (last counter readings) is read back from them at start.
 */
const schema = `
  CREATE TABLE IF NOT EXISTS series (id INTEGER NOT NULL, target_id INTEGER NOT NULL, metric VARCHAR NOT NULL, part VARCHAR NOT NULL);
  CREATE TABLE IF NOT EXISTS sample (series_id INTEGER NOT NULL, at_ms BIGINT NOT NULL, value DOUBLE, quality UTINYINT NOT NULL,
    raw DOUBLE, bits UTINYINT, uptime_seconds DOUBLE);
  CREATE TABLE IF NOT EXISTS ingested (collection_id VARCHAR PRIMARY KEY, at_ms BIGINT NOT NULL);
`

const openFiles = new Set<string>()

/**
 * Opens the embedded metric store.
 * @param file path of the database, created when absent; `:memory:` for none
 * @throws MetricStoreInUseError
 */
export async function openDuckDbStore(file: string): Promise<MetricStore> {
  const path = file === ':memory:' ? file : resolve(file)
  if (openFiles.has(path)) throw new MetricStoreInUseError(path)
  const instance = await openInstance(path)
  if (path !== ':memory:') openFiles.add(path)
  const writer = await instance.connect()
  const reader = await instance.connect()
  await writer.run(schema)
  await writer.run('DELETE FROM ingested WHERE at_ms < $1', [
    BigInt(Date.now() - rememberedDays * 4 * dayMilliseconds),
  ])
  const states = await readStates(writer)
  return new DuckDbStore(path, instance, writer, reader, states, await PollTables.open(writer))
}

async function openInstance(path: string): Promise<DuckDBInstance> {
  try {
    return await DuckDBInstance.create(path, { threads: '2', memory_limit: '256MB' })
  } catch (error) {
    if (error instanceof Error && /Conflicting lock|Could not set lock/i.test(error.message)) {
      throw new MetricStoreInUseError(path, error)
    }
    throw error
  }
}

type StatesByTarget = Map<number, Map<string, SeriesState>>

async function readStates(connection: DuckDBConnection): Promise<StatesByTarget> {
  const reply = await connection.runAndReadAll(`
    WITH recent AS (SELECT * FROM sample WHERE at_ms > (SELECT coalesce(max(at_ms), 0) FROM sample) - ${rememberedDays * dayMilliseconds}),
      reading AS (SELECT series_id, max(at_ms) at_ms, arg_max(raw, at_ms) raw, arg_max(bits, at_ms) bits,
        arg_max(coalesce(uptime_seconds, -1), at_ms) uptime FROM recent WHERE raw IS NOT NULL GROUP BY series_id),
      point AS (SELECT series_id, max(at_ms) at_ms, arg_max(coalesce(value, 'nan'::DOUBLE), at_ms) v, arg_max(quality, at_ms) q
        FROM recent WHERE quality <> 4 GROUP BY series_id)
    SELECT s.id, s.target_id, s.metric, s.part, r.at_ms::DOUBLE r_at, r.raw, r.bits, r.uptime, p.at_ms::DOUBLE p_at, p.v, p.q
    FROM series s LEFT JOIN reading r ON r.series_id = s.id LEFT JOIN point p ON p.series_id = s.id ORDER BY s.id`)
  const states: StatesByTarget = new Map()
  for (const row of reply.getRows() as (number | string | null)[][]) {
    const [id, target, metric, part, readAt, raw, bits, uptime, pointAt, value, quality] = row
    const state: SeriesState = {
      id: Number(id),
      metric: String(metric),
      part: String(part),
      reading:
        readAt === null
          ? null
          : {
              value: Number(raw),
              at: Number(readAt),
              bits: Number(bits) === 32 ? 32 : 64,
              uptimeSeconds: Number(uptime) < 0 ? null : Number(uptime),
              quality: 'good',
            },
      point:
        pointAt === null
          ? null
          : {
              at: Number(pointAt),
              value: Number.isNaN(value) ? null : Number(value),
              quality: qualities[Number(quality)] as Point['quality'],
            },
    }
    seriesOf(states, Number(target)).set(seriesKey(state.metric, state.part), state)
  }
  return states
}

function seriesOf(states: StatesByTarget, targetId: number): Map<string, SeriesState> {
  let series = states.get(targetId)
  if (!series) states.set(targetId, (series = new Map<string, SeriesState>()))
  return series
}

class DuckDbStore implements MetricStore {
  readonly #path: string
  readonly #instance: DuckDBInstance
  readonly #writer: DuckDBConnection
  readonly #reader: DuckDBConnection
  readonly #states: StatesByTarget
  readonly #polls: PollTables
  #lastSeriesId: number
  #isOpen = true
  /** Writes happen one after another: DuckDB has one transaction per connection. */
  #queue: Promise<unknown> = Promise.resolve()

  constructor(
    path: string,
    instance: DuckDBInstance,
    writer: DuckDBConnection,
    reader: DuckDBConnection,
    states: StatesByTarget,
    polls: PollTables,
  ) {
    this.#path = path
    this.#instance = instance
    this.#writer = writer
    this.#reader = reader
    this.#states = states
    this.#polls = polls
    this.#lastSeriesId = 0
    for (const series of states.values()) {
      for (const state of series.values()) this.#lastSeriesId = Math.max(this.#lastSeriesId, state.id)
    }
  }

  append(batches: readonly SampleBatch[]): Promise<void> {
    return this.#inTurn(() => this.#appendNow(batches))
  }

  appendPolls(batches: readonly PollAppend[]): Promise<Set<string>> {
    return this.#inTurn(async () => {
      await this.#writer.run('BEGIN TRANSACTION')
      try {
        const { duplicates, committed } = await this.#polls.append(this.#writer, batches)
        await this.#writer.run('COMMIT')
        committed()
        return duplicates
      } catch (error) {
        await this.#writer.run('ROLLBACK')
        throw error
      }
    })
  }

  thinPolls(retention: PollRetention): Promise<number> {
    return this.#inTurn(() => thinPolls(this.#writer, retention))
  }

  pollSummary(from: Date, to: Date): Promise<PollSummary> {
    return this.#polls.summary(this.#reader, from.getTime(), to.getTime())
  }

  pollLoad(targetId: number, from: Date): Promise<PollLoad> {
    return this.#polls.load(this.#reader, targetId, from.getTime())
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(work)
    this.#queue = done.catch(() => undefined)
    return done
  }

  async #appendNow(batches: readonly SampleBatch[]): Promise<void> {
    if (batches.length === 0) return
    const writer = this.#writer
    await writer.run('BEGIN TRANSACTION')
    // States are changed on copies, which take the originals' place once the transaction is through.
    const changed = new Map<SampleBatch['targetId'], Map<string, SeriesState>>()
    const added: { targetId: number; state: SeriesState }[] = []
    const firstNewId = this.#lastSeriesId
    try {
      const known = await this.#ingested(batches.map((batch) => batch.collectionId))
      const rows: StoredSample[] = []
      const fresh: string[] = []
      for (const batch of batches) {
        if (known.has(batch.collectionId)) continue
        known.add(batch.collectionId)
        fresh.push(batch.collectionId)
        let copies = changed.get(batch.targetId)
        if (!copies) changed.set(batch.targetId, (copies = new Map()))
        const stateOf = (metric: string, part: string) =>
          this.#copyOf(batch.targetId, copies, metric, part, added)
        for (const row of rowsOf(batch, stateOf)) rows.push(row)
      }
      await this.#insert('ingested', fresh, (appender, id) => {
        appender.appendVarchar(id)
        appender.appendBigInt(BigInt(Date.now()))
      })
      await this.#insert('series', added, (appender, { targetId, state }) => {
        appender.appendInteger(state.id)
        appender.appendInteger(targetId)
        appender.appendVarchar(state.metric)
        appender.appendVarchar(state.part)
      })
      await this.#insert('sample', rows, appendSample)
      await writer.run('COMMIT')
    } catch (error) {
      this.#lastSeriesId = firstNewId
      await writer.run('ROLLBACK')
      throw error
    }
    for (const [targetId, copies] of changed) {
      const series = seriesOf(this.#states, targetId)
      for (const [key, state] of copies) series.set(key, state)
    }
  }

  #copyOf(
    targetId: number,
    copies: Map<string, SeriesState>,
    metric: string,
    part: string,
    added: { targetId: number; state: SeriesState }[],
  ): SeriesState {
    const key = seriesKey(metric, part)
    const copied = copies.get(key)
    if (copied) return copied
    const original = this.#states.get(targetId)?.get(key)
    const state = original
      ? { ...original }
      : { id: ++this.#lastSeriesId, metric, part, reading: null, point: null }
    if (!original) added.push({ targetId, state })
    copies.set(key, state)
    return state
  }

  async #ingested(ids: readonly string[]): Promise<Set<string>> {
    const marks = ids.map((_, index) => `$${index + 1}`).join(', ')
    const reply = await this.#writer.runAndReadAll(
      `SELECT collection_id FROM ingested WHERE collection_id IN (${marks})`,
      [...ids],
    )
    return new Set(reply.getRows().map((row) => String(row[0])))
  }

  async #insert<T>(
    table: string,
    items: readonly T[],
    write: (appender: DuckDBAppender, item: T) => void,
  ): Promise<void> {
    if (items.length === 0) return
    const appender = await this.#writer.createAppender(table)
    for (const item of items) {
      write(appender, item)
      appender.endRow()
    }
    appender.closeSync()
  }

  async series(query: SeriesQuery): Promise<{ points: Point[]; p95: number | null }> {
    const state = this.#states.get(query.targetId)?.get(seriesKey(query.metric, query.part))
    const from = query.from.getTime()
    const to = query.to.getTime()
    const step = query.stepSeconds * 1000
    const polled = await this.#polledPoints(query, from, to)
    if (polled.length > 0) return mergedSeries(query, await this.#samplePoints(state, from, to), polled)
    if (!state) return { points: steppedPoints([], from, to, step), p95: null }
    const bounds = [state.id, BigInt(from), BigInt(to)]
    const buckets = await this.#reader.runAndReadAll(
      `SELECT ((at_ms - $2) // ${step})::DOUBLE AS bucket, avg(value), count(*)::DOUBLE, count(value)::DOUBLE, max(quality),
         min(at_ms)::DOUBLE, max(at_ms)::DOUBLE, count(*) FILTER (quality = 3)::DOUBLE
       FROM sample WHERE series_id = $1 AND at_ms >= $2 AND at_ms < $3 AND quality <> 4 GROUP BY bucket ORDER BY bucket`,
      bounds,
    )
    const p95 = await this.#reader.runAndReadAll(
      // Nearest rank over the stored values, not over the steps' means, which would hide peaks.
      `WITH v AS (SELECT value, row_number() OVER (ORDER BY value) AS rank, count(*) OVER () AS n FROM sample
         WHERE series_id = $1 AND at_ms >= $2 AND at_ms < $3 AND value IS NOT NULL)
       SELECT value FROM v WHERE rank = greatest(1, ceil(0.95 * n)) LIMIT 1`,
      bounds,
    )
    const rank = p95.getRows()[0]?.[0]
    return {
      points: steppedPoints(buckets.getRows().map(bucketOf), from, to, step),
      p95: typeof rank === 'number' ? rank : null,
    }
  }

  async #polledPoints(
    { targetId, metric, part }: SeriesQuery,
    from: number,
    to: number,
  ): Promise<RatePoint[]> {
    const source = polledAs(metric)
    if (source === null) return []
    const rates = await this.#polls.rates(this.#reader, targetId, part, source.counter, from, to)
    return rates.map((point) => scaled(point, source.factor))
  }

  async #samplePoints(state: SeriesState | undefined, from: number, to: number): Promise<RatePoint[]> {
    if (!state) return []
    const rows = await this.#reader.runAndReadAll(
      `SELECT at_ms::DOUBLE, value, quality::DOUBLE FROM sample
       WHERE series_id = $1 AND at_ms >= $2 AND at_ms < $3 AND quality <> 4 ORDER BY at_ms`,
      [state.id, BigInt(from), BigInt(to)],
    )
    return rows.getRows().map(([at, value, quality]) => ({
      at: Number(at),
      value: typeof value === 'number' ? value : null,
      quality: qualities[Number(quality)] as Point['quality'],
    }))
  }

  async courses({ targetId, group, from, to, stepSeconds }: CoursesQuery): Promise<Course[]> {
    const wanted = [...(this.#states.get(targetId)?.values() ?? [])].filter((state) =>
      state.metric.startsWith(`${group}.`),
    )
    if (wanted.length === 0) return []
    const start = from.getTime()
    const end = to.getTime()
    const step = stepSeconds * 1000
    // Ids are numbers of our own making, so they may stand in the text.
    const reply = await this.#reader.runAndReadAll(
      `SELECT series_id::DOUBLE, ((at_ms - $1) // ${step})::DOUBLE AS bucket, avg(value), count(*)::DOUBLE, count(value)::DOUBLE,
         max(quality), min(at_ms)::DOUBLE, max(at_ms)::DOUBLE, count(*) FILTER (quality = 3)::DOUBLE
       FROM sample WHERE series_id IN (${wanted.map((state) => state.id).join(', ')}) AND at_ms >= $1 AND at_ms < $2
         AND quality <> 4 GROUP BY series_id, bucket ORDER BY series_id, bucket`,
      [BigInt(start), BigInt(end)],
    )
    const buckets = new Map<number, Bucket[]>()
    for (const [id, ...row] of reply.getRows()) {
      const known = buckets.get(Number(id))
      if (known) known.push(bucketOf(row))
      else buckets.set(Number(id), [bucketOf(row)])
    }
    return wanted.flatMap(({ id, metric, part }) => {
      const own = buckets.get(id)
      if (!own) return []
      return [{ metric, part, values: steppedPoints(own, start, end, step).map((point) => point.value) }]
    })
  }

  async latest(targetId: number): ReturnType<MetricStore['latest']> {
    const newest = new Map<string, { metric: string; part: string; point: RatePoint }>()
    for (const { metric, part, point } of this.#states.get(targetId)?.values() ?? []) {
      if (!point) continue
      newest.set(seriesKey(metric, part), { metric, part, point })
    }
    const metrics = Object.entries(polledMetrics)
    const counters = metrics.map(([, { counter }]) => counter)
    for (const { counter, part, point } of await this.#polls.latest(this.#reader, targetId, counters)) {
      const [metric, { factor }] = metrics.find(([, source]) => source.counter === counter)!
      const known = newest.get(seriesKey(metric, part))
      if (known === undefined || known.point.at < point.at)
        newest.set(seriesKey(metric, part), { metric, part, point: scaled(point, factor) })
    }
    return [...newest.values()].map(({ metric, part, point }) => ({
      metric,
      part,
      at: new Date(point.at).toISOString(),
      value: point.value,
      quality: point.quality,
    }))
  }

  isReady(): boolean {
    return this.#isOpen
  }

  async close(): Promise<void> {
    if (!this.#isOpen) return
    this.#isOpen = false
    await this.#queue
    this.#reader.closeSync()
    this.#writer.closeSync()
    this.#instance.closeSync()
    openFiles.delete(this.#path)
  }
}

function appendSample(appender: DuckDBAppender, row: StoredSample): void {
  appender.appendInteger(row.seriesId)
  appender.appendBigInt(BigInt(row.at))
  if (row.value === null) appender.appendNull()
  else appender.appendDouble(row.value)
  appender.appendUTinyInt(qualities.indexOf(row.quality))
  if (row.raw === null) appender.appendNull()
  else appender.appendDouble(row.raw)
  if (row.bits === null) appender.appendNull()
  else appender.appendUTinyInt(row.bits)
  if (row.uptimeSeconds === null) appender.appendNull()
  else appender.appendDouble(row.uptimeSeconds)
}

const scaled = (point: RatePoint, factor: number): RatePoint =>
  point.value === null ? point : { ...point, value: point.value * factor }

function bucketOf(row: unknown[]): Bucket {
  const [index, mean, samples, values, worst, firstAt, lastAt, resets] = row
  return {
    index: Number(index),
    mean: typeof mean === 'number' ? mean : null,
    isWhole: Number(values) === Number(samples) && Number(worst) === 0,
    hasReset: Number(resets) > 0,
    firstAt: Number(firstAt),
    lastAt: Number(lastAt),
  }
}

import type { Point } from '../contract/endpoints/metrics.ts'
import type { PollVisit } from '../contract/poll.ts'
import type { Sample } from '../contract/collection.ts'
import type { PollRetention } from './poll-retention.ts'
import type { PollAppend } from './poll-tables.ts'

/** Samples of one stored collection. */
export interface SampleBatch {
  collectionId: string
  targetId: number
  samples: readonly Sample[]
  /** Speed of each port in bit/s, by the port's name as in the samples' `part`; what it cannot carry is no traffic. */
  portSpeedsBps?: Readonly<Record<string, number>>
  /** Time between visits to the target; readings much further apart leave a gap. */
  expectedIntervalSeconds?: number
}

export interface SeriesQuery {
  targetId: number
  metric: string
  part: string
  from: Date
  to: Date
  /** Length of a step; the mean of the good values of each step is returned. */
  stepSeconds: number
}

export interface CoursesQuery {
  targetId: number
  /** Series whose metric begins with this and a dot. */
  group: string
  from: Date
  to: Date
  stepSeconds: number
}

/** The means of a series' steps; null where there is a gap. */
export interface Course {
  metric: string
  part: string
  values: (number | null)[]
}

export interface PollSummary {
  rows: number
  ports: number
  /** Milliseconds since 1970; null without rows. */
  firstAt: number | null
  lastAt: number | null
}

/** What polling cost a target over some time. */
export interface PollLoad {
  polls: number
  requests: number
  octets: number
  variables: number
  timeouts: number
  deviceMilliseconds: number
  /** Milliseconds since 1970; null without polls. */
  lastAt: number | null
  last: PollVisit | null
}

/**
 * Where measured values live. Embedded: DuckDB with one writer. On several machines: a Prometheus-compatible engine.
 */
export interface MetricStore {
  /** Stores batches in one transaction. A collection that is already there is passed over, so repeating is harmless. */
  append(batches: readonly SampleBatch[]): Promise<void>
  /**
   * Stores batches of polls in one transaction, with their ids: one that is already there is passed over.
   * @returns the ids of those
   */
  appendPolls(batches: readonly PollAppend[]): Promise<Set<string>>
  /** Keeps old polls by the hour, and removes the oldest. @returns rows that were removed */
  thinPolls(retention: PollRetention): Promise<number>
  /** What is stored of the polls from `from` to `to`. */
  pollSummary(from: Date, to: Date): Promise<PollSummary>
  /** What polling cost a target from `from` on. */
  pollLoad(targetId: number, from: Date): Promise<PollLoad>
  /** Points in order of time; a step without a value is a point with null, never a zero. */
  series(query: SeriesQuery): Promise<{ points: Point[]; p95: number | null }>
  /** Several series of a target at once; those without a value in the time are left out. */
  courses(query: CoursesQuery): Promise<Course[]>
  /** The newest value of each series of a target. */
  latest(
    targetId: number,
  ): Promise<{ metric: string; part: string; at: string; value: number | null; quality: Point['quality'] }[]>
  isReady(): boolean
  close(): Promise<void>
}

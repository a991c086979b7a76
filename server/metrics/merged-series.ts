import { nearestRank, type RateQuality } from '../domain/rate.ts'
import type { SeriesQuery } from './metric-store.ts'
import type { RatePoint } from './poll-rates.ts'
import { steppedPoints, type Bucket } from './stepped-points.ts'
import type { Point } from '../contract/endpoints/metrics.ts'

/**
 * One series from both sources: polls, and the samples of full collections where there are no polls. Between the first
 * and the last poll the polls speak alone, else every hour would count one of its minutes twice.
 */
export function mergedSeries(
  query: SeriesQuery,
  samples: readonly RatePoint[],
  polled: readonly RatePoint[],
): { points: Point[]; p95: number | null } {
  const first = polled[0]?.at ?? Infinity
  const last = polled.at(-1)?.at ?? -Infinity
  const all = [...samples.filter(({ at }) => at < first || at > last), ...polled].sort((a, b) => a.at - b.at)
  const from = query.from.getTime()
  const step = query.stepSeconds * 1000
  return {
    points: steppedPoints(bucketsOf(all, from, step), from, query.to.getTime(), step),
    p95: nearestRank(
      all.flatMap(({ value }) => (value === null ? [] : [value])),
      95,
    ),
  }
}

function bucketsOf(points: readonly RatePoint[], from: number, step: number): Bucket[] {
  const buckets: Bucket[] = []
  let sum = 0
  let values = 0
  for (const { at, value, quality } of points) {
    const index = Math.floor((at - from) / step)
    let bucket = buckets.at(-1)
    if (bucket?.index !== index) {
      bucket = { index, mean: null, isWhole: true, hasReset: false, firstAt: at, lastAt: at }
      buckets.push(bucket)
      sum = values = 0
    }
    if (value !== null) bucket.mean = (sum += value) / ++values
    bucket.lastAt = at
    if (!isGood(value, quality)) bucket.isWhole = false
    if (quality === 'reset') bucket.hasReset = true
  }
  return buckets
}

const isGood = (value: number | null, quality: RateQuality) => value !== null && quality === 'good'

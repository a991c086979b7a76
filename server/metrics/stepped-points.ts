import type { Point } from '../contract/endpoints/metrics.ts'

/** What the store has within one step. */
export interface Bucket {
  /** Number of the step, from 0. */
  index: number
  /** Mean of its values; null when it has none. */
  mean: number | null
  /** Every sample has a value and is good. */
  isWhole: boolean
  hasReset: boolean
  /** Milliseconds since 1970. */
  firstAt: number
  lastAt: number
}

/** Samples this many usual intervals apart still belong together. */
const longestIntervals = 3

/**
 * A point for every step from `from` to `to` (milliseconds; the end excluded). A rate holds for all the time since the
 * reading before it, so a step that falls between two samples has the value of the later one; a step that nothing
 * speaks for is a gap.
 */
export function steppedPoints(buckets: readonly Bucket[], from: number, to: number, step: number): Point[] {
  const byIndex = new Map(buckets.map((bucket) => [bucket.index, bucket]))
  const bridge = usualInterval(buckets) * longestIntervals
  const points: Point[] = []
  const count = Math.ceil((to - from) / step)
  let previous: Bucket | null = null
  let nextPosition = 0
  for (let index = 0; index < count; index++) {
    const at = new Date(from + index * step).toISOString()
    const bucket = byIndex.get(index)
    if (bucket) {
      previous = bucket
      nextPosition++
      points.push({ at, value: bucket.mean, quality: qualityOf(bucket) })
      continue
    }
    const next = buckets[nextPosition]
    const isBridged =
      previous !== null &&
      next !== undefined &&
      next.mean !== null &&
      next.firstAt - previous.lastAt <= bridge
    points.push(
      isBridged ? { at, value: next.mean, quality: qualityOf(next) } : { at, value: null, quality: 'gap' },
    )
  }
  return points
}

function qualityOf(bucket: Bucket): Point['quality'] {
  if (bucket.mean !== null) return bucket.isWhole ? 'good' : 'partial'
  return bucket.hasReset ? 'reset' : 'gap'
}

/** Median distance from the last sample of one step to the first of the next. */
function usualInterval(buckets: readonly Bucket[]): number {
  const distances = buckets
    .slice(1)
    .map((bucket, index) => bucket.firstAt - buckets[index]!.lastAt)
    .sort((a, b) => a - b)
  return distances[Math.floor(distances.length / 2)] ?? 0
}

import type { SensorFacts, SensorThresholds } from '../../../server/contract/collection.ts'

type Status = SensorFacts['status']
type Kind = SensorFacts['kind']

/** Kinds that a device measures from zero: an upper limit of zero is an empty field there. */
const fromZero = new Set<Kind>([
  'temperature',
  'fan',
  'voltage',
  'current',
  'power',
  'humidity',
  'battery',
  'load',
  'cpu',
  'memory',
  'storage',
])

/**
 * Limits as they can be relied on, or null where there are none: a warning beyond its critical limit is dropped, and limits
 * that leave no room between low and high (agents fill what they do not know with one number) are dropped all together.
 */
export function usableThresholds(kind: Kind, given: Partial<SensorThresholds>): SensorThresholds | null {
  const upper = (value: number | null | undefined) =>
    value == null || (value === 0 && fromZero.has(kind)) ? null : value
  const lowCritical = given.lowCritical ?? null
  const highCritical = upper(given.highCritical)
  let lowWarning = given.lowWarning ?? null
  let highWarning = upper(given.highWarning)
  if (lowWarning !== null && lowCritical !== null && lowWarning < lowCritical) lowWarning = null
  if (highWarning !== null && highCritical !== null && highWarning > highCritical) highWarning = null
  const lows = [lowCritical, lowWarning].filter((value) => value !== null)
  const highs = [highWarning, highCritical].filter((value) => value !== null)
  if (lows.length + highs.length === 0) return null
  if (Math.max(...lows) >= Math.min(...highs)) return null
  return { lowCritical, lowWarning, highWarning, highCritical }
}

/** The device's own word first, then its limits (a limit that is reached counts), else `unknown`. */
export function judge(
  value: number | null,
  thresholds: SensorThresholds | null,
  own: Status | null = null,
): Status {
  if (own !== null && own !== 'unknown') return own
  if (value === null || thresholds === null) return 'unknown'
  const { lowCritical, lowWarning, highWarning, highCritical } = thresholds
  if (value >= (highCritical ?? Infinity) || value <= (lowCritical ?? -Infinity)) return 'critical'
  if (value >= (highWarning ?? Infinity) || value <= (lowWarning ?? -Infinity)) return 'warning'
  return 'ok'
}

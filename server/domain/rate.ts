/*
 * From running totals to rates. The rules, after RFC 2863 §3.1.5–3.1.6 (ifXTable counters, discontinuities) and
 * RFC 3418 (sysUpTime):
 *
 * 1. The first reading of a counter gives no point: nothing is known of the time before it.
 * 2. A device that began anew since the last reading (its up-time is shorter than it must be) gives a gap marked
 *    `reset`, also when the total happens to be larger than before. So does a device that says so itself.
 * 3. A total that fell is a wrap of a 32-bit counter only if the device is known to have stayed up and the rate with one
 *    wrap fits the port's speed; a 64-bit counter does not wrap. Everything else that falls is a `reset`.
 * 4. A rate beyond what the port can carry is a discontinuity, not traffic: a gap marked `reset`, never a spike.
 * 5. A 32-bit octet counter on a port fast enough to wrap twice in the time gives a rate marked `partial`.
 * 6. Readings more than three expected intervals apart give a gap: the mean over an outage is not shown as traffic.
 * 7. A reading that is not newer than the last gives nothing.
 */

export type RateQuality = 'good' | 'partial' | 'gap' | 'reset'

export interface CounterReading {
  /** Running total. */
  value: number
  /** Milliseconds since 1970. */
  at: number
  bits: 32 | 64
  /** How long the device had been up; null when it did not say. */
  uptimeSeconds: number | null
  quality: RateQuality
}

export interface RateLimits {
  /** The most that the counter can grow by in a second; null when unknown. For octets the port's bit/s ÷ 8. */
  mostPerSecond: number | null
  /** Time between visits; null when unknown. */
  expectedIntervalSeconds: number | null
}

export type RateResult = { value: number | null; quality: RateQuality } | null

/** TimeTicks are 32 bits of hundredths of a second: sysUpTime begins anew after 497 days. */
const uptimeWrapSeconds = 2 ** 32 / 100
/** Ports carry a little more than their nominal speed as SNMP sees it: clocks differ between reading and stamping. */
const speedTolerance = 1.1
const longestIntervals = 3

/**
 * The rate per second between two readings of one counter.
 * @returns null when the reading gives no point; a null value for a gap.
 */
export function counterRate(
  previous: CounterReading | null,
  current: CounterReading,
  limits: RateLimits,
): RateResult {
  if (current.quality === 'gap') return { value: null, quality: 'gap' }
  if (current.quality === 'reset') return { value: null, quality: 'reset' }
  if (previous === null) return null
  const seconds = (current.at - previous.at) / 1000
  if (seconds <= 0) return null
  const isSameRun = stayedUp(previous, current, seconds)
  if (isSameRun === false) return { value: null, quality: 'reset' }
  const expected = limits.expectedIntervalSeconds
  if (expected !== null && seconds > expected * longestIntervals) return { value: null, quality: 'gap' }

  const growth = current.value - previous.value
  const most = limits.mostPerSecond === null ? null : limits.mostPerSecond * speedTolerance
  const mayHaveWrapped = current.bits === 32 && most !== null && (most / speedTolerance) * seconds > 2 ** 32
  const quality = mayHaveWrapped ? 'partial' : current.quality
  if (growth >= 0) {
    const rate = growth / seconds
    if (most !== null && rate > most) return { value: null, quality: 'reset' }
    return { value: rate, quality }
  }
  if (current.bits === 64 || previous.bits === 64) return { value: null, quality: 'reset' }
  const wrapped = (growth + 2 ** 32) / seconds
  if (wrapped < 0 || isSameRun !== true || most === null || wrapped > most) {
    return { value: null, quality: 'reset' }
  }
  return { value: wrapped, quality }
}

/** Whether the device ran through from one reading to the next; null when its up-time is not known at both. */
function stayedUp(previous: CounterReading, current: CounterReading, seconds: number): boolean | null {
  if (previous.uptimeSeconds === null || current.uptimeSeconds === null) return null
  const tolerance = 30 + seconds * 0.1
  const expected = previous.uptimeSeconds + seconds
  if (current.uptimeSeconds >= expected - tolerance) return true
  const wrapped = expected - uptimeWrapSeconds
  return wrapped >= -tolerance && Math.abs(current.uptimeSeconds - wrapped) <= tolerance
}

/** Nearest-rank percentile: the smallest value that at least `percent` % of the values do not exceed. */
export function nearestRank(values: readonly number[], percent: number): number | null {
  if (values.length === 0) return null
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? null
}

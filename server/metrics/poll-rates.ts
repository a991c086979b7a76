import type { PollCounter } from '../contract/poll.ts'
import { pollFlags } from '../domain/poll-batch.ts'
import { counterRate, type CounterReading, type RateQuality } from '../domain/rate.ts'

/** One stored reading of one counter of a port. */
export interface PollReading {
  at: number
  /** Null when the device did not give it. */
  value: number | null
  flags: number
  uptimeTicks: number | null
  intervalSeconds: number
  speedBps: number | null
  /** ifCounterDiscontinuityTime (RFC 2863). */
  discontinuity: number | null
}

export interface RatePoint {
  at: number
  /** Per second; null in a gap. */
  value: number | null
  quality: RateQuality
}

/** Counters that are 64 bits wide where the row says so; the others have 32 bits in IF-MIB. */
const widening: ReadonlySet<PollCounter> = new Set([
  'inOctets',
  'outOctets',
  'inUnicastPackets',
  'outUnicastPackets',
  'inMulticastPackets',
  'outMulticastPackets',
  'inBroadcastPackets',
  'outBroadcastPackets',
])
const octets: ReadonlySet<PollCounter> = new Set(['inOctets', 'outOctets'])
/** A frame of Ethernet takes at least 84 octets on the line (IEEE 802.3: 64, preamble 8, gap 12). */
const leastFrameOctets = 84

/** From readings in order of time to rates, by the rules of `domain/rate.ts`. */
export function ratesOf(readings: readonly PollReading[], counter: PollCounter): RatePoint[] {
  const points: RatePoint[] = []
  let previous: CounterReading | null = null
  let discontinuity: number | null = null
  for (const reading of readings) {
    if (reading.value === null) continue
    const began = discontinuity !== null && reading.discontinuity !== discontinuity
    const current: CounterReading = {
      value: reading.value,
      at: reading.at,
      bits: widening.has(counter) && (reading.flags & pollFlags.wide) !== 0 ? 64 : 32,
      uptimeSeconds: reading.uptimeTicks === null ? null : reading.uptimeTicks / 100,
      // The device itself says that the counter is not the one that it was (RFC 2863, 3.1.5).
      quality: began ? 'reset' : (reading.flags & pollFlags.partial) !== 0 ? 'partial' : 'good',
    }
    const rate = counterRate(previous, current, {
      mostPerSecond: mostPerSecond(counter, reading.speedBps),
      expectedIntervalSeconds: reading.intervalSeconds,
    })
    if (rate !== null) points.push({ at: reading.at, ...rate })
    previous = current
    discontinuity = reading.discontinuity
  }
  return points
}

function mostPerSecond(counter: PollCounter, speedBps: number | null): number | null {
  if (speedBps === null) return null
  return speedBps / 8 / (octets.has(counter) ? 1 : leastFrameOctets)
}

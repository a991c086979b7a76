import { pause } from '../backoff.ts'

/** Time as the discovery sees it; tests give their own. */
export interface Clock {
  /** Milliseconds, never going back. */
  now(): number
  /** Ends early, without an error, when the signal is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

export const processClock: Clock = { now: () => performance.now(), sleep: pause }

export interface RateLimit {
  /** Resolves when one more datagram may be sent; false when aborted meanwhile, then none may. */
  take(signal: AbortSignal): Promise<boolean>
}

/**
 * At most `perSecond` datagrams in a second, one after the other: a token bucket that holds one token, because a burst is
 * what an intrusion detection system and a weak access link take offence at. Each is late by up to half a step, so that
 * the network does not see a metronome; the steps themselves stay where they are.
 */
export function createRateLimit(
  perSecond: number,
  clock: Clock,
  random: () => number = Math.random,
): RateLimit {
  const stepMs = 1000 / perSecond
  let next = clock.now()
  return {
    async take(signal) {
      if (signal.aborted) return false
      const slot = Math.max(next, clock.now())
      next = slot + stepMs
      const wait = slot + random() * (stepMs / 2) - clock.now()
      if (wait > 0) await clock.sleep(wait, signal)
      return !signal.aborted
    },
  }
}

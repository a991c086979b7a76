/** Doubling waits with jitter, so that many collectors do not come back at the same moment. */
export interface Backoff {
  /** Milliseconds to wait after one more failure. */
  next(): number
  reset(): void
}

/** Between half of and the full doubled wait, from `leastMs` to `mostMs`. */
export function createBackoff(leastMs: number, mostMs: number, random: () => number = Math.random): Backoff {
  let failures = 0
  return {
    next() {
      const full = Math.min(mostMs, leastMs * 2 ** Math.min(failures, 16))
      failures++
      return Math.round(full * (0.5 + random() / 2))
    },
    reset() {
      failures = 0
    },
  }
}

/** Waits; ends early, without an error, when the signal is aborted. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal.addEventListener('abort', end, { once: true })
  })
}

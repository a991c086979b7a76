/** Refused once, a credential is left alone for this; each further time for twice as long, up to a day. */
const firstRestMs = 3_600_000
const longestRestMs = 24 * 3_600_000

interface Refusal {
  times: number
  until: number
}

/**
 * Credentials that a device did not answer to although it is alive. Trying them at every visit would fill its log, count
 * as an attack, and on some devices lock the account.
 */
export class Refusals {
  readonly #byKey = new Map<string, Refusal>()

  add(key: string, nowMs: number): void {
    const times = (this.#byKey.get(key)?.times ?? 0) + 1
    const rest = Math.min(firstRestMs * 2 ** (times - 1), longestRestMs)
    this.#byKey.set(key, { times, until: nowMs + rest })
  }

  forgive(key: string): void {
    this.#byKey.delete(key)
  }

  rests(key: string, nowMs: number): boolean {
    return (this.#byKey.get(key)?.until ?? 0) > nowMs
  }

  /** Of the keys, the one whose rest ends first; null for none. */
  leastRecent(keys: readonly string[]): string | null {
    const until = (key: string) => this.#byKey.get(key)?.until ?? 0
    return keys.reduce<string | null>(
      (best, key) => (best === null || until(key) < until(best) ? key : best),
      null,
    )
  }
}

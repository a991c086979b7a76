import { lastBoots } from './engine.ts'

interface Seen {
  boots: number
  /** The latest time that the engine said, and when that was here, in seconds. */
  time: number
  at: number
}

/** RFC 3414, 2.2.3. */
const windowSeconds = 150
const mostEngines = 10_000

/** RFC 3414, 3.2 step 7a: whether a message to our own engine is timely. */
export function isTimely(
  message: { boots: number; time: number },
  engine: { boots: number; time(): number },
): boolean {
  return (
    engine.boots < lastBoots &&
    message.boots === engine.boots &&
    Math.abs(message.time - engine.time()) <= windowSeconds
  )
}

/** The clocks of the engines that send traps: each is authoritative for its own (RFC 3414, 3.2 step 7b). */
export class SenderClocks {
  readonly #seen = new Map<string, Seen>()

  /** Whether an authentic message is timely; if so, its clock is the one to compare later ones with. */
  accept(engineId: string, { boots, time }: { boots: number; time: number }, now: number): boolean {
    const seen = this.#seen.get(engineId)
    if (boots >= lastBoots || boots < 0) return false
    if (seen) {
      if (boots < seen.boots) return false
      if (boots === seen.boots && time < seen.time + (now - seen.at) - windowSeconds) return false
      if (boots === seen.boots && time <= seen.time) return true
      this.#seen.delete(engineId)
    }
    // The engine heard from longest ago is forgotten first.
    const [oldest] = this.#seen.keys()
    if (this.#seen.size >= mostEngines && oldest !== undefined) this.#seen.delete(oldest)
    this.#seen.set(engineId, { boots, time, at: now })
    return true
  }
}

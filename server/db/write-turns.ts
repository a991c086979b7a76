/*
 * SQLite lets one connection write at a time and keeps no queue: who asks while another writes is told SQLITE_BUSY, and
 * whoever asks at the right moment comes next. A busy process such as taking in collections would so keep people waiting
 * for seconds. Here the connections of this process take turns in the order in which they asked; only against other
 * processes on the same file is the lock asked for again and again.
 */

/** What an attempt to write brought: another process has the lock, it is held until released, or was let go again. */
type Attempt = 'busy' | 'held' | 'done'

interface Waiting {
  owner: object
  /** The last attempt is never `busy`: it tells its caller. */
  attempt: (isLast: boolean) => Attempt
  /** On the process's own clock. */
  until: number
}

/** Longest wait for a turn; then the attempt is made once more and has to say itself that the file is busy. */
const patienceMilliseconds = 25_000
/** Between two attempts while another process writes. */
const pauseMilliseconds = 10

class WriteTurns {
  #holder: object | null = null
  #queue: Waiting[] = []
  #timer: NodeJS.Timeout | null = null

  /**
   * Makes the attempt when it is the owner's turn. Never within the call: statements are synchronous, so writers that
   * follow one another would keep the process from everything else, timers and requests included.
   */
  take(owner: object, attempt: (isLast: boolean) => Attempt): void {
    this.#queue.push({ owner, attempt, until: performance.now() + patienceMilliseconds })
    setImmediate(() => this.#next())
  }

  /** The owner's transaction is over; the one who has waited longest comes next. */
  release(owner: object): void {
    if (this.#holder !== owner) return
    this.#holder = null
    setImmediate(() => this.#next())
  }

  #next(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    while (this.#queue.length > 0) {
      const first = this.#queue[0]!
      const isLast = performance.now() >= first.until
      if (this.#holder !== null && !isLast) return this.#wait(first.until - performance.now())
      let outcome: Attempt = 'done'
      try {
        outcome = first.attempt(isLast)
      } finally {
        if (outcome !== 'busy') this.#queue.shift()
      }
      if (outcome === 'busy') return this.#wait(pauseMilliseconds)
      if (outcome === 'held') this.#holder = first.owner
    }
  }

  #wait(milliseconds: number): void {
    this.#timer = setTimeout(() => this.#next(), milliseconds)
  }
}

const turnsByFile = new Map<string, WriteTurns>()

/** The turns of one database file, shared by all its connections in this process. */
export function writeTurnsOf(file: string): WriteTurns {
  let turns = turnsByFile.get(file)
  if (!turns) turnsByFile.set(file, (turns = new WriteTurns()))
  return turns
}

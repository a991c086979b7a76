/** What the schedule needs to know of a target. */
export interface ScheduledTarget {
  id: number
  intervalSeconds: number
}

export interface ScheduleOptions<T extends ScheduledTarget> {
  /** Devices that are visited at the same time. */
  most: number
  /** One visit, and whether the device answered (undefined: cannot be told); what it rejects with goes to `onFault`. */
  visit: (target: T, signal: AbortSignal) => Promise<boolean | void>
  /** A target's time came while its visit before was still under way or waiting: that cycle is left out. */
  onSkipped: (target: T) => void
  onFault: (target: T, error: unknown) => void
  /** A target that is new here is visited for the first time within this, or within its interval if that is shorter. */
  firstWithinMs: number
  /** A device that stops answering is asked again after this (twice), so that silence is known before long. */
  confirmAfterMs?: number
  now?: () => number
}

export interface Schedule<T extends ScheduledTarget> {
  /** Replaces the targets. Those that stay keep their times; visits of those that go are cancelled. */
  assign(targets: T[]): void
  /** Visits a target as soon as there is room, before those that only wait for their turn. */
  runNow(target: T, visit: (target: T, signal: AbortSignal) => Promise<void>): void
  readonly inFlight: number
  stop(): Promise<void>
}

interface Entry<T> {
  target: T
  timer: NodeJS.Timeout | null
  /** Waiting for room or being visited. */
  busy: boolean
  /** Visits without an answer since the last answer. */
  failures: number
  abort: AbortController
}

interface Turn<T> {
  target: T
  signal: AbortSignal
  visit: (target: T, signal: AbortSignal) => Promise<boolean | void>
  done: (answered: boolean | void) => void
}

/**
 * Where in its interval a target's visits start, as a fraction from 0 to 1: the same in every run, and spread evenly
 * over consecutive ids (multiplicative hashing with the golden ratio, Knuth, TAOCP 3, 6.4).
 */
export function phaseOf(id: number): number {
  return (id * 0.6180339887498949) % 1
}

/** The next start after `nowMs`: the interval's grid is fixed to the epoch, so a restart does not bunch the visits. */
export function nextStart(target: ScheduledTarget, nowMs: number): number {
  const interval = target.intervalSeconds * 1000
  const offset = Math.floor(phaseOf(target.id) * interval)
  const cycle = Math.floor((nowMs - offset) / interval) + 1
  return cycle * interval + offset
}

/** The longest that a timer can wait is 2^31 - 1 ms; a longer interval is waited for in parts. */
const longestWaitMs = 2 ** 31 - 1

/** Visits that confirm a silence; after them the usual interval is enough. */
const confirmations = 2

export function createSchedule<T extends ScheduledTarget>(options: ScheduleOptions<T>): Schedule<T> {
  const { most, visit, onSkipped, onFault, firstWithinMs, confirmAfterMs = 60_000, now = Date.now } = options
  const entries = new Map<number, Entry<T>>()
  const running = new Set<Promise<void>>()
  const waiting: Turn<T>[] = []
  const asked: Turn<T>[] = []
  let stopped = false

  function arm(entry: Entry<T>, due = nextStart(entry.target, now())): void {
    if (stopped) return
    const wait = Math.min(due - now(), longestWaitMs)
    entry.timer = setTimeout(() => {
      if (now() < due - 1) return arm(entry, due)
      take(entry)
      arm(entry, nextStart(entry.target, Math.max(now(), due)))
    }, wait)
  }

  function take(entry: Entry<T>): void {
    if (entry.busy) return onSkipped(entry.target)
    entry.busy = true
    waiting.push({
      target: entry.target,
      signal: entry.abort.signal,
      visit,
      done: (answered) => {
        entry.busy = false
        if (answered !== undefined) confirm(entry, answered)
      },
    })
    fill()
  }

  function confirm(entry: Entry<T>, answered: boolean): void {
    entry.failures = answered ? 0 : entry.failures + 1
    const soon = now() + confirmAfterMs
    if (answered || entry.failures > confirmations || stopped || entry.abort.signal.aborted) return
    if (soon >= nextStart(entry.target, now())) return
    if (entry.timer !== null) clearTimeout(entry.timer)
    arm(entry, soon)
  }

  /** First come, first served, with what a person asked for ahead: one slow device holds one place, never the queue. */
  function fill(): void {
    while (running.size < most && !stopped) {
      const turn = asked.shift() ?? waiting.shift()
      if (turn === undefined) return
      if (turn.signal.aborted) {
        turn.done(undefined)
        continue
      }
      const run: Promise<void> = turn
        .visit(turn.target, turn.signal)
        .catch((error: unknown) => onFault(turn.target, error))
        .then((answered) => {
          running.delete(run)
          turn.done(answered)
          fill()
        })
      running.add(run)
    }
  }

  const stopping = new AbortController()
  return {
    assign(targets) {
      const wanted = new Map(targets.map((target) => [target.id, target]))
      for (const [id, entry] of entries)
        if (!wanted.has(id)) {
          if (entry.timer !== null) clearTimeout(entry.timer)
          entry.abort.abort()
          entries.delete(id)
        }
      for (const target of targets) {
        const entry = entries.get(target.id)
        if (entry === undefined) {
          const fresh: Entry<T> = {
            target,
            timer: null,
            busy: false,
            failures: 0,
            abort: new AbortController(),
          }
          entries.set(target.id, fresh)
          arm(fresh, now() + phaseOf(target.id) * Math.min(firstWithinMs, target.intervalSeconds * 1000))
        } else {
          const sameTimes = entry.target.intervalSeconds === target.intervalSeconds
          entry.target = target
          if (sameTimes) continue
          if (entry.timer !== null) clearTimeout(entry.timer)
          arm(entry)
        }
      }
    },
    runNow(target, visitNow) {
      asked.push({ target, signal: stopping.signal, visit: visitNow, done: () => {} })
      fill()
    },
    get inFlight() {
      return running.size
    },
    async stop() {
      stopped = true
      stopping.abort()
      for (const entry of entries.values()) {
        if (entry.timer !== null) clearTimeout(entry.timer)
        entry.abort.abort()
      }
      entries.clear()
      await Promise.all(running)
    },
  }
}

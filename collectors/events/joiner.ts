import { randomUUID } from 'node:crypto'
import type { ReceivedEvent } from '../../server/contract/events.ts'
import { cut, type EventDraft } from './event-draft.ts'

export interface JoinerOptions {
  /** Repeats within this time of the first are one event. */
  windowMs: number
  /** An event whose count rose is told again no sooner than this. */
  tellEveryMs: number
  /** Events kept open; beyond this the oldest is closed. */
  mostOpen: number
}

export const usualJoining: JoinerOptions = { windowMs: 300_000, tellEveryMs: 5000, mostOpen: 5000 }

interface Open {
  event: ReceivedEvent
  wording: string | null
  openedAt: number
  /** When it was handed out last; null before the first time. */
  toldAt: number | null
  changed: boolean
}

const mostSamples = 5

/** Joins repeats: an event is handed out at once, and again with its count while repeats of it come. */
export class Joiner {
  readonly #options: JoinerOptions
  /** In the order in which they were opened. */
  readonly #open = new Map<string, Open>()
  /** Closed before their last count was handed out. */
  #closed: ReceivedEvent[] = []

  constructor(options: JoinerOptions) {
    this.#options = options
  }

  /**
   * @param times how often it happened at once
   * @returns whether it was joined to an event that is open
   */
  add({ key, wording, ...draft }: EventDraft, now: number, { sampled = false, times = 1 } = {}): boolean {
    const at = new Date(now).toISOString()
    const known = this.#open.get(key)
    if (known && now - known.openedAt < this.#options.windowMs) {
      const { event } = known
      event.count += times
      event.lastAt = at
      event.sampled ||= sampled
      known.changed = true
      if (wording !== known.wording) keepSample(event, wording)
      return true
    }
    if (known) this.#close(key, known)
    const [oldest] = this.#open
    if (this.#open.size >= this.#options.mostOpen && oldest) this.#close(...oldest)
    const event = { ...draft, id: randomUUID(), firstAt: at, lastAt: at, count: times, sampled }
    this.#open.set(key, { event, wording, openedAt: now, toldAt: null, changed: true })
    return false
  }

  #close(key: string, open: Open): void {
    this.#open.delete(key)
    if (open.changed) this.#closed.push(open.event)
  }

  /** Events to hand out now: new ones, and those whose count rose some time ago. */
  drain(now: number): ReceivedEvent[] {
    const told = this.#closed
    this.#closed = []
    for (const [key, open] of this.#open) {
      const isDue = open.toldAt === null || now - open.toldAt >= this.#options.tellEveryMs
      if (now - open.openedAt >= this.#options.windowMs) this.#close(key, open)
      else if (open.changed && isDue) {
        open.changed = false
        open.toldAt = now
        told.push(structuredClone(open.event))
      }
    }
    told.push(...this.#closed)
    this.#closed = []
    return told
  }

  /** Everything that was not handed out yet; nothing stays open. */
  finish(): ReceivedEvent[] {
    for (const [key, open] of this.#open) this.#close(key, open)
    return this.#closed.splice(0)
  }
}

function keepSample(event: ReceivedEvent, text: string | null): void {
  const { samples } = event.details
  if (text === null || samples.length >= mostSamples) return
  const sample = cut(text, 2000)
  if (!samples.includes(sample)) samples.push(sample)
}

import type { DropReason, ReceivedEvent, ReceiverReport } from '../../server/contract/events.ts'
import { Counters } from './counters.ts'
import { noDetails, type Arrival, type EventDraft } from './event-draft.ts'
import { FloodGuard, type FloodLimits } from './flood-guard.ts'
import { Joiner, type JoinerOptions } from './joiner.ts'

export type Kind = ReceiverReport['kind']

/** What a port makes of what arrived: an event, or why there is none (null: part of a protocol, no loss). */
export type Made = EventDraft | { drop: DropReason | null }

/**
 * Everything between a socket and the events: the guard against floods, the counters, the joining of repeats. Pure but
 * for the clock, which is given.
 */
export class Intake {
  readonly #guards: Record<Kind, FloodGuard>
  readonly #counters: Record<Kind, Counters>
  readonly #joiner: Joiner
  /** Dropped by rate since the last hand-out, by sender. */
  #held = new Map<string, { arrival: Arrival; count: number }>()
  readonly #now: () => number

  constructor(options: { limits: FloodLimits; joining: JoinerOptions; now: () => number }) {
    this.#now = options.now
    const now = options.now()
    this.#guards = { trap: new FloodGuard(options.limits, now), syslog: new FloodGuard(options.limits, now) }
    this.#counters = { trap: new Counters(now), syslog: new Counters(now) }
    this.#joiner = new Joiner(options.joining)
  }

  /** Counts an arrival and, unless the guard holds it back, makes an event of it. */
  take(kind: Kind, arrival: Arrival, make: () => Made): void {
    const now = this.#now()
    const counters = this.#counters[kind]
    counters.received++
    counters.lastAt = now
    const verdict = this.#guards[kind].admit(arrival.address, now)
    if (verdict === 'sender-rate' || verdict === 'total-rate') {
      counters.drop(verdict)
      this.#hold(arrival)
      return
    }
    const made = make()
    if ('drop' in made) {
      if (made.drop !== null) this.drop(kind, made.drop, arrival.address)
      return
    }
    const sampled = verdict === 'sample'
    if (sampled) counters.sampled++
    if (this.#joiner.add(made, now, { sampled })) counters.joined++
    else counters.accepted++
  }

  /** Counts something that was dropped before it could be looked at. */
  drop(kind: Kind, reason: DropReason, address: string): void {
    this.#counters[kind].drop(reason)
    this.#guards[kind].countDrop(address)
  }

  #hold(arrival: Arrival): void {
    const known = this.#held.get(arrival.address)
    if (known) known.count++
    else if (this.#held.size < mostHeld) this.#held.set(arrival.address, { arrival, count: 1 })
  }

  /** Events to hand on now, floods among them. */
  drain(): ReceivedEvent[] {
    const now = this.#now()
    for (const { arrival, count } of this.#held.values())
      this.#joiner.add(floodOf(arrival), now, { times: count })
    this.#held = new Map()
    return this.#joiner.drain(now)
  }

  finish(): ReceivedEvent[] {
    return [...this.drain(), ...this.#joiner.finish()]
  }

  /** @param systemDrops what the operating system threw away before it came here */
  report(state: Pick<ReceiverReport, 'kind' | 'port' | 'status' | 'fault'>, systemDrops = 0): ReceiverReport {
    return this.#counters[state.kind].report(state, this.#guards[state.kind], systemDrops)
  }
}

const mostHeld = 200

/** Tells of what was held back: its count is how much. */
function floodOf(arrival: Arrival): EventDraft {
  return {
    key: `flood ${arrival.address}`,
    wording: null,
    source: 'collector',
    severity: 'warning',
    category: 'flood',
    title: {
      zh: '事件过多，已限速抽样（次数为丢弃数）',
      en: 'Too many events: held back and sampled (times = dropped)',
    },
    code: 'flood',
    part: null,
    interfaceIndex: null,
    link: null,
    senderAddress: arrival.address,
    hostname: null,
    deviceAt: null,
    text: null,
    details: noDetails(arrival, 'text'),
  }
}

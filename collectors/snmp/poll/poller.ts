import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { phaseOf } from '../../schedule.ts'
import type { OfferedCredential } from '../credential.ts'
import type { DeviceMemories } from '../memory/device-memories.ts'
import { keyOf } from '../memory/device-memory.ts'
import { UsmConversation, type EngineMemory } from '../usm/conversation.ts'
import { DevicePoll, type DevicePollResult, type PollMethod } from './device-poll.ts'
import type { VisitPatience, VisitTarget } from './device-visit.ts'
import { PortValues } from './port-values.ts'
import { openTransport, type TransportCounts } from './transport.ts'

/** What is polled between full collections. */
export interface PollTarget {
  id: number
  address: string
  port: number
  pollSeconds: number
  offered: OfferedCredential
}

export interface PollerOptions {
  /** What is known of devices, shared with full collections. */
  memories: DeviceMemories
  /** A visit that ended, with its values, which belong to the next visit once this returns; not called for visits that were broken off by `stop` or `assign`. */
  onVisit: (target: PollTarget, result: DevicePollResult, finishedAt: number) => void
  /** A target's time came while its visit before was still under way or waiting: that cycle is left out. */
  onSkipped: (target: PollTarget, from: number, to: number, ports: number) => void
  onFault: (target: PollTarget, error: unknown) => void
  /** Devices at the same time; those that have not answered yet for a tenth of a second do not count. */
  most?: number
  /** Share of the interval over which start times are spread: 1 evenly over all of it, 0 all at once. */
  spread?: number
  /** Always reads in this way instead of the cheaper one. */
  method?: PollMethod | null
  patience?: Partial<Omit<VisitPatience, 'deadlineMs'>>
  now?: () => number
}

export interface Poller {
  assign(targets: readonly PollTarget[]): void
  readonly inFlight: number
  readonly counts: TransportCounts
  stop(): Promise<void>
}

interface Entry {
  target: PollTarget
  visitTarget: VisitTarget | null
  poll: DevicePoll
  dueAt: number
  busy: boolean
  gone: boolean
  cancel: () => void
}

const tickMs = 20
/** A device that did not answer is only probed, once, until it does: a dead device costs next to nothing. */
const probeOnly = { timeoutMs: 1500, retries: 0 }
const mostDeadlineMs = 30_000

/** The first start after `now`: on a grid fixed to the epoch, so that a restart bunches nothing. */
export function nextPoll(
  target: Pick<PollTarget, 'id' | 'pollSeconds'>,
  now: number,
  spread: number,
): number {
  const interval = target.pollSeconds * 1000
  const offset = Math.floor(phaseOf(target.id) * interval * spread)
  return (Math.floor((now - offset) / interval) + 1) * interval + offset
}

/** Polls its targets, each on its interval, until stopped. */
export function startPoller(options: PollerOptions): Poller {
  const { memories, most = 96, spread = 1, method = null, now = Date.now } = options
  const { onVisit, onSkipped, onFault } = options
  const patience = { timeoutMs: 2000, retries: 2, ...options.patience }
  const transport = openTransport()
  const entries = new Map<number, Entry>()
  let queue: Entry[] = []
  let active = 0
  let inFlight = 0
  let stopped = false
  const running = new Set<Promise<void>>()
  /** Of visits that ended, for those to come. */
  const spare: PortValues[] = []

  function tick(): void {
    const time = now()
    for (const entry of entries.values()) {
      if (entry.dueAt > time) continue
      const interval = entry.target.pollSeconds * 1000
      const due = entry.dueAt
      entry.dueAt = nextPoll(entry.target, time, spread)
      if (entry.busy) {
        onSkipped(entry.target, due, due + interval, entry.poll.plan?.rows ?? 0)
        continue
      }
      const { memory } = entry.poll
      // It said no to this user; a full collection will find out when that changes.
      if (memory.refusals.rests(keyOf(entry.target.offered), time)) continue
      entry.busy = true
      if (memory.silences > 0) start(entry, false)
      else queue.push(entry)
    }
    fill()
  }

  function fill(): void {
    let taken = 0
    while (active < most && taken < queue.length && !stopped) {
      const entry = queue[taken++]!
      if (entry.gone) continue
      active++
      start(entry, true)
    }
    if (taken > 0) queue = queue.slice(taken)
  }

  function start(entry: Entry, holdsPlace: boolean): void {
    let holding = holdsPlace
    const release = () => {
      if (!holding) return
      holding = false
      active--
      fill()
    }
    inFlight++
    const visit = visitOf(entry, release)
      .catch((error: unknown) => onFault(entry.target, error))
      .then(() => {
        inFlight--
        entry.busy = false
        running.delete(visit)
        release()
      })
    running.add(visit)
  }

  async function visitOf(entry: Entry, onQuiet: () => void): Promise<void> {
    const { target, poll } = entry
    entry.visitTarget ??= await resolved(target, memories, now)
    const { security } = entry.visitTarget
    if (security instanceof UsmConversation) await security.prepare()
    if (entry.gone || stopped) return
    const deadlineMs = Math.min(mostDeadlineMs, target.pollSeconds * 500)
    const values = spare.pop() ?? new PortValues(64)
    const { result, cancel } = poll.run(
      transport,
      entry.visitTarget,
      { ...patience, ...(poll.memory.silences > 0 && { probe: probeOnly }), deadlineMs },
      method,
      values,
      onQuiet,
      now,
    )
    entry.cancel = cancel
    const outcome = await result
    if (outcome.refused) poll.memory.refusals.add(keyOf(target.offered), now())
    // A name may stand for another address by now.
    if (!outcome.answered && isIP(target.address) === 0) entry.visitTarget = null
    if (!entry.gone && !stopped) onVisit(target, outcome, now())
    spare.push(values.clear())
  }

  const timer = setInterval(tick, tickMs)

  return {
    assign(targets) {
      const wanted = new Map(targets.map((target) => [target.id, target]))
      for (const [id, entry] of entries)
        if (!wanted.has(id)) {
          entry.gone = true
          entry.cancel()
          entries.delete(id)
        }
      for (const target of targets) {
        const known = entries.get(target.id)
        if (known !== undefined && isSame(known.target, target)) continue
        if (known !== undefined) {
          known.gone = true
          known.cancel()
        }
        entries.set(target.id, {
          target,
          visitTarget: null,
          poll: new DevicePoll(memories.of(target)),
          dueAt: nextPoll(target, now(), spread),
          busy: false,
          gone: false,
          cancel: () => {},
        })
      }
    },
    get inFlight() {
      return inFlight
    },
    counts: transport.counts,
    async stop() {
      stopped = true
      clearInterval(timer)
      queue = []
      for (const entry of entries.values()) entry.cancel()
      await Promise.all(running)
      transport.close()
    },
  }
}

function isSame(one: PollTarget, other: PollTarget): boolean {
  return (
    one.address === other.address &&
    one.port === other.port &&
    one.pollSeconds === other.pollSeconds &&
    JSON.stringify(one.offered) === JSON.stringify(other.offered)
  )
}

async function resolved(
  target: PollTarget,
  memories: DeviceMemories,
  now: () => number,
): Promise<VisitTarget> {
  const { address, family } =
    isIP(target.address) === 4 ? { address: target.address, family: 4 } : await lookup(target.address)
  const { credential } = target.offered
  const { version } = credential
  return {
    address,
    family: family === 6 ? 6 : 4,
    port: target.port,
    hasBulk: version !== '1',
    security:
      version === '3'
        ? new UsmConversation(credential, engineOf(target, memories), now)
        : { version: version === '1' ? 0 : 1, name: Buffer.from(credential.community, 'utf8') },
  }
}

function engineOf(target: PollTarget, memories: DeviceMemories): EngineMemory {
  const memory = memories.of(target)
  return {
    get engine() {
      return memory.engine
    },
    met: (engine) => memories.met(engine, target),
  }
}

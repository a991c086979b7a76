import type { DropReason, ReceiverReport } from '../../server/contract/events.ts'
import type { FloodGuard } from './flood-guard.ts'

/** What came in on one kind of port since the start. */
export class Counters {
  received = 0
  accepted = 0
  joined = 0
  sampled = 0
  lastAt: number | null = null
  readonly #startedAt: number
  readonly #dropped = new Map<DropReason, number>()

  constructor(now: number) {
    this.#startedAt = now
  }

  drop(reason: DropReason): void {
    this.#dropped.set(reason, (this.#dropped.get(reason) ?? 0) + 1)
  }

  report(
    state: Pick<ReceiverReport, 'kind' | 'port' | 'status' | 'fault'>,
    guard: FloodGuard,
    systemDrops: number,
  ): ReceiverReport {
    const dropped = new Map(this.#dropped)
    if (systemDrops > 0) dropped.set('receive-buffer', systemDrops)
    const iso = (milliseconds: number) => new Date(milliseconds).toISOString()
    return {
      ...state,
      received: this.received,
      accepted: this.accepted,
      joined: this.joined,
      sampled: this.sampled,
      dropped: [...dropped.values()].reduce((sum, count) => sum + count, 0),
      details: {
        droppedByReason: Object.fromEntries(dropped),
        senders: guard.worst(10).map(({ lastAt, ...sender }) => ({ ...sender, lastAt: iso(lastAt) })),
      },
      lastAt: this.lastAt === null ? null : iso(this.lastAt),
      startedAt: iso(this.#startedAt),
    }
  }
}

/** A report that also says how many events of its kind were lost on their way to the disk. */
export function withLost(report: ReceiverReport, lost: number): ReceiverReport {
  if (lost === 0) return report
  const droppedByReason = { ...report.details.droppedByReason, 'disk-behind': lost }
  return { ...report, dropped: report.dropped + lost, details: { ...report.details, droppedByReason } }
}

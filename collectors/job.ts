import { collectorLinkEndpoints as link } from '../server/contract/endpoints/collection.ts'
import type { AssignedTarget } from './assignment.ts'
import type { Sink } from './sink.ts'
import type { SnmpCollector } from './snmp/collector.ts'
import type { Spool } from './spool.ts'

export interface JobRun {
  job: { id: number; targetId: number }
  target: AssignedTarget
  sink: Sink
  spool: Spool
  collector: SnmpCollector
  deadlineMs: number
  signal: AbortSignal
}

/** How often the server hears of a visit that stays in one stage, and so how soon cancelling takes effect. */
const reportEveryMs = 1500

/** A collection that a person asked for: progress goes to the server, whose answer may be that it was cancelled. */
export async function runJob({
  job,
  target,
  sink,
  spool,
  collector,
  deadlineMs,
  signal,
}: JobRun): Promise<void> {
  const cancelling = new AbortController()
  const stop = AbortSignal.any([signal, cancelling.signal])
  let latest = { stage: 'connecting', done: 0, total: 1, variables: 0 }
  let reporting: Promise<void> = Promise.resolve()
  let waiting = false
  /** Reports that wait for the one on its way become one, with the latest state. */
  const report = () => {
    if (waiting) return
    waiting = true
    reporting = reporting.then(async () => {
      waiting = false
      if (stop.aborted) return
      const body = latest
      try {
        const { cancelled } = await sink.call(link.reportProgress, {
          params: { id: job.id },
          body,
          signal,
          timeoutMs: 5000,
        })
        if (cancelled) cancelling.abort()
      } catch {
        // Progress is for watching; the collection itself arrives through the spool whatever becomes of this report.
      }
    })
  }
  const timer = setInterval(report, reportEveryMs)
  try {
    const collection = await collector.collect(target, target.credentials, {
      signal: stop,
      onProgress: (stage, done, total, variables) => {
        latest = { stage, done, total, variables }
        report()
      },
      deadlineMs,
      now: () => new Date(),
      asked: true,
    })
    clearInterval(timer)
    if (stop.aborted) return
    latest = { ...latest, stage: 'storing', done: latest.total }
    report()
    await reporting
    if (!stop.aborted) await spool.add({ collection, jobId: job.id })
  } finally {
    clearInterval(timer)
  }
}

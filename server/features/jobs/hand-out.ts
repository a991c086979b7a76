import { setTimeout as sleep } from 'node:timers/promises'
import { Op } from 'sequelize'
import type { App } from '../../app.ts'
import { AppError } from '../../contract/error.ts'
import type { CollectorActor } from '../../http/handler.ts'

const pollMilliseconds = 250

export interface TakenJob {
  id: number
  targetId: number
}

/**
 * Hands waiting jobs to a collector, for targets of its network zone only. Waits until there is one, the time is over or
 * the collector goes away. No job is handed out twice.
 */
export async function takeJobs(
  app: App,
  actor: CollectorActor,
  { waitSeconds, most }: { waitSeconds: number; most: number },
  signal: AbortSignal,
): Promise<TakenJob[]> {
  // The process's own clock: this bounds waiting, the app's clock dates records.
  const until = performance.now() + waitSeconds * 1000
  for (;;) {
    const jobs = await takeNow(app, actor, most)
    const left = until - performance.now()
    if (jobs.length > 0 || left <= 0 || signal.aborted) return jobs
    await sleep(Math.min(pollMilliseconds, left), undefined, { signal }).catch(() => undefined)
  }
}

async function takeNow(app: App, actor: CollectorActor, most: number): Promise<TakenJob[]> {
  const { ledger } = app
  const waiting = (await ledger.support.job.findAll({
    attributes: ['id', 'targetId'],
    where: { state: 'waiting' },
    order: ['id'],
    raw: true,
  })) as unknown as TakenJob[]
  if (waiting.length === 0) return []
  const targets = (await ledger.models.target.findAll({
    attributes: ['id'],
    where: { id: { [Op.in]: waiting.map((job) => job.targetId) }, networkZoneId: actor.networkZoneId },
    raw: true,
  })) as unknown as { id: number }[]
  const own = new Set(targets.map((target) => target.id))
  const taken: TakenJob[] = []
  for (const job of waiting) {
    if (taken.length === most) break
    if (!own.has(job.targetId)) continue
    // Whoever changes the row has the job: the condition is checked and the row written in one statement.
    const [written] = await ledger.support.job.update(
      {
        state: 'running',
        takenById: actor.collectorId,
        takenAt: app.now().toISOString(),
        stage: 'connecting',
      },
      { where: { id: job.id, state: 'waiting' } },
    )
    if (written > 0) taken.push(job)
  }
  return taken
}

/**
 * Keeps how far a collector is with a job.
 * @returns whether the job was cancelled meanwhile
 * @throws AppError notFound when the job is not one that this collector took
 */
export async function recordProgress(
  app: App,
  actor: CollectorActor,
  id: number,
  progress: { stage: string; done: number; total: number; variables: number },
): Promise<boolean> {
  const where = { id, takenById: actor.collectorId }
  const [written] = await app.ledger.support.job.update(progress, { where: { ...where, state: 'running' } })
  if (written > 0) return false
  const row = (await app.ledger.support.job.findOne({
    attributes: ['state'],
    where,
    raw: true,
  })) as unknown as {
    state: string
  } | null
  if (!row) throw new AppError('notFound', { entity: 'job', id })
  return row.state === 'cancelled'
}

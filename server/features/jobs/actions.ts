import type { Transaction } from 'sequelize'
import { Op } from 'sequelize'
import type { App } from '../../app.ts'
import type { Job } from '../../contract/endpoints/collection.ts'
import { target } from '../../contract/entities/target.ts'
import { AppError } from '../../contract/error.ts'
import type { ProblemCode } from '../../contract/problem.ts'
import { readRecord } from '../ledger/actions.ts'
import type { JobRow } from './job-row.ts'
import { presentJob } from './job-row.ts'

/** Stages of a visit, as a collector reports them; only a first guess until it does. */
const usualStages = 8
const takenWithinSeconds = 60
/** A visit has a deadline of its own well below this. */
const finishedWithinSeconds = 600

/**
 * Asks for a collection of a target now. While one waits for the same target, that one is returned.
 * @param userId null when the system asks
 * @throws AppError notFound, validationFailed when the target is disabled
 */
export async function requestCollection(app: App, targetId: number, userId: number | null): Promise<Job> {
  const { enabled } = await readRecord(app, target, targetId)
  if (!enabled) throw disabled()
  await expireJobs(app)
  return app.ledger.transaction(async (transaction) => {
    // Two requests at the same moment come one after the other here.
    await app.ledger.models.target.findByPk(targetId, {
      attributes: ['id'],
      raw: true,
      transaction,
      lock: transaction.LOCK.UPDATE,
    })
    const waiting = (await app.ledger.support.job.findOne({
      where: { targetId, state: 'waiting' },
      raw: true,
      transaction,
    })) as unknown as JobRow | null
    if (waiting) return presentJob(waiting)
    const job = await app.ledger.support.job.create(
      {
        targetId,
        state: 'waiting',
        done: 0,
        total: usualStages,
        variables: 0,
        requestedById: userId,
        requestedAt: app.now().toISOString(),
      },
      { transaction },
    )
    return readJob(app, job.get('id') as number, transaction)
  })
}

/** Collectors visit what is on their list, and disabled targets are not. */
function disabled(): AppError {
  const message = {
    zh: '该采集目标已停用，请先启用再采集。',
    en: 'This target is disabled. Enable it before collecting.',
  }
  return new AppError('validationFailed', {}, [{ path: 'enabled', message }])
}

/** @throws AppError notFound */
async function readJob(app: App, id: number, transaction?: Transaction): Promise<Job> {
  const row = (await app.ledger.support.job.findByPk(id, {
    raw: true,
    ...(transaction ? { transaction } : {}),
  })) as unknown as JobRow | null
  if (!row) throw new AppError('notFound', { entity: 'job', id })
  return presentJob(row)
}

/** How far a job is; one that waited or ran too long has failed. @throws AppError notFound */
export async function currentJob(app: App, id: number): Promise<Job> {
  const job = await readJob(app, id)
  if (job.state !== 'waiting' && job.state !== 'running') return job
  return (await expireJobs(app, id)) > 0 ? readJob(app, id) : job
}

/** Ends jobs that nobody took, or whose collector never came back. */
async function expireJobs(app: App, id?: number): Promise<number> {
  const now = app.now()
  const before = (seconds: number) => new Date(now.getTime() - seconds * 1000).toISOString()
  const only = id === undefined ? {} : { id }
  const fail = async (where: object, code: ProblemCode): Promise<number> => {
    const [ended] = await app.ledger.support.job.update(
      {
        state: 'failed',
        stage: null,
        finishedAt: now.toISOString(),
        problems: JSON.stringify([{ code, about: null, detail: null }]),
      },
      { where: { ...only, ...where } },
    )
    return ended
  }
  const untaken = await fail(
    { state: 'waiting', requestedAt: { [Op.lt]: before(takenWithinSeconds) } },
    'no-collector',
  )
  const lost = await fail(
    { state: 'running', takenAt: { [Op.lt]: before(finishedWithinSeconds) } },
    'collector-lost',
  )
  return untaken + lost
}

/** Cancels a job that has not ended; the collector learns of it at its next report. @throws AppError notFound */
export async function cancelJob(app: App, id: number): Promise<Job> {
  await app.ledger.support.job.update(
    {
      state: 'cancelled',
      stage: null,
      finishedAt: app.now().toISOString(),
      problems: JSON.stringify([{ code: 'cancelled', about: null, detail: null }]),
    },
    { where: { id, state: { [Op.in]: ['waiting', 'running'] } } },
  )
  return readJob(app, id)
}

import type { Transaction } from 'sequelize'
import { Op } from 'sequelize'
import type { App } from '../../app.ts'
import { discovery } from '../../contract/entities/discovery.ts'
import { discoveryRun } from '../../contract/entities/discovery-run.ts'
import { AppError } from '../../contract/error.ts'
import { sweepOf } from '../../domain/discovery/address-ranges.ts'
import { countOf } from '../../domain/discovery/address-set.ts'
import { insertRecords, readRecord } from '../ledger/actions.ts'
import type { Discovery, DiscoveryRun } from './run-row.ts'
import { underWay } from './run-row.ts'

/**
 * Asks for a run of a discovery. While one has not ended, that one is returned.
 * @throws AppError notFound
 */
export async function startDiscovery(
  app: App,
  discoveryId: number,
  userId: number | null,
): Promise<DiscoveryRun> {
  return app.ledger.transaction(async (transaction) => {
    const planned = await lockDiscovery(app, discoveryId, transaction)
    const current = await latestRun(app, discoveryId, { state: { [Op.in]: [...underWay] } }, transaction)
    if (current !== null) return readRecord(app, discoveryRun, current, transaction)
    const earlier = await app.ledger.models.discoveryRun.count({ where: { discoveryId }, transaction })
    const at = app.now().toISOString()
    await insertRecords(
      app,
      discoveryRun,
      [
        {
          name: `${planned.name} · ${earlier + 1}`,
          discoveryId,
          state: 'waiting',
          addressCount: Number(countOf(sweepOf(planned.ranges, planned.allowList))),
          probedCount: 0,
          answeredCount: 0,
          newCount: 0,
          knownCount: 0,
          readdressedCount: 0,
          crawledCount: 0,
          packetCount: 0,
          ratePerSecond: planned.ratePerSecond,
          requestedAt: at,
          requestedById: userId,
        },
      ],
      { origin: 'entered', transaction },
    )
    await noteState(app, discoveryId, 'waiting', transaction, at)
    const made = await latestRun(app, discoveryId, {}, transaction)
    return readRecord(app, discoveryRun, made!, transaction)
  })
}

async function lockDiscovery(app: App, id: number, transaction: Transaction): Promise<Discovery> {
  // Two requests at the same moment come one after the other here.
  await app.ledger.models.discovery.findByPk(id, {
    attributes: ['id'],
    raw: true,
    transaction,
    lock: transaction.LOCK.UPDATE,
  })
  return readRecord(app, discovery, id, transaction)
}

async function latestRun(
  { ledger }: App,
  discoveryId: number,
  where: object,
  transaction: Transaction,
): Promise<number | null> {
  const row = (await ledger.models.discoveryRun.findOne({
    attributes: ['id'],
    where: { discoveryId, ...where },
    order: [['id', 'DESC']],
    raw: true,
    transaction,
  } as never)) as unknown as { id: number } | null
  return row?.id ?? null
}

/** Shows on the discovery how its last run stands; nobody edits that, so its version stays. */
export async function noteState(
  { ledger }: App,
  discoveryId: number,
  state: DiscoveryRun['state'],
  transaction?: Transaction,
  lastRunAt?: string,
): Promise<void> {
  await ledger.models.discovery.update(
    { state, ...(lastRunAt === undefined ? {} : { lastRunAt }) },
    { where: { id: discoveryId }, ...(transaction ? { transaction } : {}) },
  )
}

/**
 * Stops a run that has not ended; its collector learns of it at its next report. Stopping one that has ended changes
 * nothing.
 * @throws AppError notFound
 */
export async function cancelRun(app: App, id: number): Promise<DiscoveryRun> {
  const run = await readRecord(app, discoveryRun, id)
  const [written] = await app.ledger.models.discoveryRun.update(
    { state: 'cancelled', finishedAt: app.now().toISOString(), leaseUntil: null },
    { where: { id, state: { [Op.in]: [...underWay] } } },
  )
  if (written > 0) await noteState(app, run.discoveryId, 'cancelled')
  return readRecord(app, discoveryRun, id)
}

/**
 * Lets a run that was stopped or failed go on where it was.
 * @throws AppError notFound, transitionNotAllowed when it is done, or another run of the discovery has begun since
 */
export async function resumeRun(app: App, id: number): Promise<DiscoveryRun> {
  const { discoveryId } = await readRecord(app, discoveryRun, id)
  return app.ledger.transaction(async (transaction) => {
    await lockDiscovery(app, discoveryId, transaction)
    const run = await readRecord(app, discoveryRun, id, transaction)
    if (run.state === 'waiting' || run.state === 'running') return run
    if (run.state === 'done' || (await latestRun(app, discoveryId, {}, transaction)) !== id) throw over(run)
    await app.ledger.models.discoveryRun.update(
      { state: 'waiting', finishedAt: null, problem: null },
      { where: { id }, transaction },
    )
    await noteState(app, discoveryId, 'waiting', transaction)
    return readRecord(app, discoveryRun, id, transaction)
  })
}

function over(run: DiscoveryRun): AppError {
  const message =
    run.state === 'done'
      ? {
          zh: '这次发现已经完成，没有可继续的部分；请重新开始一次。',
          en: 'This run is done; there is nothing to resume. Start the discovery again.',
        }
      : {
          zh: '这项发现之后又运行过，请继续最近的一次，或重新开始。',
          en: 'The discovery has been run again since. Resume its latest run, or start it again.',
        }
  return new AppError('validationFailed', {}, [{ path: 'state', message }])
}

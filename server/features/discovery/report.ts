import type { Transaction } from 'sequelize'
import type { App } from '../../app.ts'
import type { BodyOf } from '../../contract/endpoint.ts'
import type { Endpoints } from '../../contract/endpoints/index.ts'
import { discovery } from '../../contract/entities/discovery.ts'
import { discoveryRun } from '../../contract/entities/discovery-run.ts'
import { AppError } from '../../contract/error.ts'
import type { CollectorActor } from '../../http/handler.ts'
import { withConflictsRetried } from '../collection/conflict.ts'
import { findRecord, readRecord } from '../ledger/actions.ts'
import { noteState } from './actions.ts'
import { countFinds } from './count-finds.ts'
import { leaseFrom } from './hand-out.ts'
import { placeFinds } from './place-finds.ts'
import { keptFrom } from './run-row.ts'
import type { DiscoveryRun } from './run-row.ts'
import { settleAddresses } from './settle-addresses.ts'

type Report = BodyOf<Endpoints['discoveryLink']['reportDiscovery']>

/**
 * Takes in how far a collector is with a run and what it found. What it found is kept even when the run was stopped
 * meanwhile; from a collector that has lost the run, nothing is.
 * @returns whether the collector should stop
 * @throws AppError notFound
 */
export async function takeReport(
  app: App,
  actor: CollectorActor,
  id: number,
  report: Report,
): Promise<boolean> {
  return withConflictsRetried(() =>
    app.ledger.transaction((transaction) => takeWithin(app, actor, id, report, transaction)),
  )
}

async function takeWithin(
  app: App,
  actor: CollectorActor,
  id: number,
  report: Report,
  transaction: Transaction,
): Promise<boolean> {
  const { models } = app.ledger
  const hidden = (await models.discoveryRun.findByPk(id, {
    attributes: ['progress'],
    raw: true,
    transaction,
    lock: transaction.LOCK.UPDATE,
  })) as unknown as { progress: string | null } | null
  const run = await findRecord(app.ledger, discoveryRun, id, transaction)
  if (!hidden || !run) throw new AppError('notFound', { entity: 'discoveryRun', id })
  const isHolder = run.collectorId === actor.collectorId && run.state !== 'waiting'
  if (!isHolder) return true
  const planned = await readRecord(app, discovery, run.discoveryId, transaction)
  await placeFinds(app, actor, { run, planned }, report.finds, transaction)
  if (run.state === 'running' && report.ended === 'done')
    await settleAddresses(app, { run, planned }, transaction)
  const { packetsBefore } = keptFrom(hidden.progress)
  const { position, pending, total, probed, crawled, packets } = report.progress
  await models.discoveryRun.update(
    {
      addressCount: total,
      probedCount: Math.min(probed, total),
      crawledCount: crawled,
      packetCount: packetsBefore + packets,
      progress: JSON.stringify({ position, pending, crawled, packetsBefore }),
      ...(await countFinds(app.ledger, id, transaction)),
      ...(run.state === 'running' ? stateAfter(app, report) : {}),
    },
    { where: { id }, transaction },
  )
  if (run.state === 'running' && report.ended === 'done')
    await noteState(app, run.discoveryId, 'done', transaction)
  return run.state !== 'running'
}

/** A collector that is being stopped gives the run back at once; one that falls silent loses it when its time is over. */
function stateAfter(app: App, { ended }: Report): Partial<DiscoveryRun> & { leaseUntil: string | null } {
  if (ended === 'done') return { state: 'done', finishedAt: app.now().toISOString(), leaseUntil: null }
  if (ended === 'stopped') return { state: 'waiting', leaseUntil: null }
  return { leaseUntil: leaseFrom(app.now()) }
}

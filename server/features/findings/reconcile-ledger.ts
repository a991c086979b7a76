import type { Transaction, WhereOptions } from 'sequelize'
import { Op } from 'sequelize'
import type { App } from '../../app.ts'
import type { Facts, Problem } from '../../contract/collection.ts'
import { lockingStatuses } from '../../contract/entities/finding.ts'
import type { FindingKind } from '../../contract/entities/finding.ts'
import type { TargetState } from '../../domain/reconcile/subject.ts'
import { withConflictsRetried } from '../collection/conflict.ts'
import { deviceSource } from '../collection/source.ts'
import { addApplied, applyDrafts, nothingApplied, readFindings } from './apply-drafts.ts'
import type { Applied } from './apply-drafts.ts'
import { assessVisits } from './assess.ts'
import type { Visited } from './assess.ts'
import { reconcileDataQuality } from './data-quality.ts'

const targetsPerTransaction = 50
const collectedKinds: readonly FindingKind[] = [
  'device-silent',
  'device-unregistered',
  'device-readdressed',
  'field-differs',
  'device-moved',
  'line-port-down',
]

/** Checks everything again: the ledger within itself, and every target that was ever visited against it. */
export async function reconcileLedger(app: App): Promise<Applied> {
  const total = await reconcileDataQuality(app)
  addApplied(total, await reconcileTargets(app))
  return total
}

interface Target extends Omit<TargetState, 'lastProblems' | 'enabled'> {
  enabled: number | boolean
  deviceId: number | null
  status: string
}

/** Checks some targets again from what the ledger has kept of them. */
export async function reconcileSome(app: App, targetIds: readonly number[]): Promise<Applied> {
  const total = nothingApplied()
  for (let start = 0; start < targetIds.length; start += targetsPerTransaction) {
    const ids = targetIds.slice(start, start + targetsPerTransaction)
    addApplied(total, (await reconcileWhere(app, { id: { [Op.in]: ids } })).applied)
  }
  return total
}

async function reconcileTargets(app: App): Promise<Applied> {
  const total = nothingApplied()
  for (let after = 0; ;) {
    const batch = await reconcileWhere(app, { id: { [Op.gt]: after } })
    addApplied(total, batch.applied)
    if (batch.lastId === null) break
    after = batch.lastId
  }
  total.resolved += await resolveOrphans(app)
  return total
}

async function reconcileWhere(
  app: App,
  where: WhereOptions,
): Promise<{ applied: Applied; lastId: number | null }> {
  return withConflictsRetried(() =>
    app.ledger.transaction(async (transaction) => {
      const targets = await readTargets(app, where, transaction)
      const visits = await visitsOf(app, targets, transaction)
      const applied = await assessVisits(app.ledger, visits, app.now().toISOString(), transaction)
      return { applied, lastId: targets.at(-1)?.id ?? null }
    }),
  )
}

async function readTargets(
  { ledger }: App,
  where: WhereOptions,
  transaction: Transaction,
): Promise<Target[]> {
  return (await ledger.models.target.findAll({
    attributes: [
      'id',
      'name',
      'address',
      'port',
      'enabled',
      'deviceId',
      'status',
      'failureCount',
      'lastAttemptAt',
      'lastAnswerAt',
    ],
    where,
    order: ['id'],
    limit: targetsPerTransaction,
    raw: true,
    transaction,
  } as never)) as unknown as Target[]
}

interface StoredObservation {
  targetId: number
  deviceId: number | null
  collectionId: string
  at: string
  facts: string
}

interface Run {
  collectionId: string
  targetId: number
  source: Parameters<typeof deviceSource>[0]
  status: string
  problems: string | null
  finishedAt: string
}

/** What the last visit to each target said, from the ledger's own keeping. */
async function visitsOf(app: App, targets: readonly Target[], transaction: Transaction): Promise<Visited[]> {
  const { models, support } = app.ledger
  const ids = targets.map((target) => target.id)
  const observations = (await support.observation.findAll({
    where: { targetId: { [Op.in]: ids } },
    raw: true,
    transaction,
  })) as unknown as StoredObservation[]
  const failed = targets.filter((target) => target.status === 'failed')
  const runs = (await models.collectionRun.findAll({
    attributes: ['collectionId', 'targetId', 'source', 'status', 'problems', 'finishedAt'],
    where: {
      [Op.or]: [
        { collectionId: { [Op.in]: observations.map((observation) => observation.collectionId) } },
        ...failed.map((target) => ({ targetId: target.id, finishedAt: target.lastAttemptAt })),
      ],
    },
    raw: true,
    transaction,
  } as never)) as unknown as Run[]
  return targets.map((target) => {
    const stored = observations.find((observation) => observation.targetId === target.id)
    const run = runs.find((candidate) => candidate.collectionId === stored?.collectionId)
    const source = run ? deviceSource(run.source) : null
    const last = runs.find(
      (candidate) => candidate.targetId === target.id && candidate.finishedAt === target.lastAttemptAt,
    )
    const problems =
      target.status === 'failed' && last?.problems ? (JSON.parse(last.problems) as Problem[]) : []
    return {
      target: {
        ...target,
        enabled: Boolean(target.enabled),
        lastProblems: problems.map((problem) => problem.code),
      },
      deviceId: target.deviceId ?? stored?.deviceId ?? null,
      observation:
        stored && source
          ? {
              collectionId: stored.collectionId,
              at: stored.at,
              source,
              isComplete: run?.status === 'complete',
              facts: JSON.parse(stored.facts) as Facts,
            }
          : null,
    }
  })
}

/** Findings of collectors about devices, lines and targets that no target leads to any more. */
export async function resolveOrphans({ ledger, now }: App): Promise<number> {
  return ledger.transaction(async (transaction) => {
    const undecided = await readFindings(
      ledger,
      { kind: { [Op.in]: [...collectedKinds] }, status: { [Op.in]: ['open', ...lockingStatuses] } },
      transaction,
    )
    const options = { attributes: ['id', 'deviceId'], raw: true, transaction }
    const targets = (await ledger.models.target.findAll(options)) as unknown as Linked[]
    const observed = (await ledger.support.observation.findAll({
      ...options,
      attributes: ['deviceId'],
    })) as unknown as Linked[]
    const lines = (await ledger.models.line.findAll({
      ...options,
      where: { interfaceName: { [Op.not]: null } },
    } as never)) as unknown as Linked[]
    const devices = new Set([...targets, ...observed].map((row) => row.deviceId))
    const subjects = {
      device: devices,
      target: new Set(targets.map((row) => row.id)),
      line: new Set(
        lines.filter((row) => row.deviceId !== null && devices.has(row.deviceId)).map((row) => row.id),
      ),
    } as Record<string, Set<number | null>>
    const orphans = undecided.filter((row) => !subjects[row.subjectEntity]?.has(row.subjectId))
    const applied = await applyDrafts(ledger, [], orphans, now().toISOString(), transaction)
    return applied.resolved
  })
}

interface Linked {
  id: number
  deviceId: number | null
}

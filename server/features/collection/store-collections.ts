import type { Transaction } from 'sequelize'
import { Op } from 'sequelize'
import type { App } from '../../app.ts'
import type { Collection, CollectionLoad, Facts } from '../../contract/collection.ts'
import { collectionRun } from '../../contract/entities/collection-run.ts'
import type { ProblemCode } from '../../contract/problem.ts'
import type { Ledger } from '../../db/ledger.ts'
import type { CollectorActor } from '../../http/handler.ts'
import { recordIdentities } from '../events/identities.ts'
import { assessVisits } from '../findings/assess.ts'
import type { Visited } from '../findings/assess.ts'
import { finishJobs } from '../jobs/progress.ts'
import { nameKeyOf } from '../ledger/search-text.ts'
import { recordSightings } from '../topology/record-sightings.ts'
import { matchDevices } from './match-devices.ts'
import { deviceSource } from './source.ts'

export interface HandedIn {
  collection: Collection
  jobId: number | null
}

export interface Outcome {
  accepted: string[]
  duplicate: string[]
  refused: { id: string; reason: string }[]
}

interface TargetRow {
  id: number
  name: string
  address: string
  port: number
  networkZoneId: number
  deviceId: number | null
  intervalSeconds: number
  enabled: number
  status: string
  lastAttemptAt: string | null
  lastAnswerAt: string | null
  failureCount: number
}

interface ObservationRow {
  targetId: number
  deviceId: number | null
  collectionId: string
  at: string
}

/** A collection whose target is known and which has not been stored before. */
interface Accepted extends HandedIn {
  target: TargetRow
  /** Later than every visit of the target that is already known. */
  isNewest: boolean
}

/** Visits that were broken off say nothing about whether the device answers. */
const brokenOff: readonly ProblemCode[] = ['cancelled', 'internal-error']

/**
 * Stores collections of different targets in one transaction: the run, what was observed, evidence, samples on their way
 * to the metric store, requested jobs, findings. All or nothing.
 */
export async function storeCollections(
  app: App,
  collector: CollectorActor,
  items: readonly HandedIn[],
  transaction: Transaction,
): Promise<Outcome> {
  const { ledger } = app
  const outcome: Outcome = { accepted: [], duplicate: [], refused: [] }
  const stored = await storedIds(ledger, items, transaction)
  const targets = await lockTargets(ledger, items, transaction)
  const accepted: Accepted[] = []
  const safe: HandedIn[] = []
  for (const item of items) {
    const { id } = item.collection
    const target = targets.get(item.collection.target.id ?? 0)
    if (stored.has(id)) {
      outcome.duplicate.push(id)
      safe.push(item)
    } else if (!target) outcome.refused.push({ id, reason: 'unknown-target' })
    else if (target.networkZoneId !== collector.networkZoneId)
      outcome.refused.push({ id, reason: 'target-of-another-zone' })
    else {
      const isNewest =
        target.lastAttemptAt === null || normal(item.collection.finishedAt) > target.lastAttemptAt
      accepted.push({ ...item, target, isNewest })
      safe.push(item)
      outcome.accepted.push(id)
    }
  }
  await finishJobs(ledger, safe, app.now(), transaction)
  if (accepted.length === 0) return outcome
  const now = app.now().toISOString()
  await insertRuns(ledger, collector, accepted, now, transaction)
  await insertSamples(ledger, accepted, transaction)
  const newest = accepted.filter((each) => each.isNewest)
  const credentials = await knownCredentials(ledger, newest, transaction)
  for (const each of newest) await updateTarget(ledger, each, credentials, transaction)
  const visits = await storeObservations(ledger, newest, transaction)
  await recordSightings(
    ledger,
    newest.flatMap(({ collection: { facts, problems }, target }) =>
      facts ? [{ targetId: target.id, facts, problems }] : [],
    ),
    now,
    transaction,
  )
  await assessVisits(ledger, visits, now, transaction)
  return outcome
}

/** Collectors may write instants with or without fractions of a second; the ledger has three digits. */
function normal(instant: string): string {
  return new Date(instant).toISOString()
}

async function storedIds(
  ledger: Ledger,
  items: readonly HandedIn[],
  transaction: Transaction,
): Promise<Set<string>> {
  const rows = (await ledger.models.collectionRun.findAll({
    attributes: ['collectionId'],
    where: { collectionId: { [Op.in]: items.map((item) => item.collection.id) } },
    raw: true,
    transaction,
  } as never)) as unknown as { collectionId: string }[]
  return new Set(rows.map((row) => row.collectionId))
}

/** Locked in order of id, so that two batches never wait for each other. */
async function lockTargets(
  ledger: Ledger,
  items: readonly HandedIn[],
  transaction: Transaction,
): Promise<Map<number, TargetRow>> {
  const ids = items.flatMap((item) => item.collection.target.id ?? [])
  const rows = (await ledger.models.target.findAll({
    attributes: [
      'id',
      'name',
      'address',
      'port',
      'networkZoneId',
      'deviceId',
      'intervalSeconds',
      'enabled',
      'status',
      'lastAttemptAt',
      'lastAnswerAt',
      'failureCount',
    ],
    where: { id: { [Op.in]: ids } },
    order: ['id'],
    raw: true,
    transaction,
    lock: transaction.LOCK.UPDATE,
  } as never)) as unknown as TargetRow[]
  return new Map(rows.map((row) => [row.id, row]))
}

async function insertRuns(
  ledger: Ledger,
  collector: CollectorActor,
  accepted: readonly Accepted[],
  now: string,
  transaction: Transaction,
): Promise<void> {
  await ledger.models.collectionRun.bulkCreate(
    accepted.map(({ collection, target }) => ({
      collectionId: collection.id,
      targetId: target.id,
      collectorId: collector.collectorId,
      source: collection.source,
      status: collection.status,
      startedAt: normal(collection.startedAt),
      finishedAt: normal(collection.finishedAt),
      sampleCount: collection.samples.length,
      problemCount: collection.problems.length,
      ...costOf(collection),
      problems: JSON.stringify(collection.problems),
      version: 1,
      createdAt: now,
      updatedAt: now,
      searchText: null,
      nameKey: nameKeyOf(collectionRun, { collectionId: collection.id }),
    })),
    { transaction, returning: false },
  )
}

/** The columns of a run that say what the visit cost. */
function costOf({ load }: Collection): Record<keyof CollectionLoad, number | null> | Record<string, never> {
  return load === null ? {} : { ...load }
}

/** What a row of the outbox holds as JSON: everything of a `SampleBatch` but the ids, which are columns. */
async function insertSamples(
  ledger: Ledger,
  accepted: readonly Accepted[],
  transaction: Transaction,
): Promise<void> {
  const rows = accepted
    .filter(({ collection }) => collection.samples.length > 0)
    .map(({ collection, target }) => ({
      collectionId: collection.id,
      targetId: target.id,
      samples: JSON.stringify({
        samples: collection.samples,
        portSpeedsBps: portSpeeds(collection.facts),
        expectedIntervalSeconds: target.intervalSeconds,
      }),
    }))
  if (rows.length > 0) await ledger.support.sample_outbox.bulkCreate(rows, { transaction, returning: false })
}

function portSpeeds(facts: Facts | null): Record<string, number> {
  const speeds: Record<string, number> = {}
  for (const { name, speedBps } of facts?.interfaces ?? []) {
    if (name && speedBps && speedBps > 0) speeds[name] = speedBps
  }
  return speeds
}

/** Moves the target on, in the row at hand as well; nobody edits these fields, so its version stays. */
async function updateTarget(
  ledger: Ledger,
  { collection, target }: Accepted,
  credentials: ReadonlySet<number>,
  transaction: Transaction,
): Promise<void> {
  const at = normal(collection.finishedAt)
  const isAnswer = collection.status !== 'failed'
  const counts = !collection.problems.some((problem) => brokenOff.includes(problem.code))
  const changes = {
    status: collection.status,
    lastAttemptAt: at,
    lastAnswerAt: isAnswer ? at : target.lastAnswerAt,
    failureCount: isAnswer ? 0 : target.failureCount + (counts ? 1 : 0),
  }
  Object.assign(target, changes)
  const working = credentials.has(collection.credentialId ?? 0)
    ? { workingCredentialId: collection.credentialId }
    : {}
  await ledger.models.target.update({ ...changes, ...working }, { where: { id: target.id }, transaction })
}

/** Credentials that devices answered to and that have not been removed meanwhile. */
async function knownCredentials(
  ledger: Ledger,
  newest: readonly Accepted[],
  transaction: Transaction,
): Promise<Set<number>> {
  const ids = new Set(newest.flatMap(({ collection }) => collection.credentialId ?? []))
  if (ids.size === 0) return ids
  const rows = (await ledger.models.credential.findAll({
    attributes: ['id'],
    where: { id: { [Op.in]: [...ids] } },
    raw: true,
    transaction,
  } as never)) as unknown as { id: number }[]
  return new Set(rows.map((row) => row.id))
}

/** Keeps what answering targets said, and gathers what is known of the others from before. */
async function storeObservations(
  ledger: Ledger,
  newest: readonly Accepted[],
  transaction: Transaction,
): Promise<Visited[]> {
  const answers = newest.flatMap(({ collection, target }) =>
    collection.facts && deviceSource(collection.source)
      ? [
          {
            targetId: target.id,
            declaredDeviceId: target.deviceId,
            address: target.address,
            facts: collection.facts,
          },
        ]
      : [],
  )
  const matched = await matchDevices(ledger, answers, transaction)
  const answering = newest.filter(({ target }) => answers.some((answer) => answer.targetId === target.id))
  if (answering.length > 0)
    await ledger.support.observation.bulkCreate(
      answering.map(({ collection, target }) => ({
        targetId: target.id,
        deviceId: matched.get(target.id) ?? null,
        collectionId: collection.id,
        at: normal(collection.finishedAt),
        facts: JSON.stringify(collection.facts),
        problems: JSON.stringify(collection.problems),
      })),
      {
        transaction,
        returning: false,
        updateOnDuplicate: ['deviceId', 'collectionId', 'at', 'facts', 'problems'],
      },
    )
  await recordIdentities(ledger, answers, transaction)
  const earlier = await earlierObservations(ledger, newest, answering, transaction)
  return newest.map(({ collection, target }) => {
    const source = deviceSource(collection.source)
    const state = {
      ...target,
      enabled: Boolean(target.enabled),
      lastProblems: collection.status === 'failed' ? collection.problems.map((problem) => problem.code) : [],
    }
    if (!collection.facts || !source) {
      const before = earlier.get(target.id)
      return { target: state, deviceId: target.deviceId ?? before?.deviceId ?? null, observation: null }
    }
    return {
      target: state,
      deviceId: matched.get(target.id) ?? null,
      observation: {
        collectionId: collection.id,
        at: normal(collection.finishedAt),
        source,
        isComplete: collection.status === 'complete',
        facts: collection.facts,
      },
    }
  })
}

async function earlierObservations(
  ledger: Ledger,
  newest: readonly Accepted[],
  answering: readonly Accepted[],
  transaction: Transaction,
): Promise<Map<number, ObservationRow>> {
  const silent = newest.filter((each) => !answering.includes(each)).map(({ target }) => target.id)
  if (silent.length === 0) return new Map()
  const rows = (await ledger.support.observation.findAll({
    attributes: ['targetId', 'deviceId', 'collectionId', 'at'],
    where: { targetId: { [Op.in]: silent } },
    raw: true,
    transaction,
  } as never)) as unknown as ObservationRow[]
  return new Map(rows.map((row) => [row.targetId, row]))
}

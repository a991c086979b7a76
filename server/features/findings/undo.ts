import type { Transaction, WhereOptions } from 'sequelize'
import type { App } from '../../app.ts'
import type { Entity, RowOf } from '../../contract/entity.ts'
import type { finding } from '../../contract/entities/finding.ts'
import { entities } from '../../contract/entities/index.ts'
import type { EntityName } from '../../contract/entities/index.ts'
import { AppError } from '../../contract/error.ts'
import { findRecord, removeRecord, updateRecord } from '../ledger/actions.ts'
import type { Decision } from './accept.ts'
import { refuse } from './refusal.ts'

export interface LoggedChange {
  id: number
  entity: EntityName
  recordId: number
  recordName: string | null
  action: 'create' | 'update' | 'remove'
  /** Values before and after, as JSON. */
  before: string | null
  after: string | null
}

/**
 * Takes back what accepting a finding changed in the ledger, newest change first. Only when nothing has touched those
 * values since: another person's later work is never undone by the way.
 * @throws AppError decisionRefused
 */
export async function undoChanges(
  app: App,
  accepted: RowOf<typeof finding>,
  decision: Decision,
): Promise<void> {
  for (const change of await changesOf(app, accepted, decision.transaction)) {
    const entity: Entity = entities[change.entity]
    const current = (await findRecord(app.ledger, entity, change.recordId, decision.transaction)) as Record<
      string,
      unknown
    > | null
    const before = read(change.before)
    const after = read(change.after)
    if (!current || !isAsLeft(current, after, change.action)) throw changedSince(entity)
    const why = {
      by: { userId: decision.userId },
      expectedVersion: null,
      reason: decision.reason,
      findingId: accepted.id,
      transaction: decision.transaction,
    }
    if (change.action === 'create') await removeMade(app, entity, change.recordId, why)
    else await updateRecord(app, entity, change.recordId, before as never, why)
  }
}

export function read(json: string | null): Record<string, unknown> {
  return json === null ? {} : (JSON.parse(json) as Record<string, unknown>)
}

/** What the record that a finding is about said before the finding was accepted. */
export async function valuesBefore(
  app: App,
  accepted: RowOf<typeof finding>,
  transaction: Transaction,
): Promise<Record<string, unknown>> {
  const changes = await changesOf(app, accepted, transaction)
  const own = changes.find(
    ({ entity, recordId }) => entity === accepted.subjectEntity && recordId === accepted.subjectId,
  )
  return read(own?.before ?? null)
}

/** The changes of the last acceptance: those at the moment of the decision. */
function changesOf(
  app: App,
  { id, decidedAt }: RowOf<typeof finding>,
  transaction: Transaction,
): Promise<LoggedChange[]> {
  return changesWhere(app, { findingId: id, at: decidedAt }, transaction)
}

/** Changes of the log, newest first. */
export async function changesWhere(
  app: App,
  where: WhereOptions,
  transaction: Transaction,
): Promise<LoggedChange[]> {
  return (await app.ledger.models.changeLogEntry.findAll({
    attributes: ['id', 'entity', 'recordId', 'recordName', 'action', 'before', 'after'],
    where,
    order: [['id', 'DESC']],
    raw: true,
    transaction,
  } as never)) as unknown as LoggedChange[]
}

function isAsLeft(
  current: Record<string, unknown>,
  after: Record<string, unknown>,
  action: LoggedChange['action'],
): boolean {
  // A record that was made is taken back only as long as nobody has worked on it.
  if (action === 'create' && current['version'] !== 1) return false
  return Object.entries(after).every(
    ([key, value]) => JSON.stringify(current[key] ?? null) === JSON.stringify(value),
  )
}

function changedSince(entity: Entity): AppError {
  return refuse(
    `采纳之后，该${entity.label.zh}又被修改过，不能自动撤销；请直接在台账中改正。`,
    `The ${entity.label.en.toLowerCase()} has been changed since, so this cannot be undone automatically. Correct it in the ledger.`,
  )
}

async function removeMade(
  app: App,
  entity: Entity,
  id: number,
  why: Parameters<typeof removeRecord>[3],
): Promise<void> {
  try {
    await removeRecord(app, entity, id, why)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'stillReferenced') throw error
    throw changedSince(entity)
  }
}

import type { Transaction } from 'sequelize'
import type { App } from '../../app.ts'
import type { RowOf } from '../../contract/entity.ts'
import { finding, findingStatuses } from '../../contract/entities/finding.ts'
import { AppError } from '../../contract/error.ts'
import { withConflictsRetried } from '../collection/conflict.ts'
import { followDecision } from '../discovery/follow-decision.ts'
import { findRecord, readRecord, updateRecord } from '../ledger/actions.ts'
import { user } from '../../contract/entities/user.ts'
import { takeOver } from './accept.ts'
import { refuse } from './refusal.ts'
import { undoChanges } from './undo.ts'

export { reconcileDataQuality } from './data-quality.ts'
export { reconcileLedger } from './reconcile-ledger.ts'

type Finding = RowOf<typeof finding>

export const decisions = ['accept', 'reject', 'reopen'] as const
export type DecisionName = (typeof decisions)[number]

export interface Decide {
  id: number
  /** The version that the person saw. */
  expectedVersion: number | null
  userId: number
  reason: string | null
}

/** Decides one finding, with what follows from it, in one transaction. @throws AppError */
export async function decideFinding(app: App, decision: DecisionName, decide: Decide): Promise<Finding> {
  return withConflictsRetried(() =>
    app.ledger.transaction((transaction) => decideWithin(app, decision, decide, transaction)),
  )
}

async function decideWithin(
  app: App,
  decision: DecisionName,
  { id, expectedVersion, userId, reason }: Decide,
  transaction: Transaction,
): Promise<Finding> {
  const before = await readRecord(app, finding, id, transaction)
  // Stale before anything else: what the person saw is not what would be decided.
  if (expectedVersion !== null && before.version !== expectedVersion)
    throw new AppError('staleVersion', { current: before })
  const context = { userId, reason, transaction }
  // One moment for the decision and all it changes; undoing finds the changes by it.
  const at = app.now()
  const moment = { ...app, now: () => at }
  if (decision === 'reopen') {
    if (before.status !== 'accepted' && before.status !== 'rejected') throw cannot(before, 'open')
  } else if (before.status !== 'open') throw cannot(before, decision === 'accept' ? 'accepted' : 'rejected')
  // The finding first: two people who decide at once meet here, and the second is told.
  const row = await updateRecord(moment, finding, id, statusAfter(decision, at, context), {
    by: { userId },
    expectedVersion: before.version,
    reason,
    transaction,
  })
  if (decision === 'accept') await takeOver(moment, before, context)
  if (decision === 'reopen' && before.status === 'accepted') await undoChanges(app, before, context)
  await followDecision(app.ledger, before, decision, transaction)
  return row
}

function statusAfter(
  decision: DecisionName,
  at: Date,
  { userId, reason }: { userId: number; reason: string | null },
): Record<string, unknown> & object {
  if (decision === 'reopen') return { status: 'open', decidedAt: null, decidedById: null, reason: null }
  return {
    status: decision === 'accept' ? 'accepted' : 'rejected',
    decidedAt: at.toISOString(),
    decidedById: userId,
    reason,
  }
}

function cannot(row: Finding, to: Finding['status']): AppError {
  if (row.status === 'resolved')
    return refuse(
      '证据已不再与台账矛盾，无需处理；再次出现时会自动重新打开。',
      'The evidence no longer contradicts the ledger; there is nothing to decide. It opens again by itself if it recurs.',
    )
  const [from, target] = [findingStatuses[row.status].label, findingStatuses[to].label]
  return new AppError('transitionNotAllowed', {
    field: 'status',
    from: row.status,
    to,
    fromZh: from.zh,
    fromEn: from.en,
    toZh: target.zh,
    toEn: target.en,
  })
}

/** @throws AppError notFound, staleVersion, validationFailed */
export async function assignFinding(
  app: App,
  { id, expectedVersion, userId }: Omit<Decide, 'reason'>,
  assigneeId: number | null,
): Promise<Finding> {
  if (assigneeId !== null) {
    const assignee = await findRecord(app.ledger, user, assigneeId)
    if (assignee?.status !== 'active')
      throw new AppError('validationFailed', {}, [
        {
          path: 'assigneeId',
          message: { zh: '该人员不存在或已停用。', en: 'That person does not exist or is disabled.' },
        },
      ])
  }
  return updateRecord(app, finding, id, { assigneeId }, { by: { userId }, expectedVersion })
}

import type { Transaction } from 'sequelize'
import type { App } from '../../app.ts'
import type { RowOf } from '../../contract/entity.ts'
import type { decisions } from '../../contract/endpoints/findings.ts'
import { finding, findingStatuses, lockingStatuses } from '../../contract/entities/finding.ts'
import { AppError } from '../../contract/error.ts'
import { withConflictsRetried } from '../collection/conflict.ts'
import { followDecision } from '../discovery/follow-decision.ts'
import { findRecord, readRecord, updateRecord } from '../ledger/actions.ts'
import { user } from '../../contract/entities/user.ts'
import { takeOver } from './accept.ts'
import { evidenceHashOf, undecided } from './apply-drafts.ts'
import { valuesBefore } from './changes-made.ts'
import { chosenValue, declaredAgain } from './choice.ts'
import type { Choice, ChosenValue } from './choice.ts'
import { refuse } from './refusal.ts'
import { undoChanges } from './undo.ts'

export { reconcileDataQuality } from './data-quality.ts'
export { reconcileLedger } from './reconcile-ledger.ts'
export type { Choice } from './choice.ts'

type Finding = RowOf<typeof finding>

export type DecisionName = (typeof decisions)[number]

export interface Decide {
  id: number
  /** The version that the person saw. */
  expectedVersion: number | null
  userId: number | null
  reason: string | null
  /** Accepting: what the ledger takes instead of the value proposed. */
  choice?: Choice | null
}

/** Decides one finding, with what follows from it, in one transaction. @throws AppError */
export async function decideFinding(app: App, decision: DecisionName, decide: Decide): Promise<Finding> {
  return withConflictsRetried(() =>
    app.ledger.transaction((transaction) => decideWithin(app, decision, decide, transaction)),
  )
}

export async function decideWithin(
  app: App,
  decision: DecisionName,
  { id, expectedVersion, userId, reason, choice }: Decide,
  transaction: Transaction,
): Promise<Finding> {
  const before = await readRecord(app, finding, id, transaction)
  // Stale before anything else: what the person saw is not what would be decided.
  if (expectedVersion !== null && before.version !== expectedVersion)
    throw new AppError('staleVersion', { current: before })
  if (!mayBe(decision, before.status)) throw cannot(before, statusOf[decision])
  const context = { userId, reason, transaction }
  // One moment for the decision and all it changes; undoing finds the changes by it.
  const at = app.now()
  const moment = { ...app, now: () => at }
  const chosen = decision === 'accept' && choice ? await chosenValue(app, before, choice, transaction) : null
  const after =
    decision === 'accept' || decision === 'reject'
      ? { ...decided(statusOf[decision], at, context), ...(chosen ? settled(before, chosen) : {}) }
      : { status: 'open', ...undecided, ...(await restored(app, before, decision, transaction)) }
  // The finding first: two people who decide at once meet here, and the second is told.
  const row = await updateRecord(moment, finding, id, after as Record<string, unknown> & object, {
    by: { userId },
    expectedVersion: before.version,
    reason,
    transaction,
  })
  if (decision === 'accept') await takeOver(moment, before, context, chosen)
  if (decision === 'reopen' && before.status !== 'rejected') await undoChanges(app, before, context)
  await followDecision(app.ledger, before, decision === 'release' ? 'reopen' : decision, transaction)
  return row
}

const statusOf = { accept: 'accepted', reject: 'rejected', reopen: 'open', release: 'open' } as const

function mayBe(decision: DecisionName, status: Finding['status']): boolean {
  if (decision === 'reopen') return status === 'accepted' || isLocking(status)
  return decision === 'release' ? isLocking(status) : status === 'open'
}

function isLocking(status: Finding['status']): boolean {
  return lockingStatuses.some((locking) => locking === status)
}

function decided(
  status: 'accepted' | 'rejected',
  at: Date,
  { userId, reason }: { userId: number | null; reason: string | null },
): Record<string, unknown> {
  return { status, decidedAt: at.toISOString(), decidedById: userId, reason }
}

/** How the finding reads when the ledger has taken another value than the one proposed. */
function settled(row: Finding, { text, from, stillDiffers }: ChosenValue): Record<string, unknown> {
  const taken = { settledValue: text, settledFrom: from }
  return stillDiffers ? { ...taken, status: 'corrected', ...nowDeclared(row, text) } : taken
}

function nowDeclared(row: Finding, declaredValue: string | null): Record<string, unknown> {
  const { kind, observedValue, source } = row
  // Every finding of a compared field has a source.
  const hash = evidenceHashOf({ kind, observedValue, source: source ?? 'declared', declaredValue })
  return { declaredValue, evidenceHash: hash }
}

/** Undoing a correction, the ledger says again what it said before. */
async function restored(
  app: App,
  row: Finding,
  decision: DecisionName,
  transaction: Transaction,
): Promise<Record<string, unknown>> {
  if (row.status !== 'corrected' || decision !== 'reopen') return {}
  const before = await valuesBefore(app, row, transaction)
  return nowDeclared(row, await declaredAgain(app, row, before, transaction))
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
  { id, expectedVersion, userId }: Pick<Decide, 'id' | 'expectedVersion' | 'userId'>,
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

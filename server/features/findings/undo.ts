import type { App } from '../../app.ts'
import type { RowOf } from '../../contract/entity.ts'
import type { finding } from '../../contract/entities/finding.ts'
import { entities } from '../../contract/entities/index.ts'
import type { EntityName } from '../../contract/entities/index.ts'
import type { AppError } from '../../contract/error.ts'
import { select } from '../../db/select.ts'
import type { ChangeRef } from '../change-sets/logged-changes.ts'
import { judgeChanges, takeBack } from '../change-sets/take-back.ts'
import type { Decision } from './accept.ts'
import { refuse } from './refusal.ts'

/**
 * Takes back what accepting a finding changed in the ledger, newest change first. Only when nothing has touched those
 * values since: another person's later work is never undone by the way.
 * @throws AppError decisionRefused
 */
export async function undoChanges(
  app: App,
  accepted: RowOf<typeof finding>,
  { transaction, userId, reason }: Decision,
): Promise<void> {
  const changes = await changesOf(app, accepted, transaction)
  const { conflicts } = await judgeChanges(app, changes, () => undefined, transaction)
  if (conflicts[0]) throw changedSince(conflicts[0].entity as EntityName)
  const why = { by: { userId }, transaction, reason, findingId: accepted.id, changeSetId: null }
  await takeBack(app, changes, new Set(), why, () => undefined)
}

/** The changes of the last acceptance: those at the moment of the decision, newest first. */
async function changesOf(
  app: App,
  accepted: RowOf<typeof finding>,
  transaction: Decision['transaction'],
): Promise<ChangeRef[]> {
  return (await select(
    app.ledger,
    'SELECT `id`, `entity`, `recordId`, `action` FROM `change_log_entry` WHERE `findingId` = $1 AND `at` = $2 ORDER BY `id` DESC',
    [accepted.id, accepted.decidedAt!],
    transaction,
  )) as unknown as ChangeRef[]
}

function changedSince(name: EntityName): AppError {
  const { label } = entities[name]
  return refuse(
    `采纳之后，该${label.zh}又被修改过，不能自动撤销；请直接在台账中改正。`,
    `The ${label.en.toLowerCase()} has been changed since, so this cannot be undone automatically. Correct it in the ledger.`,
  )
}

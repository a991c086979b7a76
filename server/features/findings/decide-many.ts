import { Op } from 'sequelize'
import type { Transaction } from 'sequelize'
import type { App } from '../../app.ts'
import type { DecisionPreview } from '../../contract/endpoints/findings.ts'
import { AppError } from '../../contract/error.ts'
import type { Localised } from '../../contract/text.ts'
import { writeNotedChanges } from '../change-log/actions.ts'
import { withConflictsRetried } from '../collection/conflict.ts'
import { decideFinding, decideWithin } from './actions.ts'
import type { Decide, DecisionName } from './actions.ts'
import { changesMade } from './changes-made.ts'

/** Decides findings one after the other, each in a transaction of its own; what is refused stops nothing. */
export async function decideMany(
  app: App,
  decision: DecisionName,
  decides: readonly Decide[],
): Promise<{ decided: number[]; refused: { id: number; message: Localised }[] }> {
  const decided: number[] = []
  const refused: { id: number; message: Localised }[] = []
  for (const decide of decides) {
    try {
      await decideFinding(app, decision, decide)
      decided.push(decide.id)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      refused.push({ id: decide.id, message: error.text() })
    }
  }
  return { decided, refused }
}

/** What {@link decideMany} would do: each decision is made, looked at and rolled back. */
export async function previewMany(
  app: App,
  decision: DecisionName,
  decides: readonly Decide[],
): Promise<DecisionPreview[]> {
  const previews: DecisionPreview[] = []
  for (const decide of decides) previews.push(await previewOne(app, decision, decide))
  return previews
}

class Tried extends Error {
  readonly preview: DecisionPreview

  constructor(preview: DecisionPreview) {
    super('a decision was tried')
    this.preview = preview
  }
}

async function previewOne(app: App, decision: DecisionName, decide: Decide): Promise<DecisionPreview> {
  try {
    return await withConflictsRetried(() =>
      app.ledger.transaction(async (transaction) => {
        throw new Tried(await tryDecision(app, decision, decide, transaction))
      }),
    )
  } catch (error) {
    if (error instanceof Tried) return error.preview
    if (error instanceof AppError) return { id: decide.id, status: null, refused: error.text(), changes: [] }
    throw error
  }
}

async function tryDecision(
  app: App,
  decision: DecisionName,
  decide: Decide,
  transaction: Transaction,
): Promise<DecisionPreview> {
  const last = Number((await app.ledger.models.changeLogEntry.max('id', { transaction })) ?? 0)
  const { status } = await decideWithin(app, decision, decide, transaction)
  await writeNotedChanges(app.ledger, transaction)
  const changes = await changesMade(app, { findingId: decide.id, id: { [Op.gt]: last } }, transaction)
  return { id: decide.id, status, refused: null, changes: changes.map(({ id: _, ...change }) => change) }
}

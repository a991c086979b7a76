import { Op } from 'sequelize'
import type { App } from '../../app.ts'
import { collectionGap } from '../../contract/entities/collection-gap.ts'
import type { GapReport } from '../../contract/poll.ts'
import type { CollectorActor } from '../../http/handler.ts'
import { withConflictsRetried } from '../collection/conflict.ts'
import { insertRecords } from '../ledger/actions.ts'

/** Keeps what a collector says is missing, each gap once. */
export async function recordGaps(app: App, actor: CollectorActor, gaps: readonly GapReport[]): Promise<void> {
  const reportedAt = app.now().toISOString()
  await withConflictsRetried(() =>
    app.ledger.transaction(async (transaction) => {
      const known = (await app.ledger.models.collectionGap.findAll({
        attributes: ['gapId'],
        where: { gapId: { [Op.in]: gaps.map(({ id }) => id) } },
        raw: true,
        transaction,
      })) as unknown as { gapId: string }[]
      const taken = new Set(known.map(({ gapId }) => gapId))
      const rows = gaps
        .filter(({ id }) => !taken.has(id) && taken.add(id))
        .map(({ id, ...gap }) => ({
          ...gap,
          gapId: id,
          fromAt: new Date(gap.fromAt).toISOString(),
          toAt: new Date(gap.toAt).toISOString(),
          collectorId: actor.collectorId,
          reportedAt,
        }))
      await insertRecords(app, collectionGap, rows, { origin: 'observed', transaction })
    }),
  )
}

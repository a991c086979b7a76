import { Op } from 'sequelize'
import type { App } from '../../app.ts'
import { stockTakeItem } from '../../contract/entities/stock-take-item.ts'
import { refuse } from '../findings/refusal.ts'
import { readRecord } from '../ledger/actions.ts'
import { refreshCounts } from './counts.ts'
import { judgeItem } from './judge-item.ts'
import type { Item } from './rows.ts'
import { lockStockTake, requireState } from './rows.ts'

/**
 * Settles a conflict about a thing: the chosen statement counts, everything else that was said of it until now does not.
 * @throws AppError notFound, decisionRefused
 */
export async function resolveConflict(
  app: App,
  itemId: number,
  { scanId, reason }: { scanId: number; reason?: string | undefined },
  userId: number,
): Promise<Item> {
  return app.ledger.transaction(async (transaction) => {
    const { stockTakeId } = await readRecord(app, stockTakeItem, itemId, transaction)
    const row = await lockStockTake(app, stockTakeId, transaction)
    requireState(
      row,
      ['running'],
      '只有进行中的盘点可以裁定冲突；请先退回盘点。',
      'Conflicts are settled while a stock-take is running. Send it back first.',
    )
    const { stockTakeScan, stockTakeItem: items } = app.ledger.models
    const [chosen] = await stockTakeScan.update(
      { standing: 'chosen' },
      { where: { id: scanId, stockTakeItemId: itemId }, transaction },
    )
    // MySQL counts only rows that change: choosing the same one again is no mistake.
    if (
      chosen === 0 &&
      (await stockTakeScan.count({ where: { id: scanId, stockTakeItemId: itemId }, transaction })) === 0
    )
      throw refuse('该记录不属于这件资产，请重新选择。', 'That record is not about this item. Choose again.')
    await stockTakeScan.update(
      { standing: 'overruled' },
      { where: { stockTakeItemId: itemId, id: { [Op.ne]: scanId } }, transaction },
    )
    await items.update(
      { resolvedAt: app.now().toISOString(), resolvedById: userId, resolution: reason ?? null },
      { where: { id: itemId }, transaction },
    )
    await judgeItem(app, itemId, transaction)
    await refreshCounts(app, stockTakeId, transaction)
    return readRecord(app, stockTakeItem, itemId, transaction)
  })
}

import type { Transaction } from 'sequelize'
import type { App } from '../../app.ts'
import { select } from '../../db/select.ts'

/** Brings the counts that lists show in line with the items: of each room, and of the whole. */
export async function refreshCounts(app: App, stockTakeId: number, transaction: Transaction): Promise<void> {
  const { models } = app.ledger
  const rows = (await select(
    app.ledger,
    "SELECT `roomId`, COUNT(*) AS `items`, SUM(CASE WHEN `state` <> 'open' THEN 1 ELSE 0 END) AS `counted` " +
      'FROM `stock_take_item` WHERE `stockTakeId` = $1 AND `isExpected` = 1 GROUP BY `roomId`',
    [stockTakeId],
    transaction,
  )) as unknown as { roomId: number | null; items: number; counted: number }[]
  const known = (await models.stockTakeRoom.findAll({
    attributes: ['id', 'roomId', 'itemCount', 'countedCount'],
    where: { stockTakeId },
    raw: true,
    transaction,
  } as never)) as unknown as { id: number; roomId: number; itemCount: number; countedCount: number }[]
  for (const room of known) {
    const found = rows.find((row) => row.roomId === room.roomId)
    const counts = { itemCount: Number(found?.items ?? 0), countedCount: Number(found?.counted ?? 0) }
    if (counts.itemCount !== room.itemCount || counts.countedCount !== room.countedCount)
      await models.stockTakeRoom.update(counts, { where: { id: room.id }, transaction })
  }
  const sum = (key: 'items' | 'counted') => rows.reduce((total, row) => total + Number(row[key]), 0)
  await models.stockTake.update(
    { itemCount: sum('items'), countedCount: sum('counted') },
    { where: { id: stockTakeId }, transaction },
  )
}

/** A room is under way while a list of it is out, and done when one was handed in and none is out. */
export async function refreshRoomStates(
  app: App,
  stockTakeId: number,
  transaction: Transaction,
): Promise<void> {
  const { models } = app.ledger
  const states = (await models.stockTakeAssignment.findAll({
    attributes: ['roomId', 'state'],
    where: { stockTakeId },
    raw: true,
    transaction,
  } as never)) as unknown as { roomId: number; state: string }[]
  const rooms = (await models.stockTakeRoom.findAll({
    attributes: ['id', 'roomId', 'state'],
    where: { stockTakeId },
    raw: true,
    transaction,
  } as never)) as unknown as { id: number; roomId: number; state: string }[]
  for (const room of rooms) {
    const own = states.filter(({ roomId }) => roomId === room.roomId).map(({ state }) => state)
    const state = own.includes('taken') ? 'taken' : own.includes('handed-in') ? 'handed-in' : 'waiting'
    if (state !== room.state)
      await models.stockTakeRoom.update({ state }, { where: { id: room.id }, transaction })
  }
}

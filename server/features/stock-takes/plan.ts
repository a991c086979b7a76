import type { Transaction } from 'sequelize'
import { Op } from 'sequelize'
import type { App } from '../../app.ts'
import type { Entity } from '../../contract/entity.ts'
import { stockTake } from '../../contract/entities/stock-take.ts'
import { stockTakeAssignment } from '../../contract/entities/stock-take-assignment.ts'
import { stockTakeRoom } from '../../contract/entities/stock-take-room.ts'
import { AppError } from '../../contract/error.ts'
import { StockTakeCrew, StockTakeScope } from '../../contract/stock-take.ts'
import { createRecord, insertRecords, readRecord, removeRecord, updateRecord } from '../ledger/actions.ts'
import { refuse } from '../findings/refusal.ts'
import { refreshCounts } from './counts.ts'
import { peopleWhoMay } from './people.ts'
import type { StockTake } from './rows.ts'
import { lockStockTake, requireState } from './rows.ts'
import { roomsInScope, snapshotItems } from './scope.ts'

type Values = Record<string, unknown>

/** Plans a stock-take: its rooms and who goes through them are there at once. @throws AppError validationFailed */
export async function planStockTake(app: App, fields: Values, userId: number): Promise<StockTake> {
  return app.ledger.transaction(async (transaction) => {
    const made = await createRecord(
      app,
      stockTake,
      { ...fields, ...checked(fields) } as never,
      { userId },
      { transaction },
    )
    await layOut(app, made, transaction)
    return readRecord(app, stockTake, made.id, transaction)
  })
}

/** Changes a plan; what is being counted, or has been, keeps its rooms and its list. */
export async function changePlan(
  app: App,
  id: number,
  fields: Values,
  { userId, expectedVersion }: { userId: number; expectedVersion: number | null },
): Promise<StockTake> {
  return app.ledger.transaction(async (transaction) => {
    const row = await lockStockTake(app, id, transaction)
    const replans = 'scope' in fields || 'crew' in fields
    if (replans && row.state !== 'planned' && changes(row, fields))
      throw refuse(
        '盘点已经开始，范围和人员不能再改；请另建一次盘点。',
        'Counting has begun: scope and people stay as they are. Plan another stock-take instead.',
      )
    const changed = await updateRecord(app, stockTake, id, { ...fields, ...checked(fields) } as never, {
      by: { userId },
      expectedVersion,
      transaction,
    })
    if (replans && row.state === 'planned') await layOut(app, changed, transaction)
    return readRecord(app, stockTake, id, transaction)
  })
}

/** Removes a plan that never began, or was cancelled; what was counted stays as a record. */
export async function removeStockTake(
  app: App,
  id: number,
  { userId, expectedVersion }: { userId: number; expectedVersion: number | null },
): Promise<void> {
  await app.ledger.transaction(async (transaction) => {
    const row = await lockStockTake(app, id, transaction)
    requireState(
      row,
      ['planned', 'cancelled'],
      '已经开始的盘点不能删除；不再需要时请取消。',
      'A stock-take that has begun cannot be removed. Cancel it when it is no longer wanted.',
    )
    await removeRecord(app, stockTake, id, { by: { userId }, expectedVersion, transaction })
  })
}

/** Fixes what is expected in each room, as the ledger says it now, and lets people begin. */
export async function startStockTake(app: App, id: number, userId: number): Promise<StockTake> {
  return app.ledger.transaction(async (transaction) => {
    const row = await lockStockTake(app, id, transaction)
    requireState(
      row,
      ['planned'],
      '只有已计划的盘点可以开始。',
      'Only a stock-take that is planned can be started.',
    )
    // The ledger may have changed since it was planned.
    await layOut(app, row, transaction)
    await snapshotItems(app, row, transaction)
    await refreshCounts(app, id, transaction)
    await updateRecord(
      app,
      stockTake,
      id,
      { state: 'running', startedAt: app.now().toISOString() } as never,
      { by: { userId }, expectedVersion: null, transaction },
    )
    return readRecord(app, stockTake, id, transaction)
  })
}

export async function cancelStockTake(
  app: App,
  id: number,
  userId: number,
  reason: string | undefined,
): Promise<StockTake> {
  return app.ledger.transaction(async (transaction) => {
    const row = await lockStockTake(app, id, transaction)
    requireState(
      row,
      ['planned', 'running'],
      '已结束的盘点不能取消，可以退回继续盘点。',
      'A stock-take that is closed cannot be cancelled; it can be sent back.',
    )
    const fields = { state: 'cancelled', reason: reason ?? null }
    return updateRecord(app, stockTake, id, fields as never, {
      by: { userId },
      expectedVersion: null,
      reason,
      transaction,
    })
  })
}

/** @throws AppError validationFailed, beside scope or crew */
function checked(fields: Values): Values {
  const parts: Values = {}
  for (const [key, schema] of [
    ['scope', StockTakeScope],
    ['crew', StockTakeCrew],
  ] as const) {
    if (!(key in fields)) continue
    const parsed = schema.safeParse(fields[key] ?? (key === 'scope' ? {} : []))
    if (!parsed.success) {
      const message = { zh: '内容格式不对，请重新选择。', en: 'This is not in the right form. Choose again.' }
      throw new AppError('validationFailed', {}, [{ path: key, message }])
    }
    parts[key] = parsed.data
  }
  return parts
}

function changes(row: StockTake, fields: Values): boolean {
  return (['scope', 'crew'] as const).some(
    (key) => key in fields && JSON.stringify(fields[key]) !== JSON.stringify(row[key]),
  )
}

/** Writes the rooms of the plan and who goes through them, in place of what was planned before. */
async function layOut(app: App, row: StockTake, transaction: Transaction): Promise<void> {
  const { models } = app.ledger
  const scope = StockTakeScope.parse(row.scope ?? {})
  const rooms = await roomsInScope(app, scope, transaction)
  if (rooms.length === 0) {
    const message = {
      zh: '所选范围内没有机房，请选择机房、单位或类型。',
      en: 'There is no room in this scope. Choose rooms, organisations or kinds.',
    }
    throw new AppError('validationFailed', {}, [{ path: 'scope', message }])
  }
  const people = new Map(
    (await peopleWhoMay(app, 'stock-take.count', transaction)).map((one) => [one.id, one]),
  )
  const crew = StockTakeCrew.parse(row.crew ?? [])
  if (crew.some(({ userId }) => !people.has(userId))) {
    const message = {
      zh: '有人员已停用或没有盘点权限，请重新选择。',
      en: 'Somebody chosen is disabled or may not count. Choose again.',
    }
    throw new AppError('validationFailed', {}, [{ path: 'crew', message }])
  }
  await models.stockTakeAssignment.destroy({ where: { stockTakeId: row.id }, transaction })
  await models.stockTakeRoom.destroy({ where: { stockTakeId: row.id }, transaction })
  const at = { origin: 'entered' as const, transaction }
  await insertRecords(
    app,
    stockTakeRoom as Entity,
    rooms.map(({ id, name }) => ({
      name,
      state: 'waiting',
      itemCount: 0,
      countedCount: 0,
      roomId: id,
      stockTakeId: row.id,
      place: `${row.id}:${id}`,
    })),
    at,
  )
  const pairs = crew.flatMap(({ userId, roomIds }) =>
    rooms
      .filter(({ id }) => roomIds.length === 0 || roomIds.includes(id))
      .map((room) => ({ userId, room, name: people.get(userId)!.name })),
  )
  await insertRecords(
    app,
    stockTakeAssignment as Entity,
    pairs.map(({ userId, room, name }) => assignmentRow(row.id, room, { id: userId, name })),
    at,
  )
}

/** A person in a room, who has not begun. */
export function assignmentRow(
  stockTakeId: number,
  room: { id: number; name: string },
  person: { id: number; name: string },
) {
  return {
    name: `${person.name} · ${room.name}`,
    state: 'waiting',
    scanCount: 0,
    userId: person.id,
    roomId: room.id,
    stockTakeId,
    takenAt: null as string | null,
    place: `${stockTakeId}:${room.id}:${person.id}`,
  }
}

/** The room of a stock-take. @throws AppError decisionRefused when it is not in it */
export async function roomOf(
  app: App,
  stockTakeId: number,
  roomIds: readonly number[],
  transaction: Transaction,
): Promise<Map<number, { id: number; name: string }>> {
  const rows = (await app.ledger.models.stockTakeRoom.findAll({
    attributes: ['roomId', 'name'],
    where: { stockTakeId, roomId: { [Op.in]: [...roomIds] } },
    raw: true,
    transaction,
  } as never)) as unknown as { roomId: number; name: string }[]
  const found = new Map(rows.map(({ roomId, name }) => [roomId, { id: roomId, name }]))
  if (roomIds.some((id) => !found.has(id)))
    throw refuse('该机房不在这次盘点的范围内。', 'This room is not part of the stock-take.')
  return found
}

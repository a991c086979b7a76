import type { Transaction } from 'sequelize'
import { Op } from 'sequelize'
import type { App } from '../../app.ts'
import type { Entity } from '../../contract/entity.ts'
import { room } from '../../contract/entities/room.ts'
import { stockTakeAssignment } from '../../contract/entities/stock-take-assignment.ts'
import type { ReturnsOf } from '../../contract/endpoint.ts'
import type { Endpoints } from '../../contract/endpoints/index.ts'
import type { PackItem, PackScan, StockTakePack } from '../../contract/stock-take.ts'
import { select } from '../../db/select.ts'
import type { Person } from '../../http/handler.ts'
import { insertRecords, readRecord } from '../ledger/actions.ts'
import { refreshRoomStates } from './counts.ts'
import { assignmentRow, roomOf } from './plan.ts'
import type { Assignment, StoredItem } from './rows.ts'
import { lockStockTake, requireState, rowsOf } from './rows.ts'

type Open = ReturnsOf<Endpoints['stockTake']['open']>

/** The running stock-takes with their rooms, and which of them the person is meant to count. */
export async function openStockTakes(app: App, userId: number): Promise<Open> {
  const rows = (await select(
    app.ledger,
    'SELECT t.`id`, t.`name` AS `takeName`, t.`dueOn`, s.`roomId`, r.`code`, s.`name`, s.`state`, s.`itemCount`, s.`countedCount`, a.`id` AS `mine` ' +
      'FROM `stock_take` t JOIN `stock_take_room` s ON s.`stockTakeId` = t.`id` JOIN `room` r ON r.`id` = s.`roomId` ' +
      'LEFT JOIN `stock_take_assignment` a ON a.`stockTakeId` = t.`id` AND a.`roomId` = s.`roomId` AND a.`userId` = $1 ' +
      "WHERE t.`state` = 'running' ORDER BY t.`dueOn`, t.`id`, r.`code`",
    [userId],
  )) as unknown as (Open['items'][number]['rooms'][number] & {
    id: number
    takeName: string
    dueOn: string
    mine: number | null
  })[]
  const takes = new Map<number, Open['items'][number]>()
  for (const { id, takeName, dueOn, mine, ...place } of rows) {
    const take = takes.get(id) ?? { id, name: takeName, dueOn, rooms: [] }
    take.rooms.push({
      ...place,
      itemCount: Number(place.itemCount),
      countedCount: Number(place.countedCount),
      isMine: mine !== null,
    })
    takes.set(id, take)
  }
  return { items: [...takes.values()] }
}

/**
 * Hands a room's list out: from now on the room waits for what this person brings back.
 * @throws AppError notFound, decisionRefused
 */
export async function takeRoom(
  app: App,
  stockTakeId: number,
  roomId: number,
  person: Pick<Person, 'userId' | 'name'>,
): Promise<StockTakePack> {
  return app.ledger.transaction(async (transaction) => {
    const row = await lockStockTake(app, stockTakeId, transaction)
    requireRunning(row)
    const rooms = await roomOf(app, stockTakeId, [roomId], transaction)
    const at = app.now().toISOString()
    await setAssignment(
      app,
      stockTakeId,
      rooms.get(roomId)!,
      person,
      { state: 'taken', takenAt: at },
      transaction,
    )
    await refreshRoomStates(app, stockTakeId, transaction)
    const { id, code, name } = await readRecord(app, room, roomId, transaction)
    const items = (await rowsOf<StoredItem>(app, 'stockTakeItem', { stockTakeId }, transaction)).filter(
      (item) => item.roomId === roomId && item.isExpected,
    )
    const onList = new Set(items.map(({ assetTag }) => assetTag))
    return {
      stockTake: { id: row.id, name: row.name, dueOn: row.dueOn, leadName: row.leadName },
      room: { id, code, name },
      racks: await racksOf(app, roomId, transaction),
      items: items.map(packItem),
      elsewhere: (await ledgerDevices(app, transaction)).filter(({ assetTag }) => !onList.has(assetTag)),
      rooms: (await app.ledger.models.room.findAll({
        attributes: ['id', 'code', 'name'],
        raw: true,
        transaction,
      } as never)) as unknown as StockTakePack['rooms'],
      scans: await scansIn(app, stockTakeId, roomId, transaction),
      takenAt: at,
    }
  })
}

/** Everything that this person recorded in the room has arrived. */
export async function handRoomIn(
  app: App,
  stockTakeId: number,
  roomId: number,
  person: Pick<Person, 'userId' | 'name'>,
): Promise<Assignment> {
  return app.ledger.transaction(async (transaction) => {
    const row = await lockStockTake(app, stockTakeId, transaction)
    requireRunning(row)
    const rooms = await roomOf(app, stockTakeId, [roomId], transaction)
    const at = app.now().toISOString()
    const id = await setAssignment(
      app,
      stockTakeId,
      rooms.get(roomId)!,
      person,
      { state: 'handed-in', handedInAt: at },
      transaction,
    )
    await refreshRoomStates(app, stockTakeId, transaction)
    return readRecord(app, stockTakeAssignment, id, transaction)
  })
}

function requireRunning(row: Parameters<typeof requireState>[0]): void {
  requireState(
    row,
    ['running'],
    `盘点「${row.name}」不在进行中。`,
    `Stock-take "${row.name}" is not running.`,
  )
}

async function setAssignment(
  app: App,
  stockTakeId: number,
  place: { id: number; name: string },
  person: Pick<Person, 'userId' | 'name'>,
  values: { state: 'taken' | 'handed-in'; takenAt?: string; handedInAt?: string },
  transaction: Transaction,
): Promise<number> {
  const row = assignmentRow(stockTakeId, place, { id: person.userId, name: person.name })
  const find = () => rowsOf<{ id: number }>(app, 'stockTakeAssignment', { place: row.place }, transaction)
  if ((await find()).length === 0)
    await insertRecords(app, stockTakeAssignment as Entity, [row], { origin: 'entered', transaction })
  const [found] = await find()
  await app.ledger.models.stockTakeAssignment.update(values, { where: { id: found!.id }, transaction })
  return found!.id
}

function packItem(item: StoredItem): PackItem {
  const { assetTag, name, kind, model, serialNumber, roomId, rackId, positionU, heightU } = item
  return { assetTag, name, kind, model, serialNumber, roomId, rackId, positionU, heightU }
}

async function racksOf(app: App, roomId: number, transaction: Transaction): Promise<StockTakePack['racks']> {
  return (await app.ledger.models.rack.findAll({
    attributes: ['id', 'name', 'heightU', 'rowNumber', 'positionNumber'],
    where: { roomId },
    raw: true,
    transaction,
  } as never)) as unknown as StockTakePack['racks']
}

async function ledgerDevices(app: App, transaction: Transaction): Promise<StockTakePack['elsewhere']> {
  return (await app.ledger.models.device.findAll({
    attributes: ['assetTag', 'name', 'serialNumber', 'roomId'],
    where: { assetTag: { [Op.not]: null } },
    order: ['id'],
    raw: true,
    transaction,
  } as never)) as unknown as StockTakePack['elsewhere']
}

async function scansIn(
  app: App,
  stockTakeId: number,
  roomId: number,
  transaction: Transaction,
): Promise<PackScan[]> {
  return (await select(
    app.ledger,
    'SELECT s.`clientId`, s.`assetTag`, s.`verdict`, s.`condition`, s.`userId`, u.`name` AS `userName`, s.`scannedAt` ' +
      'FROM `stock_take_scan` s LEFT JOIN `user` u ON u.`id` = s.`userId` WHERE s.`stockTakeId` = $1 AND s.`roomId` = $2 ORDER BY s.`id`',
    [stockTakeId, roomId],
    transaction,
  )) as unknown as PackScan[]
}

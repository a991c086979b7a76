import { createHash } from 'node:crypto'
import type { Transaction } from 'sequelize'
import type { App } from '../../app.ts'
import { stockTake } from '../../contract/entities/stock-take.ts'
import type { StockTakeProgress, StockTakeResult } from '../../contract/stock-take.ts'
import { select } from '../../db/select.ts'
import type { ResultLine } from '../../domain/stock-take/result.ts'
import { countResult, resultText } from '../../domain/stock-take/result.ts'
import { readRecord } from '../ledger/actions.ts'
import type { StockTake } from './rows.ts'

type Room = StockTakeProgress['rooms'][number]
type ResultItem = StockTakeResult['items'][number]

/** How a stock-take stands: by room, by person, and what keeps it from being closed. @throws AppError notFound */
export async function readProgress(
  app: App,
  id: number,
  transaction?: Transaction,
): Promise<StockTakeProgress> {
  await readRecord(app, stockTake, id, transaction)
  const items = await readItems(app, id, transaction)
  const rooms = await readRooms(app, id, items, transaction)
  return {
    counts: countResult(items),
    rooms,
    people: await readPeople(app, id, transaction),
    obstacles: obstaclesOf(id, rooms, items),
  }
}

/** Everything that the minutes of a stock-take say (盘点纪要). @throws AppError notFound */
export async function stockTakeResult(
  app: App,
  id: number,
  transaction?: Transaction,
): Promise<StockTakeResult> {
  const row = await readRecord(app, stockTake, id, transaction)
  const items = await readItems(app, id, transaction)
  const hash = row.resultHash === null ? null : hashOf(row, items)
  return {
    stockTake: {
      id: row.id,
      name: row.name,
      state: row.state,
      dueOn: row.dueOn,
      leadName: row.leadName,
      startedAt: row.startedAt,
      closedAt: row.closedAt,
      closedByName: row.closedByName,
      signedAt: row.signedAt,
      signedByName: row.signedByName,
      approvedAt: row.approvedAt,
      approvedByName: row.approvedByName,
      appliedAt: row.appliedAt,
      appliedByName: row.appliedByName,
      resultHash: row.resultHash,
      hashHolds: hash === null ? null : hash === row.resultHash,
      notes: row.notes,
    },
    counts: countResult(items),
    rooms: await readRooms(app, id, items, transaction),
    people: await readPeople(app, id, transaction),
    items,
  }
}

/** What is signed: the hash of the result as it is now. */
export function hashOf({ name }: Pick<StockTake, 'name'>, items: readonly ResultLine[]): string {
  return createHash('sha256').update(resultText(name, items)).digest('hex')
}

export async function readItems(app: App, id: number, transaction?: Transaction): Promise<ResultItem[]> {
  const rows = (await select(
    app.ledger,
    'SELECT i.`id`, i.`assetTag`, i.`name`, i.`kind`, i.`model`, i.`serialNumber`, i.`state`, i.`roomId`, r.`name` AS `roomName`, ' +
      'i.`foundRoomId`, f.`name` AS `foundRoomName`, o.`name` AS `organisationName`, i.`condition`, i.`labelUnreadable`, i.`isExpected`, ' +
      'i.`note`, i.`deviceId`, c.`name` AS `countedByName`, i.`countedAt`, u.`name` AS `resolvedByName`, i.`resolution` ' +
      'FROM `stock_take_item` i LEFT JOIN `room` r ON r.`id` = i.`roomId` LEFT JOIN `room` f ON f.`id` = i.`foundRoomId` ' +
      'LEFT JOIN `organisation` o ON o.`id` = i.`organisationId` LEFT JOIN `user` c ON c.`id` = i.`countedById` ' +
      'LEFT JOIN `user` u ON u.`id` = i.`resolvedById` WHERE i.`stockTakeId` = $1 ORDER BY i.`assetTag`',
    [id],
    transaction,
  )) as unknown as ResultItem[]
  return rows.map((row) => ({
    ...row,
    labelUnreadable: Boolean(row.labelUnreadable),
    isExpected: Boolean(row.isExpected),
  }))
}

async function readRooms(
  app: App,
  id: number,
  items: readonly ResultItem[],
  transaction?: Transaction,
): Promise<Room[]> {
  const rooms = (await select(
    app.ledger,
    'SELECT s.`id`, s.`roomId`, r.`code`, s.`name`, s.`state` FROM `stock_take_room` s JOIN `room` r ON r.`id` = s.`roomId` ' +
      'WHERE s.`stockTakeId` = $1 ORDER BY r.`code`',
    [id],
    transaction,
  )) as unknown as Omit<Room, 'people'>[]
  const people = (await select(
    app.ledger,
    'SELECT a.`roomId`, a.`userId`, u.`name`, a.`state` FROM `stock_take_assignment` a JOIN `user` u ON u.`id` = a.`userId` ' +
      'WHERE a.`stockTakeId` = $1 ORDER BY u.`nameKey`, u.`id`',
    [id],
    transaction,
  )) as unknown as (Room['people'][number] & { roomId: number })[]
  return rooms.map((room) => ({
    ...room,
    // A thing counts in the room where it should be, or, where it should be in none, where it was met.
    ...countResult(items.filter((item) => (item.roomId ?? item.foundRoomId) === room.roomId)),
    people: people
      .filter(({ roomId }) => roomId === room.roomId)
      .map(({ userId, name, state }) => ({ userId, name, state })),
  }))
}

async function readPeople(
  app: App,
  id: number,
  transaction?: Transaction,
): Promise<StockTakeProgress['people']> {
  const rows = (await select(
    app.ledger,
    "SELECT a.`userId`, u.`name`, COUNT(*) AS `rooms`, SUM(CASE WHEN a.`state` = 'handed-in' THEN 1 ELSE 0 END) AS `handedIn`, " +
      'SUM(a.`scanCount`) AS `scans`, (SELECT MAX(s.`scannedAt`) FROM `stock_take_scan` s WHERE s.`stockTakeId` = a.`stockTakeId` AND s.`userId` = a.`userId`) AS `lastAt` ' +
      'FROM `stock_take_assignment` a JOIN `user` u ON u.`id` = a.`userId` WHERE a.`stockTakeId` = $1 ' +
      'GROUP BY a.`stockTakeId`, a.`userId`, u.`name`, u.`nameKey` ORDER BY u.`nameKey`, a.`userId`',
    [id],
    transaction,
  )) as unknown as StockTakeProgress['people']
  return rows.map((row) => ({
    ...row,
    rooms: Number(row.rooms),
    handedIn: Number(row.handedIn),
    scans: Number(row.scans),
  }))
}

/** What must be settled before a stock-take can be closed. */
function obstaclesOf(
  id: number,
  rooms: readonly Room[],
  items: readonly ResultItem[],
): StockTakeProgress['obstacles'] {
  const list = (names: string[]) => ({
    zh: names.slice(0, 5).join('、') + (names.length > 5 ? ' 等' : ''),
    en: names.slice(0, 5).join(', ') + (names.length > 5 ? ' …' : ''),
  })
  const obstacles: StockTakeProgress['obstacles'] = []
  const out = rooms.flatMap((room) =>
    room.people.filter(({ state }) => state === 'taken').map((person) => `${room.name} (${person.name})`),
  )
  if (out.length > 0)
    obstacles.push({
      message: {
        zh: `${out.length} 份清单还在手机上，尚未交回：${list(out).zh}。请他们同步并交回。`,
        en: `${out.length} list(s) are still out on phones: ${list(out).en}. Ask them to synchronise and hand in.`,
      },
      link: `/stock-take-assignments?stockTakeId=${id}&state=taken`,
    })
  const waiting = rooms.filter(({ state }) => state === 'waiting').map(({ name }) => name)
  if (waiting.length > 0)
    obstacles.push({
      message: {
        zh: `${waiting.length} 个机房还没有人盘点：${list(waiting).zh}。`,
        en: `${waiting.length} room(s) have not been counted: ${list(waiting).en}.`,
      },
      link: `/stock-take-rooms?stockTakeId=${id}&state=waiting`,
    })
  const conflicts = items.filter(({ state }) => state === 'conflict').length
  if (conflicts > 0)
    obstacles.push({
      message: {
        zh: `${conflicts} 件资产的记录互相矛盾，请逐件裁定。`,
        en: `The records of ${conflicts} item(s) contradict each other. Settle each.`,
      },
      link: `/stock-take-items?stockTakeId=${id}&state=conflict`,
    })
  return obstacles
}

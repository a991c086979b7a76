import type { Transaction } from 'sequelize'
import { Op } from 'sequelize'
import type { App } from '../../app.ts'
import type { Entity } from '../../contract/entity.ts'
import { stockTakeAssignment } from '../../contract/entities/stock-take-assignment.ts'
import { stockTakeItem } from '../../contract/entities/stock-take-item.ts'
import { stockTakeScan } from '../../contract/entities/stock-take-scan.ts'
import type { ScanVerdict } from '../../contract/entities/stock-take-scan.ts'
import type { SentScan, TakenScan } from '../../contract/stock-take.ts'
import type { Person } from '../../http/handler.ts'
import { insertRecords } from '../ledger/actions.ts'
import { refreshCounts, refreshRoomStates } from './counts.ts'
import { judgeItem } from './judge-item.ts'
import { assignmentRow, roomOf } from './plan.ts'
import type { StoredItem, StoredScan } from './rows.ts'
import { lockStockTake, requireState, rowsOf } from './rows.ts'
import type { LedgerDevice } from './scope.ts'
import { deviceColumns, itemRow, placeOf } from './scope.ts'

/**
 * Takes what a phone recorded, all or nothing. A scan that has arrived before is answered as it was then, so a phone may
 * send again whatever it is not sure of.
 * @throws AppError decisionRefused when the stock-take is not running, or a room is not part of it
 */
export async function recordScans(
  app: App,
  stockTakeId: number,
  scans: readonly SentScan[],
  person: Pick<Person, 'userId' | 'name'>,
): Promise<TakenScan[]> {
  return app.ledger.transaction(async (transaction) => {
    const row = await lockStockTake(app, stockTakeId, transaction)
    const known = await earlier(app, scans, transaction)
    const fresh = scans.filter(({ clientId }) => !known.has(clientId))
    if (fresh.length > 0) {
      requireState(
        row,
        ['running'],
        `盘点「${row.name}」已不在进行中，这些记录没有被接收；请联系负责人 ${row.leadName ?? ''} 退回盘点后再同步。`,
        `Stock-take "${row.name}" is no longer running, so these records were not taken. Ask ${row.leadName ?? 'its lead'} to send it back, then synchronise again.`,
      )
      const rooms = await roomOf(
        app,
        stockTakeId,
        [...new Set(fresh.map(({ roomId }) => roomId))],
        transaction,
      )
      for (const scan of fresh) await recordScan(app, stockTakeId, scan, person.userId, transaction)
      await noteAtWork(app, stockTakeId, fresh, rooms, person, transaction)
      await refreshCounts(app, stockTakeId, transaction)
      await refreshRoomStates(app, stockTakeId, transaction)
    }
    return answers(app, scans, transaction)
  })
}

async function earlier(
  app: App,
  scans: readonly SentScan[],
  transaction: Transaction,
): Promise<Map<string, StoredScan>> {
  const clientId = { [Op.in]: scans.map((scan) => scan.clientId) }
  const rows = await rowsOf<StoredScan>(app, 'stockTakeScan', { clientId }, transaction)
  return new Map(rows.map((row) => [row.clientId, row]))
}

async function recordScan(
  app: App,
  stockTakeId: number,
  sent: SentScan,
  userId: number,
  transaction: Transaction,
): Promise<void> {
  const item = await itemOf(app, stockTakeId, sent, transaction)
  const before = await rowsOf<StoredScan>(app, 'stockTakeScan', { stockTakeItemId: item.id }, transaction)
  const { photo, isAbsent: _, ...values } = sent
  await insertRecords(
    app,
    stockTakeScan as Entity,
    [
      {
        ...values,
        assetTag: item.assetTag,
        verdict: verdictOf(item, sent, before),
        hasPhoto: photo !== null,
        standing: 'stands',
        receivedAt: app.now().toISOString(),
        userId,
        stockTakeItemId: item.id,
        stockTakeId,
      },
    ],
    { origin: 'entered', transaction },
  )
  if (photo !== null) {
    const [scan] = await rowsOf<StoredScan>(app, 'stockTakeScan', { clientId: sent.clientId }, transaction)
    const [, type, body] = /^data:([^;]+);base64,(.+)$/.exec(photo)!
    await app.ledger.support.stock_take_photo.create({ scanId: scan!.id, type, body }, { transaction })
  }
  await judgeItem(app, item.id, transaction)
}

function verdictOf(item: StoredItem, sent: SentScan, before: readonly StoredScan[]): ScanVerdict {
  if (sent.isAbsent) return 'absent'
  const isKnown = before.some((scan) => scan.verdict !== 'absent' && scan.roomId === sent.roomId)
  if (isKnown) return 'duplicate'
  if (item.deviceId === null) return 'unknown'
  return item.roomId === sent.roomId ? 'found' : 'misplaced'
}

/** The thing that a scan is about: on the list, or known to the ledger, or new to both. */
async function itemOf(
  app: App,
  stockTakeId: number,
  sent: SentScan,
  transaction: Transaction,
): Promise<StoredItem> {
  const known = await findItem(app, stockTakeId, sent.assetTag, transaction)
  if (known) return known
  const device = await findDevice(app, sent.assetTag, transaction)
  const onList = device && (await findItem(app, stockTakeId, device.assetTag, transaction))
  if (onList) return onList
  const row = device
    ? itemRow(stockTakeId, device, false)
    : {
        assetTag: sent.assetTag,
        name: sent.note?.slice(0, 100) || sent.assetTag,
        state: 'open',
        kind: sent.kind,
        serialNumber: sent.serialNumber,
        labelUnreadable: false,
        isExpected: false,
        stockTakeId,
        place: placeOf(stockTakeId, sent.assetTag),
      }
  await insertRecords(app, stockTakeItem as Entity, [row], { origin: 'entered', transaction })
  return (await findItem(app, stockTakeId, row.assetTag, transaction))!
}

async function findItem(
  app: App,
  stockTakeId: number,
  assetTag: string,
  transaction: Transaction,
): Promise<StoredItem | null> {
  const [item] = await rowsOf<StoredItem>(
    app,
    'stockTakeItem',
    { place: placeOf(stockTakeId, assetTag) },
    transaction,
  )
  return item ?? null
}

async function findDevice(app: App, tag: string, transaction: Transaction): Promise<LedgerDevice | null> {
  const rows = (await app.ledger.models.device.findAll({
    attributes: deviceColumns,
    where: { assetTag: { [Op.in]: [...new Set([tag, tag.toUpperCase()])] } },
    raw: true,
    transaction,
  } as never)) as unknown as LedgerDevice[]
  return rows.find(({ assetTag }) => assetTag === tag) ?? rows[0] ?? null
}

/** Whoever records something in a room is at work there, whether or not it was planned so. */
async function noteAtWork(
  app: App,
  stockTakeId: number,
  scans: readonly SentScan[],
  rooms: ReadonlyMap<number, { id: number; name: string }>,
  person: Pick<Person, 'userId' | 'name'>,
  transaction: Transaction,
): Promise<void> {
  for (const room of rooms.values()) {
    const by = scans.filter(({ roomId }) => roomId === room.id).length
    const planned = assignmentRow(stockTakeId, room, { id: person.userId, name: person.name })
    const { place } = planned
    const [found] = await rowsOf<{ id: number; state: string }>(
      app,
      'stockTakeAssignment',
      { place },
      transaction,
    )
    if (!found) {
      const row = { ...planned, state: 'taken', takenAt: app.now().toISOString(), scanCount: by }
      await insertRecords(app, stockTakeAssignment as Entity, [row], { origin: 'entered', transaction })
      continue
    }
    await app.ledger.models.stockTakeAssignment.increment('scanCount', {
      by,
      where: { id: found.id },
      transaction,
    })
    if (found.state === 'waiting')
      await app.ledger.models.stockTakeAssignment.update(
        { state: 'taken', takenAt: app.now().toISOString() },
        { where: { id: found.id }, transaction },
      )
  }
}

async function answers(app: App, scans: readonly SentScan[], transaction: Transaction): Promise<TakenScan[]> {
  const taken = await earlier(app, scans, transaction)
  const ids = [...new Set([...taken.values()].map((scan) => scan.stockTakeItemId))]
  const items = await rowsOf<StoredItem>(app, 'stockTakeItem', { id: { [Op.in]: ids } }, transaction)
  return scans.map(({ clientId }) => {
    const scan = taken.get(clientId)!
    const item = items.find(({ id }) => id === scan.stockTakeItemId)!
    return { clientId, verdict: scan.verdict, itemId: item.id, itemState: item.state }
  })
}

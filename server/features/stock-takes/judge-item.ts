import type { Transaction } from 'sequelize'
import type { App } from '../../app.ts'
import { outcomeOf } from '../../domain/stock-take/statement.ts'
import type { StoredItem, StoredScan } from './rows.ts'
import { rowsOf } from './rows.ts'

/** Works a thing's result out again from everything that was recorded of it. */
export async function judgeItem(app: App, itemId: number, transaction: Transaction): Promise<void> {
  const [item] = await rowsOf<StoredItem>(app, 'stockTakeItem', { id: itemId }, transaction)
  const scans = await rowsOf<StoredScan>(app, 'stockTakeScan', { stockTakeItemId: itemId }, transaction)
  const statements = scans.map((scan) => ({
    ...scan,
    isAbsent: scan.verdict === 'absent',
    isOverruled: scan.standing === 'overruled',
  }))
  const { state, statement } = outcomeOf(
    { roomId: item!.roomId, isInLedger: item!.deviceId !== null },
    statements,
  )
  const isSeen = statement !== null && !statement.isAbsent
  await app.ledger.models.stockTakeItem.update(
    {
      state,
      foundRoomId: isSeen ? statement.roomId : null,
      condition: isSeen ? (statement.condition ?? 'good') : null,
      labelUnreadable: statements.some((one) => !one.isOverruled && Boolean(one.labelUnreadable)),
      note: statement?.note ?? null,
      countedAt: statement?.scannedAt ?? null,
      countedById: statement?.userId ?? null,
      updatedAt: app.now().toISOString(),
      ...(item!.deviceId === null && statement
        ? { kind: statement.kind ?? item!.kind, serialNumber: statement.serialNumber ?? item!.serialNumber }
        : {}),
    },
    { where: { id: itemId }, transaction },
  )
}

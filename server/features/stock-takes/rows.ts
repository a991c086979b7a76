import type { Transaction } from 'sequelize'
import type { App } from '../../app.ts'
import type { RowOf } from '../../contract/entity.ts'
import { stockTake } from '../../contract/entities/stock-take.ts'
import type { StockTakeState } from '../../contract/entities/stock-take.ts'
import type { stockTakeAssignment } from '../../contract/entities/stock-take-assignment.ts'
import type { stockTakeItem } from '../../contract/entities/stock-take-item.ts'
import type { stockTakeScan } from '../../contract/entities/stock-take-scan.ts'
import { refuse } from '../findings/refusal.ts'
import { readRecord } from '../ledger/actions.ts'

export type StockTake = RowOf<typeof stockTake>
export type Assignment = RowOf<typeof stockTakeAssignment>
export type Item = RowOf<typeof stockTakeItem>
export type Scan = RowOf<typeof stockTakeScan>

/** A row as its table holds it: references without names. */
type Stored<R> = Omit<R, `${string}Name` | `${string}NameEn`>
export type StoredItem = Stored<Item>
export type StoredScan = Stored<Scan>

/**
 * The stock-take, locked: two people who act on it at once come one after the other here.
 * @throws AppError notFound
 */
export async function lockStockTake(app: App, id: number, transaction: Transaction): Promise<StockTake> {
  await app.ledger.models.stockTake.findByPk(id, {
    attributes: ['id'],
    raw: true,
    transaction,
    lock: transaction.LOCK.UPDATE,
  })
  return readRecord(app, stockTake, id, transaction)
}

/** @throws AppError decisionRefused */
export function requireState(
  row: StockTake,
  allowed: readonly StockTakeState[],
  zh: string,
  en: string,
): void {
  if (!allowed.includes(row.state)) throw refuse(zh, en)
}

/** All rows of one of its tables that belong to a stock-take, as they are stored. */
export async function rowsOf<R>(
  app: App,
  entity: 'stockTakeRoom' | 'stockTakeAssignment' | 'stockTakeItem' | 'stockTakeScan',
  where: Record<string | symbol, unknown>,
  transaction?: Transaction,
): Promise<R[]> {
  return (await app.ledger.models[entity].findAll({
    where,
    order: ['id'],
    raw: true,
    ...(transaction ? { transaction } : {}),
  } as never)) as unknown as R[]
}

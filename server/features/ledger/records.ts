import type { Transaction } from 'sequelize'
import type { Entity, RowOf } from '../../contract/entity.ts'
import { AppError } from '../../contract/error.ts'
import { tableOf } from '../../db/columns.ts'
import type { Ledger } from '../../db/ledger.ts'
import { select } from '../../db/select.ts'
import { decodeRow, quote, rowShape, self } from './shape.ts'

/** One record as the contract shows it; null when there is none. */
export async function findRecord<E extends Entity>(
  ledger: Ledger,
  entity: E,
  id: number,
  transaction?: Transaction,
): Promise<RowOf<E> | null> {
  const shape = rowShape(entity)
  const [row] = await select(
    ledger,
    `SELECT ${shape.columns} FROM ${quote(tableOf(entity.name))} AS ${self} ${shape.joins} WHERE ${self}.\`id\` = $1`,
    [id],
    transaction,
  )
  return row ? (decodeRow(shape, row) as RowOf<E>) : null
}

/** One record as the contract shows it. @throws AppError notFound */
export async function readRecord<E extends Entity>(
  { ledger }: { ledger: Ledger },
  entity: E,
  id: number,
  transaction?: Transaction,
): Promise<RowOf<E>> {
  const row = await findRecord(ledger, entity, id, transaction)
  if (!row) throw new AppError('notFound', { entity: entity.name, id })
  return row
}

import type { Transaction } from 'sequelize'
import type { Entity } from '../../contract/entity.ts'
import { insertRows, updateRows, deleteRows, selectIn } from '../../db/bulk.ts'
import { tableOf } from '../../db/columns.ts'
import type { Ledger } from '../../db/ledger.ts'
import { logChanges } from '../change-log/actions.ts'
import type { Change } from '../change-log/actions.ts'
import type { By, Context } from './actions.ts'
import { recordName } from './record-name.ts'
import { nameKeyOf, searchTextOf } from './search-text.ts'
import { decodeRow, hasName, quote, rowShape, self } from './shape.ts'
import { encode } from './values.ts'

/*
 * Many records of one entity written at once: what `createRecord`, `updateRecord` and `removeRecord` do for one, in a few
 * statements. Checks are `check-many.ts`; both read the same declarations.
 */

type Values = Record<string, unknown>
export type Row = Values & { id: number; version: number }

/** One record to be written. Values are settled and complete (see `newValues`, `changedValues`). */
export type Write =
  | { action: 'create'; values: Values; /** Only where it had one before. */ id?: number }
  | { action: 'update'; current: Row; changed: Values }
  | { action: 'remove'; current: Row }

export interface WhyMany {
  by: By
  transaction: Transaction
  reason?: string | null
  findingId?: number | null
  changeSetId: number | null
}

/** Records by their ids, as the contract shows them; those that are gone are missing. Locked in a transaction. */
export async function readMany(
  ledger: Ledger,
  entity: Entity,
  ids: readonly number[],
  transaction?: Transaction,
): Promise<Map<number, Row>> {
  const shape = rowShape(entity)
  const table = quote(tableOf(entity.name))
  if (transaction && ledger.sequelize.getDialect() === 'mysql')
    await selectIn(ledger, `SELECT \`id\` FROM ${table} WHERE \`id\` IN () FOR UPDATE`, ids, transaction)
  const rows = await selectIn(
    ledger,
    `SELECT ${shape.columns} FROM ${table} AS ${self} ${shape.joins} WHERE ${self}.\`id\` IN ()`,
    ids,
    transaction,
  )
  return new Map(rows.map((row) => [row['id'] as number, decodeRow(shape, row) as Row]))
}

/**
 * Writes records that have been checked, and each into the change log. All in the given transaction.
 * @returns their ids, in order
 */
export async function writeMany(
  context: Context,
  entity: Entity,
  writes: readonly Write[],
  why: WhyMany,
): Promise<number[]> {
  const at = context.now().toISOString()
  const ids = new Array<number>(writes.length)
  const changes = new Array<Change>(writes.length)
  const indexes = (action: Write['action']) =>
    writes.flatMap((write, i) => (write.action === action ? [i] : []))
  const note = (i: number, recordId: number, change: Pick<Change, 'recordName' | 'before' | 'after'>) => {
    const { by, transaction: _, ...rest } = why
    ids[i] = recordId
    changes[i] = { at, entity, recordId, action: writes[i]!.action, userId: by.userId, ...rest, ...change }
  }
  await createAll(context.ledger, entity, writes, indexes('create'), at, why.transaction, note)
  await updateAll(context.ledger, entity, writes, indexes('update'), at, why.transaction, note)
  await removeAll(context.ledger, entity, writes, indexes('remove'), why.transaction, note)
  await logChanges(context.ledger, changes, why.transaction)
  return ids
}

type Note = (i: number, id: number, change: Pick<Change, 'recordName' | 'before' | 'after'>) => void

const withoutNulls = (entity: Entity, values: Values): Values =>
  Object.fromEntries(
    Object.entries(values).filter(
      ([key, value]) => value !== null && entity.fields[key] && entity.fields[key].type !== 'via',
    ),
  )

async function createAll(
  ledger: Ledger,
  entity: Entity,
  writes: readonly Write[],
  indexes: number[],
  at: string,
  transaction: Transaction,
  note: Note,
): Promise<void> {
  if (indexes.length === 0) return
  const made = indexes.map((i) => writes[i] as Write & { action: 'create' })
  const stored = ({ id, values }: Write & { action: 'create' }) => ({
    ...(id === undefined ? {} : { id }),
    version: 1,
    createdAt: at,
    updatedAt: at,
    ...encode(entity, values),
    searchText: searchTextOf(entity, values),
    nameKey: nameKeyOf(entity, values),
  })
  const ids = await insertRows(ledger, tableOf(entity.name), made.map(stored), transaction)
  // Records without a name of their own are called after those that they join.
  const rows = hasName(entity) ? null : await readMany(ledger, entity, ids, transaction)
  made.forEach(({ values }, n) =>
    note(indexes[n]!, ids[n]!, {
      recordName: recordName(entity, rows?.get(ids[n]!) ?? values),
      before: null,
      after: withoutNulls(entity, values),
    }),
  )
}

async function updateAll(
  ledger: Ledger,
  entity: Entity,
  writes: readonly Write[],
  indexes: number[],
  at: string,
  transaction: Transaction,
  note: Note,
): Promise<void> {
  /** Rows by the columns that they change. */
  const groups = new Map<string, (Values & { id: number })[]>()
  for (const i of indexes) {
    const { current, changed } = writes[i] as Write & { action: 'update' }
    const values = { ...current, ...changed }
    const row = {
      id: current.id,
      ...encode(entity, changed),
      version: current.version + 1,
      updatedAt: at,
      searchText: searchTextOf(entity, values),
      nameKey: nameKeyOf(entity, values),
    }
    const group = Object.keys(changed).sort().join()
    const rows = groups.get(group)
    if (rows) rows.push(row)
    else groups.set(group, [row])
    note(i, current.id, {
      recordName: recordName(entity, values),
      before: Object.fromEntries(Object.keys(changed).map((key) => [key, current[key] ?? null])),
      after: changed,
    })
  }
  for (const rows of groups.values()) await updateRows(ledger, tableOf(entity.name), rows, transaction)
}

async function removeAll(
  ledger: Ledger,
  entity: Entity,
  writes: readonly Write[],
  indexes: number[],
  transaction: Transaction,
  note: Note,
): Promise<void> {
  const removed = indexes.map((i) => (writes[i] as Write & { action: 'remove' }).current)
  await deleteRows(
    ledger,
    tableOf(entity.name),
    removed.map(({ id }) => id),
    transaction,
  )
  removed.forEach((current, n) =>
    note(indexes[n]!, current.id, {
      recordName: recordName(entity, current),
      before: withoutNulls(entity, current),
      after: null,
    }),
  )
}

import type { Transaction } from 'sequelize'
import { ForeignKeyConstraintError, UniqueConstraintError } from 'sequelize'
import type { App } from '../../app.ts'
import type { CreateOf, Entity, RowOf, UpdateOf } from '../../contract/entity.ts'
import type { EntityName } from '../../contract/entities/index.ts'
import { AppError } from '../../contract/error.ts'
import type { Ledger } from '../../db/ledger.ts'
import { brokenRules } from '../../domain/record-rules.ts'
import { logChanges } from '../change-log/actions.ts'
import {
  checkTransitions,
  checkUnique,
  checkUnreferenced,
  duplicate,
  missingReference,
  referenceIssues,
} from './checks.ts'
import { recordName } from './record-name.ts'
import { readRecord } from './records.ts'
import { relatedIssues } from './related-rules.ts'
import { nameKeyOf, searchTextOf } from './search-text.ts'
import { changedValues, encode, hiddenKeys, newValues } from './values.ts'

export { findRecord, readRecord } from './records.ts'
export { bestMatches } from './best-matches.ts'
export { insertRecords } from './insert-records.ts'
export { everyRecord, listRecords } from './list.ts'
export { countByYear, summariseRecords } from './summary.ts'

type Values = Record<string, unknown>
/** What the actions need of the App. */
export type Context = Pick<App, 'ledger' | 'now'>

/** Who makes a change; null for the system itself. */
export interface By {
  userId: number | null
}

interface Why {
  by: By
  /** In a person's words; kept in the change log. */
  reason?: string | null | undefined
  /** The finding whose acceptance makes the change. */
  findingId?: number | null | undefined
  /** The set of changes that it is part of, and is undone with; see features/change-sets/. */
  changeSetId?: number | null | undefined
  /** Joined instead of opening one. */
  transaction?: Transaction | undefined
}

interface Change extends Why {
  /** The version that the change is based on; null to change whatever is there. */
  expectedVersion: number | null
}

function model(ledger: Ledger, entity: Entity) {
  return ledger.models[entity.name as EntityName]
}

function within<T>(
  ledger: Ledger,
  transaction: Transaction | undefined,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  return transaction ? work(transaction) : ledger.transaction(work)
}

/** States a violated constraint that slipped past the checks between them and the write. */
function stated(error: unknown, entity: Entity): unknown {
  if (error instanceof UniqueConstraintError) {
    const keys = error.errors.map((item) => item.path).filter((path): path is string => path !== null)
    return duplicate(
      entity,
      keys.filter((key) => entity.fields[key]),
    )
  }
  if (error instanceof ForeignKeyConstraintError) {
    const keys = (Array.isArray(error.fields) ? error.fields : []) as string[]
    return new AppError(
      'validationFailed',
      {},
      keys.map((key) => missingReference(entity, key)),
    )
  }
  return error
}

/**
 * Creates a record. Beside the contract's fields, `fields` may carry the entity's hidden columns (hashes, sealed
 * secrets) and system-set fields; callers at the boundary validate what people send.
 * @throws AppError validationFailed, duplicateValue
 */
export async function createRecord<E extends Entity>(
  { ledger, now }: Context,
  entity: E,
  fields: CreateOf<E> & Values,
  by: By,
  { reason, findingId, changeSetId, transaction: given }: Omit<Why, 'by'> = {},
): Promise<RowOf<E>> {
  const values = newValues(entity, fields, 'entered')
  return within(ledger, given, async (transaction) => {
    const changed = new Set(Object.keys(values).filter((key) => values[key] !== null))
    const issues = [
      ...brokenRules(entity.name, values, changed),
      ...(await referenceIssues(ledger, entity, values, transaction)),
      ...(await relatedIssues({ ledger, entity, id: null, values, changed, transaction })),
    ]
    if (issues.length > 0) throw new AppError('validationFailed', {}, issues)
    await checkUnique(ledger, entity, values, null, transaction)
    const at = now().toISOString()
    const stored = {
      ...encode(entity, values),
      version: 1,
      createdAt: at,
      updatedAt: at,
      searchText: searchTextOf(entity, values),
      nameKey: nameKeyOf(entity, values),
    }
    const made = await model(ledger, entity)
      .create(stored, { transaction })
      .catch((error: unknown) => {
        throw stated(error, entity)
      })
    const row = await readRecord({ ledger }, entity, made.get('id') as number, transaction)
    const after = Object.fromEntries(
      Object.entries(values).filter(([key, value]) => value !== null && entity.fields[key]),
    )
    await logChanges(
      ledger,
      [
        {
          at,
          entity,
          recordId: row.id,
          recordName: recordName(entity, row),
          action: 'create',
          before: null,
          after,
          userId: by.userId,
          reason,
          findingId,
          changeSetId,
        },
      ],
      transaction,
    )
    return row
  })
}

/** @throws AppError notFound, staleVersion with `details.current` */
async function lock<E extends Entity>(
  ledger: Ledger,
  entity: E,
  id: number,
  expectedVersion: number | null,
  transaction: Transaction,
): Promise<RowOf<E>> {
  // The row stays locked until the transaction ends (SQLite has locked the whole file already).
  await model(ledger, entity).findByPk(id, {
    attributes: ['id'],
    raw: true,
    transaction,
    lock: transaction.LOCK.UPDATE,
  })
  const current = await readRecord({ ledger }, entity, id, transaction)
  if (expectedVersion !== null && current.version !== expectedVersion) {
    throw new AppError('staleVersion', { current })
  }
  return current
}

/**
 * Changes a record. Fields that stay as they are do not count: when nothing differs, nothing is written.
 * @throws AppError notFound, staleVersion, validationFailed, transitionNotAllowed, duplicateValue
 */
export async function updateRecord<E extends Entity>(
  { ledger, now }: Context,
  entity: E,
  id: number,
  fields: UpdateOf<E> & Values,
  { by, expectedVersion, reason, findingId, changeSetId, transaction: given }: Change,
): Promise<RowOf<E>> {
  return within(ledger, given, async (transaction) => {
    const current = await lock(ledger, entity, id, expectedVersion, transaction)
    const changed = changedValues(entity, current, fields)
    const hidden = Object.fromEntries(
      hiddenKeys(entity)
        .filter((key) => (fields as Values)[key] !== undefined)
        .map((key) => [key, (fields as Values)[key]]),
    )
    const keys = new Set(Object.keys(changed))
    if (keys.size === 0 && Object.keys(hidden).length === 0) return current
    const values = { ...current, ...changed }
    checkTransitions(entity, current, changed)
    const issues = [
      ...brokenRules(entity.name, values, keys),
      ...(await referenceIssues(ledger, entity, changed, transaction)),
      ...(await relatedIssues({ ledger, entity, id, values, changed: keys, transaction })),
    ]
    if (issues.length > 0) throw new AppError('validationFailed', {}, issues)
    await checkUnique(ledger, entity, changed, id, transaction)
    const at = now().toISOString()
    const stored = {
      ...encode(entity, changed),
      ...hidden,
      version: current.version + 1,
      updatedAt: at,
      searchText: searchTextOf(entity, values),
      nameKey: nameKeyOf(entity, values),
    }
    const [written] = await model(ledger, entity)
      .update(stored, { where: { id, version: current.version }, transaction })
      .catch((error: unknown) => {
        throw stated(error, entity)
      })
    const row = await readRecord({ ledger }, entity, id, transaction)
    if (written === 0) throw new AppError('staleVersion', { current: row })
    await logChanges(
      ledger,
      [
        {
          at,
          entity,
          recordId: id,
          recordName: recordName(entity, row),
          action: 'update',
          before: Object.fromEntries([...keys].map((key) => [key, (current as Values)[key]])),
          after: changed,
          userId: by.userId,
          reason,
          findingId,
          changeSetId,
        },
      ],
      transaction,
    )
    return row
  })
}

/** @throws AppError notFound, staleVersion, stillReferenced */
export async function removeRecord<E extends Entity>(
  { ledger, now }: Context,
  entity: E,
  id: number,
  { by, expectedVersion, reason, findingId, changeSetId, transaction: given }: Change,
): Promise<void> {
  await within(ledger, given, async (transaction) => {
    const current = await lock(ledger, entity, id, expectedVersion, transaction)
    await checkUnreferenced(ledger, entity, id, transaction)
    await model(ledger, entity)
      .destroy({ where: { id }, transaction })
      .catch((error: unknown) => {
        if (!(error instanceof ForeignKeyConstraintError)) throw error
        throw new AppError('stillReferenced', { count: 1, entityZh: '其他', entityEn: 'other' })
      })
    const before = Object.fromEntries(
      Object.entries(entity.fields)
        .filter(([key, field]) => field.type !== 'via' && (current as Values)[key] !== null)
        .map(([key]) => [key, (current as Values)[key]]),
    )
    await logChanges(
      ledger,
      [
        {
          at: now().toISOString(),
          entity,
          recordId: id,
          recordName: recordName(entity, current),
          action: 'remove',
          before,
          after: null,
          userId: by.userId,
          reason,
          findingId,
          changeSetId,
        },
      ],
      transaction,
    )
  })
}

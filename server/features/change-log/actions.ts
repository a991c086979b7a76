import type { Transaction } from 'sequelize'
import type { Entity } from '../../contract/entity.ts'
import { changeLogEntry } from '../../contract/entities/change-log-entry.ts'
import type { changeActions } from '../../contract/entities/change-log-entry.ts'
import { insertRows } from '../../db/bulk.ts'
import { tableOf } from '../../db/columns.ts'
import type { Ledger } from '../../db/ledger.ts'
import { nameKeyOf, searchTextOf } from '../ledger/search-text.ts'

type Values = Record<string, unknown>

export interface Change {
  at: string
  entity: Entity
  recordId: number
  recordName: string | null
  action: keyof typeof changeActions
  /** Only the fields that changed. */
  before: Values | null
  after: Values | null
  userId: number | null
  reason?: string | null | undefined
  findingId?: number | null | undefined
  /** The set of changes that it is part of; see features/change-sets/. */
  changeSetId?: number | null | undefined
}

/** Writes changes down, in the transaction that makes them. */
export async function logChanges(
  ledger: Ledger,
  changes: readonly Change[],
  transaction: Transaction,
): Promise<void> {
  const rows = changes.map(({ entity, before, after, reason, findingId, changeSetId, ...change }) => {
    const row = {
      ...change,
      version: 1,
      createdAt: change.at,
      updatedAt: change.at,
      entity: entity.name,
      recordName: change.recordName?.slice(0, 200) ?? null,
      before: before && JSON.stringify(before),
      after: after && JSON.stringify(after),
      reason: reason ?? null,
      findingId: findingId ?? null,
      changeSetId: changeSetId ?? null,
    }
    return {
      ...row,
      searchText: searchTextOf(changeLogEntry, row),
      nameKey: nameKeyOf(changeLogEntry, row),
    }
  })
  await insertRows(ledger, tableOf(changeLogEntry.name), rows, transaction)
  await countInSets(ledger, changes, transaction)
}

async function countInSets(
  ledger: Ledger,
  changes: readonly Change[],
  transaction: Transaction,
): Promise<void> {
  const counts = new Map<number, number>()
  for (const { changeSetId } of changes)
    if (changeSetId != null) counts.set(changeSetId, (counts.get(changeSetId) ?? 0) + 1)
  for (const [id, by] of counts)
    await ledger.models.changeSet.increment('changeCount', { by, where: { id }, transaction })
}

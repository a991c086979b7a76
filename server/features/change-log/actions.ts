import type { Transaction } from 'sequelize'
import type { Entity } from '../../contract/entity.ts'
import { changeLogEntry } from '../../contract/entities/change-log-entry.ts'
import type { changeActions } from '../../contract/entities/change-log-entry.ts'
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
}

/** Writes changes down, in the transaction that makes them. */
export async function logChanges(
  ledger: Ledger,
  changes: readonly Change[],
  transaction: Transaction,
): Promise<void> {
  const rows = changes.map(({ entity, before, after, reason, findingId, ...change }) => {
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
    }
    return {
      ...row,
      searchText: searchTextOf(changeLogEntry, row),
      nameKey: nameKeyOf(changeLogEntry, row),
    }
  })
  await ledger.models.changeLogEntry.bulkCreate(rows, { transaction, returning: false })
}

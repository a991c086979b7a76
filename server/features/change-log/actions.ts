import type { Transaction } from 'sequelize'
import type { Entity } from '../../contract/entity.ts'
import { changeLogEntry } from '../../contract/entities/change-log-entry.ts'
import type { changeActions } from '../../contract/entities/change-log-entry.ts'
import type { Ledger } from '../../db/ledger.ts'
import { nameKeyOf, searchTextOf } from '../ledger/search-text.ts'
import { appendToChain } from './append.ts'
import { NamesThen } from './names-then.ts'

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

interface Pending {
  rows: Values[]
  names: NamesThen
}

/** Beyond this many, a transaction writes what it has and keeps the chain to itself from then on. */
const mostPending = 200_000

const pendingOf = new WeakMap<Transaction, Pending>()

/**
 * Notes changes down in the transaction that makes them. They are chained and written as its last act, so that the end
 * of the chain is locked for a moment only; until then the log does not show them.
 */
export async function logChanges(
  ledger: Ledger,
  changes: readonly Change[],
  transaction: Transaction,
): Promise<void> {
  if (changes.length === 0) return
  const pending = pendingOf.get(transaction) ?? begin(ledger, transaction)
  const names = await pending.names.of(changes)
  changes.forEach((change, i) => pending.rows.push(rowOf(change, names[i] ?? null)))
  await countInSets(ledger, changes, transaction)
  if (pending.rows.length >= mostPending)
    await appendToChain(ledger, pending.rows.splice(0), changes[0]!.at, transaction)
}

function begin(ledger: Ledger, transaction: Transaction): Pending {
  const pending: Pending = { rows: [], names: new NamesThen(ledger, transaction) }
  pendingOf.set(transaction, pending)
  ledger.beforeCommit(transaction, () => writeNotedChanges(ledger, transaction))
  return pending
}

/** Writes what a transaction noted down so far, for one that reads its own entries: it holds the chain from then on. */
export async function writeNotedChanges(ledger: Ledger, transaction: Transaction): Promise<void> {
  const rows = pendingOf.get(transaction)?.rows.splice(0) ?? []
  if (rows.length > 0) await appendToChain(ledger, rows, rows.at(-1)!['at'] as string, transaction)
}

function rowOf(
  { entity, before, after, reason, findingId, changeSetId, ...change }: Change,
  names: Values | null,
): Values {
  const row = {
    ...change,
    version: 1,
    createdAt: change.at,
    updatedAt: change.at,
    entity: entity.name,
    recordName: change.recordName?.slice(0, 200).toWellFormed() ?? null,
    before: before && JSON.stringify(before),
    after: after && JSON.stringify(after),
    names: names && JSON.stringify(names),
    reason: reason?.toWellFormed() ?? null,
    findingId: findingId ?? null,
    changeSetId: changeSetId ?? null,
  }
  return {
    ...row,
    searchText: searchTextOf(changeLogEntry, row),
    nameKey: nameKeyOf(changeLogEntry, row),
  }
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

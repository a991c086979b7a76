import type { Transaction } from 'sequelize'
import type { App } from '../../app.ts'
import { changeSet } from '../../contract/entities/change-set.ts'
import type { ChangeSetKind } from '../../contract/entities/change-set.ts'
import { nameKeyOf, searchTextOf } from '../ledger/search-text.ts'

interface Opening {
  kind: ChangeSetKind
  /** What people call it: the file that was imported, the rule. */
  title: string
  userId: number | null
  /** The set that this one takes back. */
  undoesId?: number
  transaction: Transaction
}

/**
 * Begins a set of changes and returns its id: every change that is written with it as `changeSetId`, in this transaction
 * or a later one, can be undone together.
 */
export async function openChangeSet(
  { ledger, now }: Pick<App, 'ledger' | 'now'>,
  { kind, title, userId, undoesId, transaction }: Opening,
): Promise<number> {
  const at = now().toISOString()
  const row = {
    title: title.slice(0, 200),
    kind,
    state: 'applied',
    changeCount: 0,
    userId,
    at,
    undoneCount: 0,
    keptCount: 0,
    undoesId: undoesId ?? null,
  }
  const made = await ledger.models.changeSet.create(
    {
      ...row,
      version: 1,
      createdAt: at,
      updatedAt: at,
      searchText: searchTextOf(changeSet, row),
      nameKey: nameKeyOf(changeSet, row),
    },
    { transaction },
  )
  return made.get('id') as number
}

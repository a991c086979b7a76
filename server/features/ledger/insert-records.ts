import type { Transaction } from 'sequelize'
import type { Entity } from '../../contract/entity.ts'
import type { origins } from '../../contract/entity.ts'
import type { EntityName } from '../../contract/entities/index.ts'
import type { Context } from './actions.ts'
import { nameKeyOf, searchTextOf } from './search-text.ts'
import { encode, newValues } from './values.ts'

const rowsPerStatement = 200

interface Options {
  origin: keyof typeof origins
  transaction?: Transaction | undefined
}

/**
 * Puts many records in at once, for the seed and imports: versions, timestamps and search texts are filled in, ids may
 * be given, no rules are checked beyond the database's own and nothing goes to the change log. All or nothing.
 */
export async function insertRecords(
  { ledger, now }: Context,
  entity: Entity,
  rows: Iterable<Record<string, unknown>>,
  { origin, transaction: given }: Options,
): Promise<void> {
  const at = now().toISOString()
  const stored = (row: Record<string, unknown>) => {
    const values = newValues(entity, row, origin)
    return {
      ...(row['id'] === undefined ? {} : { id: row['id'] }),
      version: 1,
      createdAt: at,
      updatedAt: at,
      ...encode(entity, values),
      searchText: searchTextOf(entity, values),
      nameKey: nameKeyOf(entity, values),
    }
  }
  const insert = async (transaction: Transaction) => {
    const model = ledger.models[entity.name as EntityName]
    let batch: ReturnType<typeof stored>[] = []
    const flush = async () => {
      if (batch.length > 0) await model.bulkCreate(batch, { transaction, returning: false })
      batch = []
    }
    for (const row of rows) {
      batch.push(stored(row))
      if (batch.length === rowsPerStatement) await flush()
    }
    await flush()
  }
  await (given ? insert(given) : ledger.transaction(insert))
}

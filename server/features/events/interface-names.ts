import type { Transaction } from 'sequelize'
import { Op } from 'sequelize'
import type { Facts } from '../../contract/collection.ts'
import type { Ledger } from '../../db/ledger.ts'

/** Names of interfaces by ifIndex, by target, as the last collection that answered had them. */
export async function interfaceNames(
  ledger: Ledger,
  targetIds: readonly number[],
  transaction: Transaction,
): Promise<Map<number, Map<number, string>>> {
  const names = new Map<number, Map<number, string>>()
  if (targetIds.length === 0) return names
  const rows = (await ledger.support.observation.findAll({
    attributes: ['targetId', 'facts'],
    where: { targetId: { [Op.in]: [...targetIds] } },
    raw: true,
    transaction,
  })) as unknown as { targetId: number; facts: string }[]
  for (const { targetId, facts } of rows) {
    const { interfaces } = JSON.parse(facts) as Facts
    names.set(
      targetId,
      new Map(interfaces.flatMap(({ index, name }) => (name === null ? [] : [[index, name] as const]))),
    )
  }
  return names
}

import type { Transaction, WhereOptions } from 'sequelize'
import type { Facts, Problem } from '../../contract/collection.ts'
import type { Ledger } from '../../db/ledger.ts'

/** What the last answering visit to a target said. */
export interface Observation {
  targetId: number
  deviceId: number | null
  collectionId: string
  at: string
  facts: Facts
  problems: Problem[]
}

/** The newest observation that fits; null when there is none. */
export async function readObservation(
  ledger: Ledger,
  where: WhereOptions,
  transaction?: Transaction,
): Promise<Observation | null> {
  const row = (await ledger.support.observation.findOne({
    where,
    order: [['at', 'DESC']],
    raw: true,
    ...(transaction ? { transaction } : {}),
  } as never)) as unknown as
    (Omit<Observation, 'facts' | 'problems'> & Record<'facts' | 'problems', string>) | null
  if (!row) return null
  return { ...row, facts: JSON.parse(row.facts) as Facts, problems: JSON.parse(row.problems) as Problem[] }
}

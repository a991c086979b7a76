import type { Transaction } from 'sequelize'
import type { findStates } from '../../contract/entities/discovery-find.ts'
import type { Ledger } from '../../db/ledger.ts'
import type { DiscoveryRun } from './run-row.ts'

type Counts = Pick<DiscoveryRun, 'answeredCount' | 'newCount' | 'knownCount' | 'readdressedCount'>

/** What a run shows of its finds: counted from them, so that each figure is the list behind it. */
export async function countFinds(ledger: Ledger, runId: number, transaction: Transaction): Promise<Counts> {
  const rows = (await ledger.models.discoveryFind.findAll({
    attributes: ['state', [ledger.sequelize.fn('COUNT', ledger.sequelize.col('id')), 'count']],
    where: { discoveryRunId: runId },
    group: ['state'],
    raw: true,
    transaction,
  } as never)) as unknown as { state: keyof typeof findStates; count: number }[]
  const of = (state: keyof typeof findStates) => Number(rows.find((row) => row.state === state)?.count ?? 0)
  return {
    answeredCount: rows.reduce((sum, row) => sum + Number(row.count), 0),
    newCount: of('new'),
    knownCount: of('known'),
    readdressedCount: of('readdressed'),
  }
}

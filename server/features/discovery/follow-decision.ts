import type { Transaction } from 'sequelize'
import type { RowOf } from '../../contract/entity.ts'
import type { discoveryFind } from '../../contract/entities/discovery-find.ts'
import type { finding } from '../../contract/entities/finding.ts'
import type { Ledger } from '../../db/ledger.ts'
import { countFinds } from './count-finds.ts'

type State = RowOf<typeof discoveryFind>['state']

/** A decision on a finding shows on the finds that it came from, wherever it was made. */
export async function followDecision(
  ledger: Ledger,
  { id, kind, subjectId }: Pick<RowOf<typeof finding>, 'id' | 'kind' | 'subjectId'>,
  decision: 'accept' | 'reject' | 'reopen',
  transaction: Transaction,
): Promise<void> {
  if (kind !== 'device-unregistered' && kind !== 'device-readdressed') return
  const { models } = ledger
  const finds = (await models.discoveryFind.findAll({
    attributes: ['discoveryRunId'],
    where: { findingId: id },
    raw: true,
    transaction,
  })) as unknown as { discoveryRunId: number }[]
  if (finds.length === 0) return
  const target = (await models.target.findByPk(subjectId ?? 0, {
    attributes: ['deviceId'],
    raw: true,
    transaction,
  })) as unknown as { deviceId: number | null } | null
  const state: Record<typeof decision, State> = {
    accept: kind === 'device-unregistered' ? 'registered' : 'known',
    reject: 'ignored',
    reopen: kind === 'device-unregistered' ? 'new' : 'readdressed',
  }
  await models.discoveryFind.update(
    { state: state[decision], deviceId: target?.deviceId ?? null },
    { where: { findingId: id }, transaction },
  )
  for (const runId of new Set(finds.map(({ discoveryRunId }) => discoveryRunId)))
    await models.discoveryRun.update(await countFinds(ledger, runId, transaction), {
      where: { id: runId },
      transaction,
    })
}

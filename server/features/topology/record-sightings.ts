import { createHash } from 'node:crypto'
import { Op, type Transaction } from 'sequelize'
import type { Facts, Problem } from '../../contract/collection.ts'
import type { Ledger } from '../../db/ledger.ts'
import { sightingOf } from '../../domain/topology/sighting.ts'

interface Answer {
  targetId: number
  facts: Facts
  problems: readonly Problem[]
}

/** Tables whose loss makes neighbours disappear that are still there. */
const tables = new Set(['lldpRemTable', 'lldpV2RemTable', 'lldpLocPortTable', 'cdpCacheTable', 'ifTable'])
/** Losses of one visit; what a device does wrong at every visit is no reason to wait for a better one. */
const passing = new Set(['walk-broken-off', 'empty-reply', 'deadline-exceeded', 'cancelled'])

/**
 * Keeps what answers say of their links. Only what has changed is written: in a quiet network that is nothing. A visit
 * that lost a table of neighbours on its way does not take back what an earlier one saw.
 */
export async function recordSightings(
  ledger: Ledger,
  answers: readonly Answer[],
  now: string,
  transaction: Transaction,
): Promise<void> {
  if (answers.length === 0) return
  const known = (await ledger.support.topology_sighting.findAll({
    attributes: ['targetId', 'digest'],
    where: { targetId: { [Op.in]: answers.map((answer) => answer.targetId) } },
    raw: true,
    transaction,
  } as never)) as unknown as { targetId: number; digest: string }[]
  const digests = new Map(known.map((row) => [row.targetId, row.digest]))
  const rows = answers.flatMap(({ targetId, facts, problems }) => {
    if (digests.has(targetId) && problems.some(isPassingLoss)) return []
    const body = JSON.stringify(sightingOf(facts))
    const digest = createHash('sha256').update(body).digest('hex')
    return digests.get(targetId) === digest ? [] : [{ targetId, digest, changedAt: now, body }]
  })
  if (rows.length > 0)
    await ledger.support.topology_sighting.bulkCreate(rows, {
      transaction,
      returning: false,
      updateOnDuplicate: ['digest', 'changedAt', 'body'],
    })
}

function isPassingLoss({ code, about }: Problem): boolean {
  return passing.has(code) && (about === null || tables.has(about))
}

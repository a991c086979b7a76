import type { Transaction } from 'sequelize'
import { Op } from 'sequelize'
import type { Facts } from '../../contract/collection.ts'
import type { Ledger } from '../../db/ledger.ts'
import { identityOf } from '../../domain/discovery/match.ts'
import { isLocalAddress, normalAddress } from '../../domain/identity.ts'

export type IdentityKind = 'address' | 'engine' | 'name' | 'serial' | 'chassis'

interface Identity {
  targetId: number
  kind: IdentityKind
  value: string
}

const longestValue = 255
/** A router may carry thousands of addresses; it reports from one of its own first ones. */
const mostAddresses = 200

/** A host name as it is compared: devices write it with and without their domain, in any case. */
export function nameIdentity(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase().slice(0, longestValue)
}

function identitiesOf(targetId: number, facts: Facts): Identity[] {
  const addresses = facts.addresses
    .map((each) => normalAddress(each.ip))
    .filter((address) => !isLocalAddress(address))
    .slice(0, mostAddresses)
  const { engineId, name } = facts.device
  const { serials, chassisIds } = identityOf(facts)
  const each = (kind: IdentityKind, values: Iterable<string>) =>
    [...values].map((value) => ({ targetId, kind, value: value.slice(0, longestValue) }))
  return [
    ...[...new Set(addresses)].map((value) => ({ targetId, kind: 'address' as const, value })),
    ...(engineId ? [{ targetId, kind: 'engine' as const, value: engineId.slice(0, longestValue) }] : []),
    ...each('serial', serials),
    ...each('chassis', chassisIds),
    ...(name ? [{ targetId, kind: 'name' as const, value: nameIdentity(name) }] : []),
  ]
}

const keyOf = ({ targetId, kind, value }: Identity) => `${targetId} ${kind} ${value}`

/** Keeps by what each device that answered may be recognised when it reports something by itself, or is found again. */
export async function recordIdentities(
  ledger: Ledger,
  answers: readonly { targetId: number; facts: Facts }[],
  transaction: Transaction,
): Promise<void> {
  if (answers.length === 0) return
  const { sender_identity: table } = ledger.support
  const known = (await table.findAll({
    where: { targetId: { [Op.in]: answers.map((answer) => answer.targetId) } },
    raw: true,
    transaction,
  })) as unknown as (Identity & { id: number })[]
  const wanted = new Map(
    answers
      .flatMap(({ targetId, facts }) => identitiesOf(targetId, facts))
      .map((identity) => [keyOf(identity), identity]),
  )
  const gone = known.filter((identity) => !wanted.delete(keyOf(identity))).map(({ id }) => id)
  if (gone.length > 0) await table.destroy({ where: { id: { [Op.in]: gone } }, transaction })
  if (wanted.size > 0)
    await table.bulkCreate([...wanted.values()] as never, { transaction, returning: false })
}

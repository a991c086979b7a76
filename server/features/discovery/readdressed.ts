import type { Transaction } from 'sequelize'
import type { App } from '../../app.ts'
import type { Facts } from '../../contract/collection.ts'
import type { Found } from '../../contract/discovery.ts'
import { target } from '../../contract/entities/target.ts'
import type { Ledger } from '../../db/ledger.ts'
import { identityOf } from '../../domain/discovery/match.ts'
import { isStillThere, readdressedDraft, type Seen } from '../../domain/discovery/readdressed.ts'
import { fingerprintOf } from '../../domain/reconcile/draft.ts'
import { applyDrafts, readFindings } from '../findings/apply-drafts.ts'
import { findRecord, readRecord } from '../ledger/actions.ts'

/** Whether the device of a target answers at the target's own address as well; see {@link isStillThere}. */
export async function stillAnswers(
  ledger: Ledger,
  targetId: number,
  { collection }: Found,
  transaction: Transaction,
): Promise<boolean> {
  const place = await findRecord(ledger, target, targetId, transaction)
  if (!place || !collection.facts) return true
  const last = (await ledger.support.observation.findByPk(targetId, {
    attributes: ['facts'],
    raw: true,
    transaction,
  })) as unknown as { facts: string } | null
  return isStillThere(place, collection.facts, last ? identityOf(JSON.parse(last.facts) as Facts) : null)
}

/** States the finding that a target's device answers at another address. @returns its id */
export async function stateReaddressed(
  app: App,
  targetId: number,
  seen: Seen,
  transaction: Transaction,
): Promise<number | null> {
  const { ledger } = app
  const place = await readRecord({ ledger }, target, targetId, transaction)
  const device = (await ledger.models.device.findByPk(place.deviceId ?? 0, {
    attributes: ['organisationId', 'roomId'],
    raw: true,
    transaction,
  })) as unknown as { organisationId: number; roomId: number | null } | null
  const draft = readdressedDraft(
    { ...place, organisationId: device?.organisationId ?? null, roomId: device?.roomId ?? null },
    seen,
  )
  const where = { fingerprint: fingerprintOf(draft) }
  const known = await readFindings(ledger, where, transaction)
  await applyDrafts(ledger, [draft], known, app.now().toISOString(), transaction)
  return (await readFindings(ledger, where, transaction))[0]?.id ?? null
}

/** The device is back at the target's own address: nothing is left to decide. */
export async function resolveReaddressed(
  app: App,
  targetIds: readonly number[],
  transaction: Transaction,
): Promise<void> {
  const known = await readFindings(
    app.ledger,
    { kind: 'device-readdressed', subjectEntity: 'target', subjectId: [...targetIds] },
    transaction,
  )
  await applyDrafts(app.ledger, [], known, app.now().toISOString(), transaction)
}

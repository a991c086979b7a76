import { createHash } from 'node:crypto'
import type { Transaction, WhereOptions } from 'sequelize'
import { finding } from '../../contract/entities/finding.ts'
import type { Ledger } from '../../db/ledger.ts'
import { evidenceTextOf, fingerprintOf } from '../../domain/reconcile/draft.ts'
import type { FindingDraft } from '../../domain/reconcile/draft.ts'
import { fateOf } from '../../domain/reconcile/fate.ts'
import { nameKeyOf, searchTextOf } from '../ledger/search-text.ts'
import type { FindingRow } from './rows.ts'

export interface Applied {
  opened: number
  resolved: number
  unchanged: number
}

export const nothingApplied = (): Applied => ({ opened: 0, resolved: 0, unchanged: 0 })

export function addApplied(total: Applied, more: Applied): void {
  total.opened += more.opened
  total.resolved += more.resolved
  total.unchanged += more.unchanged
}

/** Hash of what a decision was based on, as the ledger keeps it. */
export function evidenceHashOf(draft: Parameters<typeof evidenceTextOf>[0]): string {
  return createHash('sha256').update(evidenceTextOf(draft)).digest('hex')
}

export async function readFindings(
  ledger: Ledger,
  where: WhereOptions,
  transaction?: Transaction,
): Promise<FindingRow[]> {
  return (await ledger.models.finding.findAll({
    where,
    raw: true,
    ...(transaction ? { transaction } : {}),
  } as never)) as unknown as FindingRow[]
}

/**
 * Brings the findings of some subjects in line with what the rules say now; `fateOf` says what becomes of each.
 *
 * What has not changed is not written, but for the time when it was last seen; that does not raise the version, so that
 * a person's decision is not refused because a collector came by.
 * @param known all findings of the subjects that were checked
 */
export async function applyDrafts(
  ledger: Ledger,
  drafts: readonly FindingDraft[],
  known: readonly FindingRow[],
  now: string,
  transaction: Transaction,
): Promise<Applied> {
  const applied = nothingApplied()
  const byFingerprint = new Map(known.map((row) => [row.fingerprint, row]))
  const stated = new Set<string>()
  const fresh: Record<string, unknown>[] = []
  for (const draft of drafts) {
    const fingerprint = fingerprintOf(draft)
    if (stated.has(fingerprint)) continue
    stated.add(fingerprint)
    const row = byFingerprint.get(fingerprint)
    if (!row) {
      fresh.push(newFinding(draft, fingerprint, now))
      applied.opened++
    } else if (await keepFinding(ledger, row, draft, now, transaction)) applied.opened++
    else applied.unchanged++
  }
  if (fresh.length > 0)
    await ledger.models.finding.bulkCreate(fresh as never, { transaction, returning: false })
  for (const row of known) {
    if (stated.has(row.fingerprint) || fateOf(row, null) !== 'resolve') continue
    if (await changeFinding(ledger, row, { status: 'resolved' }, now, transaction)) applied.resolved++
  }
  return applied
}

function valuesOf(draft: FindingDraft): Record<string, unknown> {
  const { seenAt: _, evidence, ...values } = draft
  const cut = (text: string | null) => text?.slice(0, 1000) ?? null
  return {
    ...values,
    declaredValue: cut(draft.declaredValue),
    observedValue: cut(draft.observedValue),
    evidence: JSON.stringify(evidence),
    evidenceHash: evidenceHashOf(draft),
    searchText: searchTextOf(finding, { ...values }),
    nameKey: nameKeyOf(finding, { ...values }),
  }
}

function newFinding(draft: FindingDraft, fingerprint: string, now: string): Record<string, unknown> {
  return {
    ...valuesOf(draft),
    fingerprint,
    status: 'open',
    firstSeenAt: draft.seenAt ?? now,
    lastSeenAt: draft.seenAt ?? now,
    version: 1,
    createdAt: now,
    updatedAt: now,
  }
}

export const undecided = {
  decidedAt: null,
  decidedById: null,
  reason: null,
  settledValue: null,
  settledFrom: null,
}

/** Whether it opened again. */
async function keepFinding(
  ledger: Ledger,
  row: FindingRow,
  draft: FindingDraft,
  now: string,
  transaction: Transaction,
): Promise<boolean> {
  const lastSeenAt = draft.seenAt ?? now
  const fate = fateOf(row, evidenceHashOf(draft))
  if (fate === 'keep') await touchFinding(ledger, row, draft, lastSeenAt, transaction)
  if (fate === 'change')
    await changeFinding(ledger, row, { ...valuesOf(draft), lastSeenAt }, now, transaction)
  if (fate !== 'reopen') return false
  const again = { ...valuesOf(draft), ...undecided, status: 'open', firstSeenAt: lastSeenAt, lastSeenAt }
  return changeFinding(ledger, row, again, now, transaction)
}

/** Only the times moved on. */
async function touchFinding(
  ledger: Ledger,
  row: FindingRow,
  draft: FindingDraft,
  lastSeenAt: string,
  transaction: Transaction,
): Promise<void> {
  const evidence = JSON.stringify(draft.evidence)
  if (row.lastSeenAt === lastSeenAt && row.evidence === evidence) return
  await ledger.models.finding.update({ lastSeenAt, evidence }, { where: { id: row.id }, transaction })
}

/** Whether it was changed; false when a person decided it meanwhile, which the next check takes up. */
async function changeFinding(
  ledger: Ledger,
  row: FindingRow,
  values: Record<string, unknown>,
  now: string,
  transaction: Transaction,
): Promise<boolean> {
  const [written] = await ledger.models.finding.update(
    { ...values, version: row.version + 1, updatedAt: now },
    { where: { id: row.id, version: row.version }, transaction },
  )
  return written > 0
}

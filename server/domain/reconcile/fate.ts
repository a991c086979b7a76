import type { FindingKind, findingStatuses } from '../../contract/entities/finding.ts'
import type { StateOf } from '../../contract/state.ts'

/** Kinds whose acceptance is an acknowledgement: the ledger keeps its value, so the contradiction stays. */
const acknowledgedKinds: readonly FindingKind[] = ['impossible-value', 'sum-mismatch']

/** What becomes of a finding when its subject is checked again. */
export type Fate = 'open' | 'reopen' | 'change' | 'keep' | 'resolve'

interface Known {
  kind: FindingKind
  status: StateOf<typeof findingStatuses>
  evidenceHash: string
}

/**
 * - New: opened. Open: kept, changed when its values did.
 * - Rejected or corrected: stays so as long as declared and observed values are the same; otherwise it opens again.
 * - Accepted: opens again when the ledger is contradicted again (an acknowledgement only when the values changed).
 * - No longer so: open, rejected and corrected ones are resolved, accepted ones stay.
 * @param hash of what the rules say now (see `evidenceTextOf`); null when they say nothing any more
 */
export function fateOf(known: Known | undefined, hash: string | null): Fate {
  if (!known) return hash === null ? 'keep' : 'open'
  if (hash === null) return known.status === 'accepted' || known.status === 'resolved' ? 'keep' : 'resolve'
  const isSame = known.evidenceHash === hash
  switch (known.status) {
    case 'open':
      return isSame ? 'keep' : 'change'
    case 'rejected':
    case 'corrected':
      return isSame ? 'keep' : 'reopen'
    case 'accepted':
      return isSame && acknowledgedKinds.includes(known.kind) ? 'keep' : 'reopen'
    case 'resolved':
      return 'reopen'
  }
}

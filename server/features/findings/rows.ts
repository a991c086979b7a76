import type { findingStatuses } from '../../contract/entities/finding.ts'
import type { FindingKind } from '../../contract/entities/finding.ts'
import type { StateOf } from '../../contract/state.ts'

/** A finding as its table holds it, with the hidden columns. */
export interface FindingRow {
  id: number
  version: number
  kind: FindingKind
  status: StateOf<typeof findingStatuses>
  subjectEntity: string
  subjectId: number | null
  field: string | null
  declaredValue: string | null
  observedValue: string | null
  firstSeenAt: string
  lastSeenAt: string
  fingerprint: string
  evidenceHash: string
  /** `EvidenceItem[]` as JSON. */
  evidence: string | null
}

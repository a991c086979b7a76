import type { EvidenceItem } from '../../contract/endpoints/findings.ts'
import type { FindingKind, severities } from '../../contract/entities/finding.ts'
import type { EntityName } from '../../contract/entities/index.ts'
import type { StateOf } from '../../contract/state.ts'
import type { Source } from '../precedence.ts'

/** A finding as the rules state it, before it is compared with those already known. */
export interface FindingDraft {
  kind: FindingKind
  severity: StateOf<typeof severities>
  subjectEntity: EntityName
  subjectId: number | null
  subjectName: string
  field: string | null
  declaredValue: string | null
  observedValue: string | null
  source: Source
  evidence: EvidenceItem[]
  organisationId: number | null
  roomId: number | null
  /** When it was last seen to be so (ISO 8601); null: at the time of the check. */
  seenAt: string | null
}

/** What a finding is about; two drafts with the same fingerprint are the same finding. */
export function fingerprintOf(
  draft: Pick<FindingDraft, 'kind' | 'subjectEntity' | 'subjectId' | 'field'>,
): string {
  return [draft.kind, draft.subjectEntity, draft.subjectId ?? '', draft.field ?? ''].join(':')
}

/**
 * What a decision was based on. A rejected finding comes back only when this changes: times, and how often something
 * was seen, are not part of it.
 */
export function evidenceTextOf(
  draft: Pick<FindingDraft, 'kind' | 'declaredValue' | 'observedValue' | 'source'>,
): string {
  return JSON.stringify([draft.kind, draft.declaredValue, draft.observedValue, draft.source])
}

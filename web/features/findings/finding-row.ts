import { z } from 'zod'
import type { decisions } from '../../../server/contract/endpoints/findings.ts'
import { EvidenceItem as EvidenceSchema } from '../../../server/contract/endpoints/findings.ts'
import { entities } from '../../../server/contract/entities/index.ts'
import type { EntityName } from '../../../server/contract/entities/index.ts'
import type { finding } from '../../../server/contract/entities/finding.ts'
import { findingStatuses, lockingStatuses } from '../../../server/contract/entities/finding.ts'
import { isWritable } from '../../../server/contract/entity.ts'
import type { RowOf } from '../../../server/contract/entity.ts'
import type { Field } from '../../../server/contract/field.ts'
import { canGo } from '../../../server/contract/state.ts'
import type { Localised } from '../../../server/contract/text.ts'
import type { Source } from '../../../server/domain/precedence.ts'

export type FindingRow = RowOf<typeof finding>
export type Decision = (typeof decisions)[number]
/** What is taken instead of the value proposed: another source's, or one that a person typed. */
export type Choice = { source: Source } | { value: string | number | boolean | null }

export const statusAfter = {
  accept: 'accepted',
  reject: 'rejected',
  reopen: 'open',
  release: 'open',
} as const satisfies Record<Decision, FindingRow['status']>

/** Whether a finding in this status may be decided so; deciding it again as it already is makes no sense. */
export function canDecide(status: FindingRow['status'], decision: Decision): boolean {
  const next = statusAfter[decision]
  if (decision === 'release') return lockingStatuses.some((locking) => locking === status)
  return status !== next && canGo(findingStatuses, status, next)
}

/** The evidence kept with a finding; nothing when it is not in the contract's form. */
export function evidenceOf(row: Pick<FindingRow, 'evidence'>): z.infer<typeof EvidenceSchema>[] {
  const parsed = z.array(EvidenceSchema).safeParse(row.evidence)
  return parsed.success ? parsed.data : []
}

/** The declaration of the field that a finding is about, when its subject's entity has it. */
export function fieldOf(entity: string, field: string | null): Field | undefined {
  if (field === null || !(entity in entities)) return undefined
  return (entities[entity as EntityName].fields as Record<string, Field>)[field]
}

/** The field that a person can put right from the finding itself; none where the finding is about the whole record. */
export function editableField(row: Pick<FindingRow, 'subjectEntity' | 'field'>): Field | undefined {
  const field = fieldOf(row.subjectEntity, row.field)
  return field && isWritable(field) ? field : undefined
}

/** A value as people read it: a state by its label, everything else as it was written. */
export function valueLabel(field: Field | undefined, value: string): Localised {
  const table = field && 'states' in field ? field.states : undefined
  return table?.[value]?.label ?? { zh: value, en: value }
}

export interface Parts {
  before: string
  differing: string
  after: string
}

/** Two texts cut where they differ, so that one wrong character in a serial number is seen at once. */
export function differingParts(one: string, other: string): [Parts, Parts] {
  const a = [...one]
  const b = [...other]
  const shorter = Math.min(a.length, b.length)
  let start = 0
  while (start < shorter && a[start] === b[start]) start++
  let end = 0
  while (end < shorter - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
  const cut = (all: string[]): Parts => ({
    before: all.slice(0, start).join(''),
    differing: all.slice(start, all.length - end).join(''),
    after: all.slice(all.length - end).join(''),
  })
  return [cut(a), cut(b)]
}

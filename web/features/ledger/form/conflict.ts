import type { Field } from '../../../../server/contract/field.ts'
import type { Row } from '../entity-endpoints.ts'
import { fromWidget, toWidget } from './form-values.ts'
import type { FormValues } from './form-values.ts'

/** A field that both this person and someone else have changed. */
export interface Conflict {
  key: string
  field: Field
  mine: unknown
  latest: unknown
  choice: 'mine' | 'latest'
}

/**
 * Two people changed one record. Fields that only the other changed take the latest value; fields that only this
 * person changed keep theirs; what both changed differently is a conflict to be decided. Nothing typed is lost.
 */
export function mergeLatest(
  fields: [string, Field][],
  base: FormValues,
  mine: FormValues,
  latest: Row,
): { values: FormValues; base: FormValues; conflicts: Conflict[] } {
  const values: FormValues = { ...mine }
  const newBase: FormValues = { ...base }
  const conflicts: Conflict[] = []
  for (const [key, field] of fields) {
    const now = toWidget(field, latest[key])
    const changedByMe = fromWidget(field, base[key]) !== fromWidget(field, mine[key])
    const changedByOther = fromWidget(field, base[key]) !== fromWidget(field, now)
    newBase[key] = now
    if (!changedByMe) values[key] = now
    else if (changedByOther && fromWidget(field, mine[key]) !== fromWidget(field, now)) {
      conflicts.push({ key, field, mine: mine[key], latest: now, choice: 'mine' })
    }
  }
  return { values, base: newBase, conflicts }
}

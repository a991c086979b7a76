import type { Entity } from '../../contract/entity.ts'

type Values = Record<string, unknown>

/** What the record is called in the change log: its name, or those of the records it joins. */
export function recordName(entity: Entity, row: Values): string | null {
  const own = row[entity.nameField]
  if (typeof own === 'string') return own
  const joined = Object.entries(entity.fields)
    .filter(([, field]) => field.type === 'reference' && field.required)
    .map(([key]) => row[key.replace(/Id$/, 'Name')])
    .filter((name) => typeof name === 'string')
  return joined.length > 0 ? joined.join(' → ') : null
}

import type { Entity } from '../../contract/entity.ts'
import { isWritable } from '../../contract/entity.ts'
import { entities } from '../../contract/entities/index.ts'
import type { Field } from '../../contract/field.ts'

/** The entities that workbooks are imported into. */
export const importEntities = [
  'room',
  'device',
  'line',
  'application',
  'place',
  'rack',
  'organisation',
] as const
export type ImportEntity = (typeof importEntities)[number]

/** The fields of an entity that a column may be mapped to, in the contract's order. */
export function importFields(entity: ImportEntity): Record<string, Field> {
  const declared: Entity = entities[entity]
  return Object.fromEntries(
    Object.entries(declared.fields).filter(([, field]) => isWritable(field) && field.type !== 'json'),
  )
}

import { enterpriseOf, isBelow } from './oid.ts'
import type { PhysicalEntity } from './tables/entity.ts'
import type { SystemFacts } from './tables/system.ts'
import type { Condition } from './vendors/schema.ts'

/** Everything that identification draws from. Pure data, so that it can be tried without a device. */
export interface Sighting {
  system: SystemFacts
  entities: PhysicalEntity[]
  /** Values of the scalars that the profiles ask for, decoded as text. */
  scalars: Map<string, string>
  /** Values of the columns that the profiles ask for, by index, in the agent's order. */
  columns: Map<string, Map<string, string>>
}

/** Whether a condition holds for what is known; `model` is null while it is not known yet. */
export function holds(condition: Condition, sighting: Sighting, model: string | null): boolean {
  const { objectId, description, contact } = sighting.system
  if (condition.enterprise !== undefined && enterpriseOf(objectId) !== condition.enterprise) return false
  if (condition.objectId !== undefined) {
    const roots = typeof condition.objectId === 'string' ? [condition.objectId] : condition.objectId
    if (objectId === null || !roots.some((root) => objectId === root || isBelow(objectId, root))) return false
  }
  if (condition.description !== undefined && !condition.description.test(description ?? '')) return false
  if (condition.contact !== undefined && !condition.contact.test(contact ?? '')) return false
  if (condition.model !== undefined && !condition.model.test(model ?? '')) return false
  if (condition.oid !== undefined) {
    const value = sighting.scalars.get(condition.oid)
    if (value === undefined || condition.pattern?.test(value) === false) return false
  }
  return true
}

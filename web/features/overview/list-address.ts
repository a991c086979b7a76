import { entities } from '../../../server/contract/entities/index.ts'
import type { EntityName } from '../../../server/contract/entities/index.ts'

/** The console's address of an entity's list with these filters: what is behind a number. */
export function listAddress(entity: EntityName, filters: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams(filters).toString()
  return query ? `${entities[entity].path}?${query}` : entities[entity].path
}

/** The console's address of one record. */
export function recordAddress(entity: EntityName, id: number): string {
  return `${entities[entity].path}/${id}`
}

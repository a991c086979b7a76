import type { EntityName } from '../server/contract/entities/index.ts'
import type { City } from './city/city.ts'

/** Entities in an order in which every record finds what it refers to already there. */
export const seedOrder = [
  'region',
  'organisation',
  'site',
  'room',
  'rack',
  'networkZone',
  'carrier',
  'device',
  'line',
  'application',
  'applicationHost',
  'applicationDependency',
  'place',
  'indicator',
  'programmeItem',
  'credential',
  'target',
  'discovery',
] as const satisfies readonly EntityName[]

/**
 * Hands the city's records to `insert`, entity by entity. Within an entity a record may refer to an earlier or a later
 * one of the same (an organisation's parent), so an entity's records go in together.
 */
export async function seedLedger(
  insert: (entity: EntityName, rows: Record<string, unknown>[]) => Promise<void>,
  city: City,
): Promise<void> {
  for (const entity of seedOrder) {
    await insert(
      entity,
      city.records[entity].map((record) => ({ ...record })),
    )
  }
}

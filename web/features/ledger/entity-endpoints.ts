import type { z } from 'zod'
import { endpoints } from '../../../server/contract/endpoints/index.ts'
import type { EndpointRow, IdParams } from '../../../server/contract/endpoint.ts'
import type { RowBase } from '../../../server/contract/entity.ts'
import { entities } from '../../../server/contract/entities/index.ts'
import type { EntityName } from '../../../server/contract/entities/index.ts'
import type { Entity } from '../../../server/contract/entity.ts'
import type { Summary } from '../../../server/contract/list-query.ts'

/** A record of any entity, for code that is led by the entity's fields. */
export type Row = RowBase & Record<string, unknown>
/** Filters as they stand in an address. */
export type Query = Record<string, string>
export interface Page {
  items: Row[]
  next: string | null
}

type Schema<T> = z.ZodType<T>
type Read<Q, R> = EndpointRow & { query: Schema<Q>; returns: Schema<R> }
type One = EndpointRow & { params: typeof IdParams; returns: Schema<Row> }

/** The endpoints of an entity, in the shape that they have for every entity. */
export interface EntityEndpoints {
  list: Read<Query, Page>
  summary: Read<Query, Summary>
  export: Read<Query, AsyncIterable<Uint8Array>>
  get: One
  create: EndpointRow & { body: Schema<Record<string, unknown>>; returns: Schema<Row> }
  update: One & { body: Schema<Record<string, unknown>>; ifMatch: true }
  remove: EndpointRow & { params: typeof IdParams; returns: Schema<void>; ifMatch: true }
}

/** The endpoints of an entity by its name; entities made by the system have only those that read. */
export function endpointsOf(name: EntityName): EntityEndpoints {
  return endpoints[name] as unknown as EntityEndpoints
}

export function entityOf(name: EntityName): Entity {
  return entities[name] as unknown as Entity
}

export function isEntityName(name: unknown): name is EntityName {
  return typeof name === 'string' && name in entities
}

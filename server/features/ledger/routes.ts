import type { App } from '../../app.ts'
import type { ledgerEndpoints, recordEndpoints } from '../../contract/endpoints/ledger.ts'
import type { CreateOf, Entity, UpdateOf } from '../../contract/entity.ts'
import type { FilterQuery, ListQuery } from '../../contract/list-query.ts'
import type { Language } from '../../contract/text.ts'
import type { Handler, Person } from '../../http/handler.ts'
import { createRecord, readRecord, removeRecord, updateRecord } from './actions.ts'
import { exportRecords } from './export.ts'
import { listRecords } from './list.ts'
import { summariseRecords } from './summary.ts'

type HandlersFor<Rows> = { [K in keyof Rows]: Handler<Rows[K]> }
export type RecordHandlers<E extends Entity> = HandlersFor<ReturnType<typeof recordEndpoints<E>>>
export type LedgerHandlers<E extends Entity> = HandlersFor<ReturnType<typeof ledgerEndpoints<E>>>

/*
 * The parts of a call that each handler reads. The compiler cannot work out `Call` for an entity that it does not know
 * yet, so they are spelt out here and checked where the handlers are bound to an entity.
 */
interface Listing<Q> {
  query: Q
}
interface Exporting<E> {
  query: ListQuery<E> & { format: 'csv' | 'xlsx'; columns?: string; language?: Language }
  language: Language
}
interface One {
  params: { id: number }
}
interface Writing<B> {
  body: B
  actor: Person
}
interface Conditional {
  ifMatch: number | null
}

type Values = Record<string, unknown>

/** What every entity answers: list, summary, export and one record. */
export function recordHandlers<E extends Entity>(app: App, entity: E): RecordHandlers<E> {
  const handlers = {
    list: ({ query }: Listing<ListQuery<E>>) => listRecords(app, entity, query),
    summary: ({ query }: Listing<FilterQuery<E> & { facets?: string; sums?: string }>) =>
      summariseRecords(app, entity, query),
    export: ({ query, language }: Exporting<E>) =>
      exportRecords(app, entity, query, { ...query, language: query.language ?? language }),
    get: ({ params }: One) => readRecord(app, entity, params.id),
  }
  return handlers as unknown as RecordHandlers<E>
}

/** The handlers of an entity that people keep: all that {@link recordHandlers} answers, and create, update, remove. */
export function ledgerHandlers<E extends Entity>(app: App, entity: E): LedgerHandlers<E> {
  const handlers = {
    ...recordHandlers(app, entity),
    create: ({ body, actor }: Writing<CreateOf<E> & Values>) => createRecord(app, entity, body, actor),
    update: ({ params, body, actor, ifMatch }: Writing<UpdateOf<E> & Values> & One & Conditional) =>
      updateRecord(app, entity, params.id, body, { by: actor, expectedVersion: ifMatch }),
    remove: ({ params, actor, ifMatch }: Writing<undefined> & One & Conditional) =>
      removeRecord(app, entity, params.id, { by: actor, expectedVersion: ifMatch }),
  }
  return handlers as unknown as LedgerHandlers<E>
}

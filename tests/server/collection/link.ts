import type { Collection } from '../../../server/contract/collection.ts'
import { networkZone } from '../../../server/contract/entities/network-zone.ts'
import type { CollectorActor, Person } from '../../../server/http/handler.ts'
import { collectorLinkHandlers } from '../../../server/features/collection/routes.ts'
import { findRecord } from '../../../server/features/ledger/actions.ts'
import type { TestApp } from '../../support/app.ts'
import { aCollector } from '../../support/factories.ts'

/** A signed-in person as handlers see one. */
export const person = (userId: number): Person => ({
  kind: 'person',
  userId,
  login: 'auditor',
  name: '审计员',
  role: 'auditor',
})

/** A call of a handler; what a test does not say is empty. */
export function call(parts: Record<string, unknown> = {}) {
  return {
    params: {},
    query: {},
    body: undefined,
    ifMatch: null,
    language: 'zh',
    requestId: 'test',
    clientAddress: '127.0.0.1',
    signal: new AbortController().signal,
    cookies: { get: () => undefined, set: () => undefined },
    ...parts,
  } as never
}

/** A collector of a network zone that hands collections in. */
export async function collectorFor(app: TestApp, networkZoneId: number) {
  if (!(await findRecord(app.ledger, networkZone, networkZoneId))) throw new Error('no such zone')
  const made = await aCollector(app, { networkZoneId })
  const actor: CollectorActor = { kind: 'collector', collectorId: made.id, name: made.name, networkZoneId }
  const link = collectorLinkHandlers(app)
  return {
    actor,
    link,
    handIn: (collections: readonly Collection[], jobId: number | null = null) =>
      link.ingest(
        call({ actor, body: { collections: collections.map((collection) => ({ collection, jobId })) } }),
      ),
  }
}

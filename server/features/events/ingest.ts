import type { App } from '../../app.ts'
import type { ReceivedEvent } from '../../contract/events.ts'
import { isDatabaseAway } from '../../http/database-away.ts'
import type { CollectorActor } from '../../http/handler.ts'
import { withConflictsRetried } from '../collection/conflict.ts'
import { storeEvents } from './store-events.ts'
import type { Outcome } from './store-events.ts'

/** Events stored in one transaction. */
const chunkSize = 100

/**
 * Stores what a collector's receivers bring. An event that cannot be stored is refused by its id and does not hold up
 * the others; a database that is away is an error of the request, and the collector comes back.
 */
export async function ingestEvents(
  app: App,
  collector: CollectorActor,
  items: readonly (ReceivedEvent | { id: string })[],
): Promise<Outcome> {
  const outcome: Outcome = { accepted: [], duplicate: [], refused: [] }
  const wellFormed: ReceivedEvent[] = []
  for (const item of items) {
    if ('senderAddress' in item) wellFormed.push(item)
    else outcome.refused.push({ id: item.id, reason: 'malformed' })
  }
  for (let at = 0; at < wellFormed.length; at += chunkSize)
    add(outcome, await storeChunk(app, collector, wellFormed.slice(at, at + chunkSize)))
  return outcome
}

async function storeChunk(
  app: App,
  collector: CollectorActor,
  chunk: readonly ReceivedEvent[],
): Promise<Outcome> {
  try {
    return await withConflictsRetried(() =>
      app.ledger.transaction((transaction) => storeEvents(app, collector, chunk, transaction)),
    )
  } catch (error) {
    if (isDatabaseAway(error)) throw error
    if (chunk.length > 1) {
      const outcome: Outcome = { accepted: [], duplicate: [], refused: [] }
      for (const event of chunk) add(outcome, await storeChunk(app, collector, [event]))
      return outcome
    }
    const { id } = chunk[0]!
    app.log.error({ err: error, eventId: id, collector: collector.name }, 'An event could not be stored')
    return { accepted: [], duplicate: [], refused: [{ id, reason: 'cannot-be-stored' }] }
  }
}

function add(total: Outcome, more: Outcome): void {
  total.accepted.push(...more.accepted)
  total.duplicate.push(...more.duplicate)
  total.refused.push(...more.refused)
}

import type { App } from '../../app.ts'
import { isDatabaseAway } from '../../http/database-away.ts'
import type { CollectorActor } from '../../http/handler.ts'
import { withConflictsRetried } from './conflict.ts'
import { storeCollections } from './store-collections.ts'
import type { HandedIn, Outcome } from './store-collections.ts'

/** Collections stored in one transaction: reads and commits are shared, and a failure costs little. */
const chunkSize = 25

/**
 * Stores what a collector hands in. Each collection is stored whole or not at all; one that cannot be stored is refused
 * with its reason and does not hold up the others. A database that is away is an error of the request: the collector
 * keeps everything and comes back.
 */
export async function ingestCollections(
  app: App,
  collector: CollectorActor,
  items: readonly (HandedIn | Malformed)[],
): Promise<Outcome> {
  const outcome: Outcome = { accepted: [], duplicate: [], refused: [] }
  const wellFormed: HandedIn[] = []
  for (const item of items) {
    if (isWellFormed(item)) wellFormed.push(item)
    else outcome.refused.push({ id: item.collection.id, reason: 'malformed' })
  }
  for (const chunk of chunksOf(wellFormed)) add(outcome, await storeChunk(app, collector, chunk))
  return outcome
}

/** Something with an id that is not a collection. */
interface Malformed {
  collection: { id: string }
  jobId: number | null
}

function isWellFormed(item: HandedIn | Malformed): item is HandedIn {
  return 'target' in item.collection
}

/** Never two collections of one target together: the later one builds on what the earlier one left. */
function* chunksOf(items: readonly HandedIn[]): Generator<HandedIn[]> {
  let chunk: HandedIn[] = []
  let held = new Set<unknown>()
  for (const item of items) {
    const { id, target } = item.collection
    if (chunk.length === chunkSize || held.has(id) || held.has(target.id)) {
      yield chunk
      chunk = []
      held = new Set()
    }
    chunk.push(item)
    held.add(id).add(target.id)
  }
  if (chunk.length > 0) yield chunk
}

async function storeChunk(app: App, collector: CollectorActor, chunk: HandedIn[]): Promise<Outcome> {
  try {
    return await withConflictsRetried(() =>
      app.ledger.transaction((transaction) => storeCollections(app, collector, chunk, transaction)),
    )
  } catch (error) {
    if (isDatabaseAway(error)) throw error
    if (chunk.length > 1) {
      const outcome: Outcome = { accepted: [], duplicate: [], refused: [] }
      for (const item of chunk) add(outcome, await storeChunk(app, collector, [item]))
      return outcome
    }
    const { id } = chunk[0]!.collection
    app.log.error(
      { err: error, collectionId: id, collector: collector.name },
      'A collection could not be stored',
    )
    return { accepted: [], duplicate: [], refused: [{ id, reason: 'cannot-be-stored' }] }
  }
}

function add(total: Outcome, more: Outcome): void {
  total.accepted.push(...more.accepted)
  total.duplicate.push(...more.duplicate)
  total.refused.push(...more.refused)
}

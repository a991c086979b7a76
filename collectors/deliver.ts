import type { Localised } from '../server/contract/text.ts'
import { collectorLinkEndpoints } from '../server/contract/endpoints/collection.ts'
import { createBackoff, pause } from './backoff.ts'
import { SinkFailure, type Sink } from './sink.ts'
import type { Spool, SpooledCollection } from './spool.ts'

/** Collections that one request hands in. */
const batchSize = 50
/** A wrong token is not going to be right soon. */
const unauthenticatedWaitMs = 60_000

export interface DeliveryOptions {
  sink: Sink
  spool: Spool
  signal: AbortSignal
  warn: (text: Localised) => void
  leastWaitMs?: number
}

/**
 * Hands what is spooled to the server, oldest first, until aborted. A collection leaves the spool only when the server
 * said that it has it (`accepted`, `duplicate`) or will never take it (`refused`, kept aside with the reason).
 */
export async function deliver(options: DeliveryOptions): Promise<void> {
  const { spool, signal, warn } = options
  const backoff = createBackoff(options.leastWaitMs ?? 1000, 60_000)
  let stated: string | null = null
  while (!signal.aborted) {
    await spool.waitForEntry(signal)
    if (signal.aborted) return
    const batch = await spool.oldest(batchSize)
    if (batch === null) continue
    try {
      await handIn(options, batch.entries)
      await batch.acknowledge()
      backoff.reset()
      if (stated !== null) warn({ zh: '已恢复向服务器上传。', en: 'The server takes collections again.' })
      stated = null
    } catch (error) {
      if (signal.aborted) return
      const message = (error as Error).message
      if (stated !== message)
        warn({
          zh: `采集结果暂未上传，保留在缓存中：${message}`,
          en: `Collections stay in the spool for now: ${message}`,
        })
      stated = message
      const unauthenticated = error instanceof SinkFailure && error.isUnauthenticated
      await pause(unauthenticated ? unauthenticatedWaitMs : backoff.next(), signal)
    }
  }
}

async function handIn(options: DeliveryOptions, entries: SpooledCollection[]): Promise<void> {
  const { sink, spool, signal, warn } = options
  try {
    const answer = await sink.call(collectorLinkEndpoints.ingest, {
      body: { collections: entries },
      compress: true,
      signal,
      timeoutMs: 120_000,
    })
    const safe = new Set([...answer.accepted, ...answer.duplicate])
    const refused = new Map(answer.refused.map(({ id, reason }) => [id, reason]))
    for (const entry of entries) {
      const { id } = entry.collection
      const reason = refused.get(id)
      if (reason !== undefined) {
        warn({
          zh: `服务器拒收采集结果 ${id}：${reason}`,
          en: `The server refused collection ${id}: ${reason}`,
        })
        await spool.refuse(entry, reason)
      } else if (!safe.has(id))
        throw new SinkFailure(`the server did not say whether it has collection ${id}`, 200, null)
    }
  } catch (error) {
    if (!(error instanceof SinkFailure) || !error.isRefusal) throw error
    const [only] = entries
    if (entries.length === 1 && only !== undefined) {
      warn({
        zh: `服务器拒收采集结果 ${only.collection.id}：${error.message}`,
        en: `The server refused collection ${only.collection.id}: ${error.message}`,
      })
      return spool.refuse(only, error.message)
    }
    // Too large, or one of them is malformed in the server's eyes: smaller portions find out which.
    const half = Math.ceil(entries.length / 2)
    await handIn(options, entries.slice(0, half))
    await handIn(options, entries.slice(half))
  }
}

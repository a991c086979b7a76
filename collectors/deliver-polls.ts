import { pollLinkEndpoints as link } from '../server/contract/endpoints/polls.ts'
import type { Localised } from '../server/contract/text.ts'
import { createBackoff, pause } from './backoff.ts'
import type { PollSpool } from './poll-spool.ts'
import { SinkFailure, type Sink } from './sink.ts'

/** Octets of compressed batches that one request hands in. */
const requestBytes = 8 * 2 ** 20
/** A wrong token is not going to be right soon. */
const unauthenticatedWaitMs = 60_000

/**
 * Hands the spooled polls to the server, oldest first, until aborted. A batch leaves the spool only when the server said
 * that it has it, or that it will never take it.
 */
export async function deliverPolls(options: {
  sink: Sink
  spool: PollSpool
  signal: AbortSignal
  warn: (text: Localised) => void
}): Promise<void> {
  const { sink, spool, signal, warn } = options
  const backoff = createBackoff(1000, 60_000)
  let stated: string | null = null
  while (!signal.aborted) {
    await spool.waitForBatch(signal)
    if (signal.aborted) return
    const batches = await spool.oldest(requestBytes)
    if (batches.length === 0) continue
    try {
      const answer = await sink.call(link.ingest, {
        body: {
          batches: batches.map(({ batch, content }) => ({
            id: batch.id,
            content: content.toString('base64'),
          })),
        },
        signal,
        timeoutMs: 120_000,
      })
      for (const id of [...answer.accepted, ...answer.duplicate]) await spool.remove(id)
      for (const { id, reason } of answer.refused) {
        warn({
          zh: `服务器拒收一批轮询读数 ${id}：${reason}`,
          en: `The server refused a batch of polls ${id}: ${reason}`,
        })
        await spool.refuse(id)
      }
      backoff.reset()
      if (stated !== null) warn({ zh: '轮询读数已恢复上传。', en: 'The server takes polls again.' })
      stated = null
    } catch (error) {
      if (signal.aborted) return
      const { message } = error as Error
      if (stated !== message)
        warn({
          zh: `轮询读数暂未上传，保留在缓存中：${message}`,
          en: `Polls stay in the spool for now: ${message}`,
        })
      stated = message
      const unauthenticated = error instanceof SinkFailure && error.isUnauthenticated
      await pause(unauthenticated ? unauthenticatedWaitMs : backoff.next(), signal)
    }
  }
}

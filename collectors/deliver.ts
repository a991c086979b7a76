import type { Localised } from '../server/contract/text.ts'
import { createBackoff, pause } from './backoff.ts'
import { SinkFailure } from './sink.ts'
import type { Spool, SpoolKind } from './spool.ts'

/** A wrong token is not going to be right soon. */
const unauthenticatedWaitMs = 60_000

/** What the server says of entries: every id is in exactly one list. */
export interface Acknowledgement {
  accepted: string[]
  duplicate: string[]
  refused: { id: string; reason: string }[]
}

export interface DeliveryOptions<Entry> {
  kind: SpoolKind<Entry>
  spool: Spool<Entry>
  send(entries: Entry[]): Promise<Acknowledgement>
  signal: AbortSignal
  warn: (text: Localised) => void
  leastWaitMs?: number
}

/**
 * Hands what is spooled to the server, oldest first, until aborted. An entry leaves the spool only when the server
 * said that it has it (`accepted`, `duplicate`) or will never take it (`refused`, kept aside with the reason).
 */
export async function deliver<Entry>(options: DeliveryOptions<Entry>): Promise<void> {
  const { spool, signal, warn } = options
  const { noun, perFile } = options.kind
  const backoff = createBackoff(options.leastWaitMs ?? 1000, 60_000)
  let stated: string | null = null
  while (!signal.aborted) {
    await spool.waitForEntry(signal)
    if (signal.aborted) return
    const batch = await spool.oldest(perFile)
    if (batch === null) continue
    try {
      await handIn(options, batch.entries)
      await batch.acknowledge()
      backoff.reset()
      if (stated !== null)
        warn({ zh: `已恢复向服务器上传${noun.zh}。`, en: `The server takes ${noun.en} again.` })
      stated = null
    } catch (error) {
      if (signal.aborted) return
      const message = (error as Error).message
      if (stated !== message)
        warn({
          zh: `${noun.zh}暂未上传，保留在缓存中：${message}`,
          en: `For now ${noun.en} stay in the spool: ${message}`,
        })
      stated = message
      const unauthenticated = error instanceof SinkFailure && error.isUnauthenticated
      await pause(unauthenticated ? unauthenticatedWaitMs : backoff.next(), signal)
    }
  }
}

async function handIn<Entry>(options: DeliveryOptions<Entry>, entries: Entry[]): Promise<void> {
  const { kind, send } = options
  try {
    const answer = await send(entries)
    const safe = new Set([...answer.accepted, ...answer.duplicate])
    const refused = new Map(answer.refused.map(({ id, reason }) => [id, reason]))
    for (const entry of entries) {
      const id = kind.idOf(entry)
      const reason = refused.get(id)
      if (reason !== undefined) await setAside(options, entry, reason)
      else if (!safe.has(id))
        throw new SinkFailure(`the server did not say whether it has ${kind.noun.en} ${id}`, 200, null)
    }
  } catch (error) {
    if (!(error instanceof SinkFailure) || !error.isRefusal) throw error
    const [only] = entries
    if (entries.length === 1 && only !== undefined) return setAside(options, only, error.message)
    // Too large, or one of them is malformed in the server's eyes: smaller portions find out which.
    const half = Math.ceil(entries.length / 2)
    await handIn(options, entries.slice(0, half))
    await handIn(options, entries.slice(half))
  }
}

async function setAside<Entry>(
  { kind, spool, warn }: DeliveryOptions<Entry>,
  entry: Entry,
  reason: string,
): Promise<void> {
  const id = kind.idOf(entry)
  warn({
    zh: `服务器拒收${kind.noun.zh} ${id}：${reason}`,
    en: `The server refused one of the ${kind.noun.en}, ${id}: ${reason}`,
  })
  await spool.refuse(entry, reason)
}

import type { DiscoveryProgress, Found } from '../../server/contract/discovery.ts'
import {
  discoveryLinkEndpoints as link,
  type HandedOutDiscovery,
} from '../../server/contract/endpoints/discoveries.ts'
import type { Localised } from '../../server/contract/text.ts'
import { allowedBy, sweepOf } from '../../server/domain/discovery/address-ranges.ts'
import { credentialOf } from '../assignment.ts'
import { createBackoff, pause } from '../backoff.ts'
import type { OfferedCredential } from '../snmp/credential.ts'
import type { SealingKey } from '../sealed-secrets.ts'
import { SinkFailure, type Sink } from '../sink.ts'
import { startDiscovery, type Discovery, type DiscoveryTools } from './discover.ts'
import { probeSnmp } from './probe.ts'

export interface RunDiscoveries {
  sink: Sink
  key: SealingKey
  visit: DiscoveryTools['visit']
  signal: AbortSignal
  warn: (text: Localised) => void
  /** Between two reports, and so how soon cancelling takes effect. */
  reportEveryMs?: number
}

/** Finds that one report carries. */
const findsAtOnce = 50
/** More finds than these are not piled up while the server is away: the discovery waits for it. */
const findsHeld = 200

/** Asks the server for a discovery and, when it has one, does it to its end. Rejects with `SinkFailure` when it is away. */
export async function doNextDiscovery(options: RunDiscoveries): Promise<void> {
  const { discovery } = await options.sink.call(link.takeDiscovery, { body: {}, signal: options.signal })
  if (discovery !== null) await doDiscovery(discovery, options)
}

async function doDiscovery(given: HandedOutDiscovery, options: RunDiscoveries): Promise<void> {
  const { sink, visit, signal, reportEveryMs = 1000 } = options
  const cancelling = new AbortController()
  const stop = AbortSignal.any([signal, cancelling.signal])
  const held: Found[] = []
  const discovery = startDiscovery(
    {
      ...given,
      sweep: sweepOf(given.ranges, given.allowList),
      allowed: allowedBy(given.ranges, given.allowList),
      credentials: openAll(given, options),
      protocols: new Set(given.protocols),
    },
    {
      probe: probeSnmp,
      visit,
      signal: stop,
      onFound: async (found) => {
        while (held.length >= findsHeld && !stop.aborted) await pause(100, stop)
        held.push(found)
      },
    },
  )
  let finished = false
  const end = discovery.finished.then(() => void (finished = true))
  const report = reporter(sink, given, discovery, held)
  const backoff = createBackoff(1000, 15_000)
  for (;;) {
    await Promise.race([end, pause(reportEveryMs, stop)])
    if (stop.aborted) await end
    const isLast = finished
    const ended = !isLast ? null : signal.aborted ? 'stopped' : cancelling.signal.aborted ? null : 'done'
    try {
      const mustStop = await report(ended)
      if (isLast) return
      backoff.reset()
      if (mustStop) cancelling.abort()
    } catch (error) {
      // What was not reported is asked again by whoever goes on.
      if (signal.aborted) return
      if (!(error instanceof SinkFailure) || error.isRefusal) {
        cancelling.abort()
        await end
        throw error
      }
      await pause(backoff.next(), signal)
    }
  }
}

function openAll({ credentials }: HandedOutDiscovery, { key, warn }: RunDiscoveries): OfferedCredential[] {
  const unusable: number[] = []
  const opened = credentials.flatMap((sealed) => {
    try {
      return [{ id: sealed.id, credential: credentialOf(sealed, key) }]
    } catch {
      unusable.push(sealed.id)
      return []
    }
  })
  if (unusable.length > 0)
    warn({
      zh: `凭据 ${unusable.join('、')} 无法用本采集器的密钥打开，本次发现不使用。`,
      en: `Credentials ${unusable.join(', ')} cannot be opened with this collector's key; this discovery does without.`,
    })
  return opened
}

/**
 * Reports what is held, in portions; the progress and the end go with the last. They are taken at the same moment as the
 * finds: so nothing counts as done whose find has not gone with this report or one before it.
 */
function reporter(
  sink: Sink,
  { runId }: HandedOutDiscovery,
  discovery: Discovery,
  held: Found[],
): (ended: 'done' | 'stopped' | null) => Promise<boolean> {
  let safe = discovery.progress()
  const send = async (progress: DiscoveryProgress, count: number, ended: 'done' | 'stopped' | null) => {
    const { stop } = await sink.call(link.reportDiscovery, {
      params: { id: runId },
      body: { progress, finds: held.slice(0, count), ended },
      compress: true,
      timeoutMs: 60_000,
    })
    held.splice(0, count)
    return stop
  }
  return async (ended) => {
    const progress = discovery.progress()
    let left = held.length
    for (; left > findsAtOnce; left -= findsAtOnce) await send(safe, findsAtOnce, null)
    const stop = await send(progress, left, ended)
    safe = progress
    return stop
  }
}

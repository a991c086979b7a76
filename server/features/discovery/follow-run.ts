import { setTimeout as sleep } from 'node:timers/promises'
import type { App } from '../../app.ts'
import type { DiscoveryEvent } from '../../contract/endpoints/discoveries.ts'
import { discoveryFind } from '../../contract/entities/discovery-find.ts'
import { discoveryRun } from '../../contract/entities/discovery-run.ts'
import { listRecords, readRecord } from '../ledger/actions.ts'

const pollMilliseconds = 500
const newestShown = 12

/** A run whenever it has changed, with what it found last, until it has ended or nobody listens. */
export async function* followRun(app: App, id: number, signal: AbortSignal): AsyncGenerator<DiscoveryEvent> {
  let last = ''
  for (;;) {
    const run = await readRecord(app, discoveryRun, id)
    const text = JSON.stringify(run)
    if (text !== last) {
      const { items } = await listRecords(app, discoveryFind, {
        discoveryRunId: String(id),
        sort: '-foundAt',
        limit: newestShown,
      } as never)
      yield { run, newest: items }
    }
    last = text
    if ((run.state !== 'waiting' && run.state !== 'running') || signal.aborted) return
    await sleep(pollMilliseconds, undefined, { signal }).catch(() => undefined)
    if (signal.aborted) return
  }
}

import { writeSync } from 'node:fs'
import { pino } from 'pino'
import type { App } from '../../../server/app.ts'
import { openLedger } from '../../../server/db/ledger.ts'
import { ingestCollections } from '../../../server/features/collection/ingest.ts'
import { startSampleFlusher } from '../../../server/features/collection/sample-flusher.ts'
import type { CollectorActor } from '../../../server/http/handler.ts'
import { openDuckDbStore } from '../../../server/metrics/duckdb-store.ts'
import { visitNumber } from './crash-visits.ts'

/*
 * A server that takes collections in until it is killed; it prints the number of each visit once it has acknowledged it.
 * Started by crash.test.ts.
 */

export const childFile = import.meta.filename

async function takeInUntilKilled(): Promise<void> {
  const [address, metricsFile, actor, target, count] = process.argv.slice(2)
  const app: App = {
    ledger: openLedger(address!),
    metrics: await openDuckDbStore(metricsFile!),
    secrets: { seal: (plain) => plain, open: (sealed) => sealed },
    now: () => new Date(),
    log: pino({ level: 'silent' }),
    about: { version: '0', city: { zh: '', en: '' }, demonstration: false, demonstrationAccounts: [] },
  }
  startSampleFlusher(app)
  for (let n = 0; n < Number(count); n++) {
    const collection = visitNumber(n, JSON.parse(target!) as Parameters<typeof visitNumber>[1])
    const { accepted, duplicate } = await ingestCollections(app, JSON.parse(actor!) as CollectorActor, [
      { collection, jobId: null },
    ])
    if (accepted.length + duplicate.length === 1) writeSync(1, `${n}\n`)
  }
}

if (process.argv[1] === childFile) await takeInUntilKilled()

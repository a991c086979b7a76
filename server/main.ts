import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import type { App } from './app.ts'
import { openLedger } from './db/ledger.ts'
import type { Ledger } from './db/ledger.ts'
import { migrateUp, pendingMigrations } from './db/migrate.ts'
import { beginChain } from './features/change-log/append.ts'
import { recoverUndo } from './features/change-sets/undo.ts'
import { startSampleFlusher } from './features/collection/sample-flusher.ts'
import { startGrantingWishes } from './features/events/collection-wishes.ts'
import { startTrimmingEvents } from './features/events/retention.ts'
import { startThinningPolls } from './features/polls/retention.ts'
import { startLedgerWatch } from './features/findings/ledger-watch.ts'
import { startRecoveringTasks } from './features/tasks/tasks.ts'
import { keepTopologyMerged } from './features/topology/keep-merged.ts'
import { startKeepingSnapshots } from './features/standing/keep-snapshots.ts'
import { readFacts } from './features/system/facts.ts'
import { allHandlers } from './handlers.ts'
import { keyFromFile, keyFromText, secretBox } from './http/secret-box.ts'
import { startServer } from './http/server.ts'
import type { RunningServer } from './http/server.ts'
import { openDuckDbStore } from './metrics/duckdb-store.ts'
import type { Settings } from './settings.ts'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')

/** The ledger's schema is behind this program, and the settings forbid migrating at start. */
export class PendingMigrationsError extends Error {
  readonly pending: string[]

  constructor(pending: string[]) {
    super(`${pending.length} pending migrations`)
    this.pending = pending
  }
}

export function version(): string {
  return (JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')) as { version: string }).version
}

export function openLedgerOf(settings: Settings): Ledger {
  return openLedger(settings.database)
}

/** An error without the statement and values that Sequelize hangs on it: they carry records, hashes and whole collections. */
function loggedError(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const { name, message, stack } = error
  return { name, message, stack, code: (error as NodeJS.ErrnoException).code }
}

/** Opens both stores and puts the application together. @throws when a store cannot be opened */
export async function openApp(settings: Settings): Promise<App> {
  const ledger = openLedgerOf(settings)
  if (settings.migrateAtStart) await migrateUp(ledger)
  else {
    const pending = await pendingMigrations(ledger)
    if (pending.length > 0) throw new PendingMigrationsError(pending)
  }
  await beginChain(ledger, new Date())
  mkdirSync(dirname(settings.metricsFile), { recursive: true })
  const key =
    'text' in settings.secretKey ? keyFromText(settings.secretKey.text) : keyFromFile(settings.secretKey.file)
  return {
    ledger,
    metrics: await openDuckDbStore(settings.metricsFile),
    secrets: secretBox(key),
    now: () => new Date(),
    log: pino({
      level: settings.logLevel,
      serializers: { err: loggedError },
      redact: ['password', '*.password', '*.community', '*.authKey', '*.privKey'],
    }),
    about: { version: version(), city: settings.city, ...(await readFacts(ledger)) },
  }
}

/** The whole server: stores, handlers, background work, HTTP. */
export async function serve(settings: Settings): Promise<RunningServer & { app: App }> {
  const app = await openApp(settings)
  const webRoot = resolve(root, 'web/dist')
  const background = [
    startSampleFlusher(app),
    startLedgerWatch(app),
    startKeepingSnapshots(app),
    startGrantingWishes(app),
    startTrimmingEvents(app, settings.eventRetention),
    startThinningPolls(app, settings.pollDays),
    keepTopologyMerged(app),
    startRecoveringTasks(app, { changeSet: recoverUndo }),
  ]
  const server = await startServer(app, allHandlers(app), {
    host: settings.host,
    port: settings.port,
    webRoot: existsSync(webRoot) ? webRoot : null,
    trustProxy: settings.trustProxy,
  })
  return {
    app,
    url: server.url,
    async close() {
      await server.close()
      await Promise.all(background.map((work) => work.stop()))
      await app.metrics.close()
      await app.ledger.close()
    },
  }
}

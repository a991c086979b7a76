import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import mysql from 'mysql2/promise'
import { buildCity } from '../../seed/city/city.ts'
import { planSimulation } from '../../seed/city/simulation-plan.ts'
import { seedLedger } from '../../seed/ledger.ts'
import type { Collection } from '../../server/contract/collection.ts'
import { entities } from '../../server/contract/entities/index.ts'
import type { Entity } from '../../server/contract/entity.ts'
import { ingestCollections } from '../../server/features/collection/ingest.ts'
import { flushSamples } from '../../server/features/collection/sample-flusher.ts'
import { insertRecords } from '../../server/features/ledger/actions.ts'
import { openDuckDbStore } from '../../server/metrics/duckdb-store.ts'
import { aCollector } from '../support/factories.ts'
import { testApp } from '../support/app.ts'
import { engine } from '../support/ledger.ts'
import { simulatedVisit } from '../server/collection/answers.ts'

/** Full collections that the aim is stated for: as many as the city has devices. */
const collectionCount = 994
const perRequest = 100

interface IngestResult {
  engine: 'sqlite' | 'mysql'
  collections: number
  /** Until every collection is acknowledged: stored, with evidence and findings. */
  ingestSeconds: number
  /** Until every sample is in the metric store as well. */
  samplesSeconds: number
  samples: number
  findings: number
  megabytes: number
  peakRssMegabytes: number
}

/**
 * Hands the city's collections in twice and measures both rounds: in the first nothing is known, the second is the usual
 * one, in which most values are as they were. On the engine that this process's tests are on.
 */
async function benchIngest(): Promise<IngestResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'citybase-bench-'))
  const app = Object.assign(await testApp(), {
    metrics: await openDuckDbStore(join(folder, 'metrics.duckdb')),
  })
  const city = buildCity()
  await seedLedger(async (entity, rows) => {
    await insertRecords(app, entities[entity] as Entity, rows, { origin: 'demonstration' })
  }, city)
  const zone = city.records.networkZone[0]!.id
  await app.ledger.models.target.update({ networkZoneId: zone }, { where: {} })
  const { id, name } = await aCollector(app, { networkZoneId: zone })
  const actor = { kind: 'collector', collectorId: id, name, networkZoneId: zone } as const
  const devices = planSimulation(city)
  const results: IngestResult[] = []
  for (const at of ['2026-11-23T08:00:00.000Z', '2026-11-23T08:05:00.000Z']) {
    const bodies = requests(city, devices, at)
    const peak = watchMemory()
    const start = performance.now()
    for (const body of bodies) {
      const collections = JSON.parse(body) as Collection[]
      const { accepted } = await ingestCollections(
        app,
        actor,
        collections.map((collection) => ({ collection, jobId: null })),
      )
      if (accepted.length !== collections.length) throw new Error('A collection was not accepted')
    }
    const ingestSeconds = (performance.now() - start) / 1000
    await flushSamples(app)
    const samplesSeconds = (performance.now() - start) / 1000
    results.push({
      engine,
      collections: collectionCount,
      ingestSeconds,
      samplesSeconds,
      samples: bodies.reduce((sum, body) => sum + body.split('"metric"').length - 1, 0),
      findings: await app.ledger.models.finding.count(),
      megabytes: bodies.reduce((sum, body) => sum + Buffer.byteLength(body), 0) / 1e6,
      peakRssMegabytes: peak() / 1e6,
    })
  }
  await app.metrics.close()
  await app.close()
  rmSync(folder, { recursive: true, force: true })
  return results
}

type City = ReturnType<typeof buildCity>

/** The city's targets are fewer than its devices (some machines are too old to manage); those in front come twice. */
function requests(city: City, devices: ReturnType<typeof planSimulation>, at: string): string[] {
  const visits: Collection[] = []
  for (let n = 0; n < collectionCount; n++) {
    const index = n % city.records.target.length
    const round = Math.floor(n / city.records.target.length)
    const target = city.records.target[index]!
    const when = new Date(Date.parse(at) + round * 60_000).toISOString()
    visits.push(
      simulatedVisit({ ...devices[index]!, answers: true }, target as Required<typeof target>, when),
    )
  }
  const bodies: string[] = []
  for (let start = 0; start < visits.length; start += perRequest)
    bodies.push(JSON.stringify(visits.slice(start, start + perRequest)))
  return bodies
}

function watchMemory(): () => number {
  let most = process.memoryUsage.rss()
  const timer = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 20)
  return () => {
    clearInterval(timer)
    return Math.max(most, process.memoryUsage.rss())
  }
}

async function isReachable(database: string): Promise<boolean> {
  try {
    await (await mysql.createConnection(database)).end()
    return true
  } catch {
    return false
  }
}

function print(results: readonly IngestResult[]): void {
  for (const [index, result] of results.entries()) {
    const { engine, collections, samples, megabytes, ingestSeconds, samplesSeconds, peakRssMegabytes } =
      result
    console.log(
      `${engine.padEnd(6)} ${index === 0 ? 'first round ' : 'second round'}  ${collections} collections, ${samples} samples, ` +
        `${megabytes.toFixed(1)} MB: acknowledged in ${ingestSeconds.toFixed(2)} s ` +
        `(${Math.round(collections / ingestSeconds)}/s), samples stored after ${samplesSeconds.toFixed(2)} s, ` +
        `peak RSS ${Math.round(peakRssMegabytes)} MB`,
    )
  }
}

/** Each engine in a process of its own, so that memory is measured apart. */
function runOn(database: string | undefined): Promise<number | null> {
  const env: NodeJS.ProcessEnv = { ...process.env, CITYBASE_BENCH_INGEST: 'here' }
  delete env['CITYBASE_TEST_DATABASE']
  if (database) env['CITYBASE_TEST_DATABASE'] = database
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url)], { stdio: 'inherit', env })
  return new Promise((done) => child.once('exit', done))
}

if (process.env['CITYBASE_BENCH_INGEST'] === 'here') {
  print(await benchIngest())
} else {
  const failures = [await runOn(undefined)]
  const database = process.env['CITYBASE_TEST_MARIADB'] ?? 'mysql://root@127.0.0.1:3306/'
  if (await isReachable(database)) failures.push(await runOn(database))
  else console.log('mysql  left out: no MariaDB at CITYBASE_TEST_MARIADB')
  process.exitCode = failures.some((code) => code !== 0) ? 1 : 0
}

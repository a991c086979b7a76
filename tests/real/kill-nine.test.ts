import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import type { Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildCity } from '../../seed/city/city.ts'
import { planSimulation } from '../../seed/city/simulation-plan.ts'
import { spawnSimulation } from '../../seed/simulation/spawn.ts'
import type { SpawnedSimulation } from '../../seed/simulation/spawn.ts'
import { demonstrationCollectors, seedDemonstration } from '../../server/commands/demonstration.ts'
import { openLedger } from '../../server/db/ledger.ts'
import type { Ledger } from '../../server/db/ledger.ts'
import { openApp } from '../../server/main.ts'
import { readSettings } from '../../server/settings.ts'

/*
 * Server and collector are killed with -9 again and again while they work. Between them stands a relay that remembers
 * which collections the server acknowledged: each of these must be in the ledger once, and nothing twice.
 */

const addressing = { addressing: 'loopback-range', port: 16220 } as const
const serverPort = 18_220
const relayPort = 18_221
const kills = 8
const visited = 60

/** Passes everything on and remembers what was handed in and what was acknowledged. */
function startRelay(): Promise<{ server: Server; handedIn: Set<string>; acknowledged: Set<string> }> {
  const handedIn = new Set<string>()
  const acknowledged = new Set<string>()
  const server = createServer((incoming, outgoing) => {
    const isIngest = incoming.url === '/api/ingest/collections'
    const sent: Buffer[] = []
    incoming.on('data', (part: Buffer) => sent.push(part))
    incoming.on('end', () => {
      const body = Buffer.concat(sent)
      if (isIngest) {
        const text =
          incoming.headers['content-encoding'] === 'gzip' ? gunzipSync(body).toString() : body.toString()
        for (const { collection } of (JSON.parse(text) as { collections: { collection: { id: string } }[] })
          .collections)
          handedIn.add(collection.id)
      }
      const onward = request(
        {
          host: '127.0.0.1',
          port: serverPort,
          path: incoming.url,
          method: incoming.method,
          headers: incoming.headers,
        },
        (reply) => {
          const parts: Buffer[] = []
          reply.on('data', (part: Buffer) => parts.push(part))
          reply.on('error', () => outgoing.destroy())
          reply.on('end', () => {
            const answer = Buffer.concat(parts)
            if (isIngest && reply.statusCode === 200 && reply.complete) {
              const { accepted, duplicate } = JSON.parse(answer.toString()) as {
                accepted: string[]
                duplicate: string[]
              }
              for (const id of [...accepted, ...duplicate]) acknowledged.add(id)
            }
            outgoing.writeHead(reply.statusCode ?? 502, reply.headers)
            outgoing.end(answer)
          })
        },
      )
      onward.on('error', () => outgoing.destroy())
      onward.end(body)
    })
  })
  return new Promise((resolve) =>
    server.listen(relayPort, '127.0.0.1', () => resolve({ server, handedIn, acknowledged })),
  )
}

describe('kill -9 of server and collector at any moment', () => {
  const folder = mkdtempSync(join(tmpdir(), 'citybase-kill-'))
  const spool = join(folder, 'spool')
  const environment = {
    ...process.env,
    CITYBASE_DATA: folder,
    CITYBASE_PORT: String(serverPort),
    CITYBASE_LOG_LEVEL: 'error',
  }
  const settings = readSettings(environment)
  let simulation: SpawnedSimulation
  let relay: Awaited<ReturnType<typeof startRelay>>
  let ledger: Ledger
  const running: { server: ChildProcess | null; collector: ChildProcess | null } = {
    server: null,
    collector: null,
  }

  const run = (...words: string[]) =>
    spawn(process.execPath, ['server/citybase.cjs', ...words], {
      env: environment,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  const startServer = () => (running.server = run('serve'))
  const startCollector = () =>
    (running.collector = run(
      'collector',
      '--server',
      `http://127.0.0.1:${relayPort}`,
      '--token-file',
      join(folder, 'token'),
      '--spool',
      spool,
    ))

  async function end(child: ChildProcess | null, signal: NodeJS.Signals): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill(signal)
    await gone
  }

  beforeAll(async () => {
    const city = buildCity(addressing)
    const app = await openApp(settings)
    await seedDemonstration(app, city)
    const collectors = await demonstrationCollectors(app)
    writeFileSync(join(folder, 'token'), collectors.find(({ zone }) => zone === 'private')!.token)
    const { target, networkZone } = app.ledger.models
    const zone = (await networkZone.findOne({ where: { code: 'private' }, raw: true })) as unknown as {
      id: number
    }
    const chosen = (await target.findAll({
      where: { networkZoneId: zone.id },
      limit: visited,
      raw: true,
    })) as unknown as { id: number; name: string }[]
    await target.update({ enabled: false }, { where: {} })
    await target.update({ enabled: true, intervalSeconds: 10 }, { where: { id: chosen.map(({ id }) => id) } })
    await app.metrics.close()
    await app.ledger.close()
    const names = new Set(chosen.map(({ name }) => name))
    simulation = await spawnSimulation(planSimulation(city, addressing).filter(({ key }) => names.has(key)))
    relay = await startRelay()
    ledger = openLedger(settings.database)
  })

  afterAll(async () => {
    await end(running.collector, 'SIGKILL')
    await end(running.server, 'SIGKILL')
    await ledger.close()
    relay.server.closeAllConnections()
    relay.server.close()
    await simulation.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const spooled = () => readdirSync(spool).filter((name) => /^\d+.*\.json/.test(name)).length

  it('loses nothing that was acknowledged and doubles nothing', { timeout: 400_000 }, async () => {
    startServer()
    startCollector()
    await expect.poll(() => relay.acknowledged.size, { timeout: 90_000 }).toBeGreaterThan(20)
    for (let kill = 0; kill < kills; kill++) {
      const before = relay.acknowledged.size
      // Anywhere in the cycle; a fixed sequence, so that a failure can be looked at again.
      await new Promise((resolve) => setTimeout(resolve, 700 + ((kill * 1_709) % 2_900)))
      const victim = kill % 3 === 2 ? 'both' : kill % 2 === 0 ? 'server' : 'collector'
      if (victim !== 'collector') await end(running.server, 'SIGKILL')
      if (victim !== 'server') await end(running.collector, 'SIGKILL')
      if (victim !== 'collector') startServer()
      if (victim !== 'server') startCollector()
      await expect.poll(() => relay.acknowledged.size, { timeout: 90_000 }).toBeGreaterThan(before)
    }
    await ledger.models.target.update({ enabled: false }, { where: {} })
    await expect.poll(spooled, { timeout: 90_000, interval: 500 }).toBe(0)
    await expect.poll(() => ledger.support.sample_outbox.count(), { timeout: 90_000, interval: 500 }).toBe(0)
    await end(running.collector, 'SIGTERM')
    await end(running.server, 'SIGTERM')

    const runs = (await ledger.models.collectionRun.findAll({
      attributes: ['collectionId', 'sampleCount'],
      raw: true,
    })) as unknown as {
      collectionId: string
      sampleCount: number
    }[]
    const stored = new Set(runs.map(({ collectionId }) => collectionId))
    expect(stored.size).toBe(runs.length)
    expect(relay.acknowledged.size).toBeGreaterThan(kills * 10)
    expect([...relay.acknowledged].filter((id) => !stored.has(id))).toEqual([])
    // What reached the relay and was never acknowledged came again, or the collector still has it: nothing is in between.
    expect([...relay.handedIn].filter((id) => !stored.has(id))).toEqual([])

    const metrics = await DuckDBInstance.create(settings.metricsFile, { access_mode: 'READ_ONLY' })
    const connection = await metrics.connect()
    const count = async (sql: string) => Number((await connection.runAndReadAll(sql)).getRows()[0]![0])
    const withSamples = runs
      .filter(({ sampleCount }) => sampleCount > 0)
      .map(({ collectionId }) => collectionId)
    const rows = (await connection.runAndReadAll('SELECT collection_id FROM ingested')).getRows()
    const moved = new Set(rows.map(([id]) => String(id)))
    // A visit that ended while everything was being stopped may still wait in the outbox for the next start.
    const outbox = (await ledger.support.sample_outbox.findAll({
      attributes: ['collectionId'],
      raw: true,
    })) as unknown as {
      collectionId: string
    }[]
    const waiting = new Set(outbox.map(({ collectionId }) => collectionId))
    expect(withSamples.filter((id) => !moved.has(id) && !waiting.has(id))).toEqual([])
    expect([...moved].filter((id) => !withSamples.includes(id) || waiting.has(id))).toEqual([])
    expect(moved.size).toBeGreaterThan(withSamples.length - visited)
    expect(
      await count(
        'SELECT count(*) FROM (SELECT series_id, at_ms FROM sample GROUP BY ALL HAVING count(*) > 1)',
      ),
    ).toBe(0)
    connection.closeSync()
  })
})

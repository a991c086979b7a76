import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Varbind } from '../../collectors/snmp/varbind.ts'
import { openLedger, type Ledger } from '../../server/db/ledger.ts'
import { decodePollBatch } from '../../server/domain/poll-batch.ts'
import { tokenHash } from '../../server/http/secret-box.ts'
import { openApp } from '../../server/main.ts'
import { readSettings } from '../../server/settings.ts'
import { answering, startAgent, switchMib, type TestAgent } from '../collectors/support/agent.ts'
import { aCollector, aCredential, aNetworkZone, aTarget } from '../support/factories.ts'

/*
 * The collector, and now and then the server, is killed with -9 in the middle of a cycle of polls. Between them stands a
 * relay that remembers every row of every batch that the server acknowledged: each must be stored once, and none twice.
 */

const serverPort = 21_570
const relayPort = 21_571
const devices = 30
const ports = 6
const kills = 10

interface Relay {
  server: Server
  /** Rows by batch: `target/port/instant`. */
  handedIn: Map<string, string[]>
  acknowledged: Set<string>
}

function startRelay(): Promise<Relay> {
  const handedIn: Relay['handedIn'] = new Map()
  const acknowledged: Relay['acknowledged'] = new Set()
  const server = createServer((incoming, outgoing) => {
    const isIngest = incoming.url === '/api/ingest/polls'
    const sent: Buffer[] = []
    incoming.on('data', (part: Buffer) => sent.push(part))
    incoming.on('end', () => {
      const body = Buffer.concat(sent)
      if (isIngest)
        for (const { id, content } of (
          JSON.parse(body.toString()) as { batches: { id: string; content: string }[] }
        ).batches)
          handedIn.set(id, rowsOf(Buffer.from(content, 'base64')))
      const { url, method, headers } = incoming
      const onward = request({ host: '127.0.0.1', port: serverPort, path: url, method, headers }, (reply) => {
        const parts: Buffer[] = []
        reply.on('data', (part: Buffer) => parts.push(part))
        reply.on('error', () => outgoing.destroy())
        reply.on('end', () => {
          const answer = Buffer.concat(parts)
          if (isIngest && reply.statusCode === 200 && reply.complete) {
            const { accepted, duplicate } = JSON.parse(answer.toString()) as Record<string, string[]>
            for (const id of [...accepted!, ...duplicate!]) acknowledged.add(id)
          }
          outgoing.writeHead(reply.statusCode ?? 502, reply.headers)
          outgoing.end(answer)
        })
      })
      onward.on('error', () => outgoing.destroy())
      onward.end(body)
    })
  })
  return new Promise((resolve) =>
    server.listen(relayPort, '127.0.0.1', () => resolve({ server, handedIn, acknowledged })),
  )
}

function rowsOf(compressed: Buffer): string[] {
  const { devices: polled, names, at } = decodePollBatch(gunzipSync(compressed))
  const rows: string[] = []
  for (const { targetId, rows: count } of polled)
    for (let row = 0; row < count; row++)
      rows.push(`${targetId}/${names[rows.length]}/${Math.round(at[rows.length]!)}`)
  return rows
}

describe('kill -9 in the middle of a cycle of polls', () => {
  const folder = mkdtempSync(join(tmpdir(), 'citybase-kill-polls-'))
  const spool = join(folder, 'spool')
  const environment = {
    ...process.env,
    CITYBASE_DATA: folder,
    CITYBASE_PORT: String(serverPort),
    CITYBASE_LOG_LEVEL: 'error',
    CITYBASE_TRAP_PORT: '0',
    CITYBASE_SYSLOG_PORT: '0',
  }
  const settings = readSettings(environment)
  const agents: TestAgent[] = []
  let relay: Relay
  let ledger: Ledger
  const running: Record<'server' | 'collector', ChildProcess | null> = { server: null, collector: null }

  const run = (...words: string[]) =>
    spawn(process.execPath, ['server/citybase.cjs', ...words], {
      env: environment,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  const start = {
    server: () => (running.server = run('serve')),
    collector: () =>
      (running.collector = run(
        'collector',
        '--server',
        `http://127.0.0.1:${relayPort}`,
        '--token-file',
        join(folder, 'token'),
        '--spool',
        spool,
        '--first-within',
        '86400',
      )),
  }

  async function end(child: ChildProcess | null, signal: NodeJS.Signals): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill(signal)
    await gone
  }

  beforeAll(async () => {
    const app = await openApp(settings)
    const zone = await aNetworkZone(app as never)
    const credential = await aCredential(app as never)
    await app.ledger.models.credential.update(
      { protocol: 'snmp-v2c', hasSecret: true, sealedSecrets: app.secrets.seal('{"community":"public"}') },
      { where: { id: credential.id } },
    )
    for (let device = 0; device < devices; device++) {
      const agent = await startAgent(growing(device))
      agents.push(agent)
      await aTarget(app as never, {
        networkZoneId: zone.id,
        credentialId: credential.id,
        address: '127.0.0.1',
        port: agent.port,
        intervalSeconds: 604_800,
        pollSeconds: 2,
      })
    }
    const collector = await aCollector(app as never, { networkZoneId: zone.id })
    const token = `cbc_${randomBytes(32).toString('base64url')}`
    await app.ledger.models.collector.update(
      { tokenHash: tokenHash(token), tokenIssuedAt: new Date().toISOString() },
      { where: { id: collector.id } },
    )
    writeFileSync(join(folder, 'token'), token)
    await app.metrics.close()
    await app.ledger.close()
    relay = await startRelay()
    ledger = openLedger(settings.database)
  })

  afterAll(async () => {
    await end(running.collector, 'SIGKILL')
    await end(running.server, 'SIGKILL')
    await ledger.close()
    relay.server.closeAllConnections()
    relay.server.close()
    await Promise.all(agents.map((agent) => agent.close()))
    rmSync(folder, { recursive: true, force: true })
  })

  const acknowledgedRows = () => [...relay.acknowledged].flatMap((id) => relay.handedIn.get(id)!)
  const spooled = () => readdirSync(join(spool, 'polls')).filter((name) => name.endsWith('.poll.gz')).length

  it('stores every acknowledged row once', { timeout: 400_000 }, async () => {
    start.server()
    start.collector()
    await expect.poll(() => relay.acknowledged.size, { timeout: 90_000 }).toBeGreaterThan(5)
    for (let kill = 0; kill < kills; kill++) {
      const before = acknowledgedRows().length
      // Anywhere in the cycle; a fixed sequence, so that a failure can be looked at again.
      await new Promise((resolve) => setTimeout(resolve, 500 + ((kill * 1_709) % 2_300)))
      await end(running.collector, 'SIGKILL')
      if (kill % 3 === 2) {
        await end(running.server, 'SIGKILL')
        start.server()
      }
      start.collector()
      // A whole cycle's rows more, so that each kill has something to lose.
      await expect
        .poll(() => acknowledgedRows().length, { timeout: 90_000 })
        .toBeGreaterThan(before + devices * ports)
    }
    await ledger.models.target.update({ enabled: false }, { where: {} })
    // Until the collector has heard of it, and the last batch has arrived.
    await new Promise((resolve) => setTimeout(resolve, 20_000))
    await expect.poll(spooled, { timeout: 60_000, interval: 500 }).toBe(0)
    await end(running.collector, 'SIGTERM')
    await end(running.server, 'SIGTERM')

    const metrics = await DuckDBInstance.create(settings.metricsFile, { access_mode: 'READ_ONLY' })
    const connection = await metrics.connect()
    const reply = await connection.runAndReadAll(
      `SELECT concat(target_id, '/', name, '/', at_ms) FROM poll JOIN poll_port ON poll_port.id = poll.port_id`,
    )
    const stored = reply.getRows().map(([row]) => String(row))
    connection.closeSync()
    const once = new Set(stored)
    expect(stored.length).toBe(once.size)
    const acknowledged = acknowledgedRows()
    expect(acknowledged.length).toBeGreaterThan(kills * devices * ports)
    expect(acknowledged.filter((row) => !once.has(row))).toEqual([])
    // What was handed in without an answer came again under the same id: with an empty spool nothing is in between.
    expect([...relay.handedIn.values()].flat().filter((row) => !once.has(row))).toEqual([])
  })
})

/** A switch whose counters grow with every question. */
function growing(
  device: number,
): (asked: Parameters<ReturnType<typeof answering>>[0]) => ReturnType<ReturnType<typeof answering>> {
  const mib = switchMib(ports)
  let questions = 0
  return (asked) => {
    questions++
    const now = mib.map((one): Varbind =>
      one.type === 'counter64' ? { ...one, value: Number(one.value) + questions * 1000 + device } : one,
    )
    return answering(now)(asked)
  }
}

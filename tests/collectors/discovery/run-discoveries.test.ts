import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { doNextDiscovery } from '../../../collectors/discovery/run-discoveries.ts'
import { visitFound } from '../../../collectors/discovery/visit.ts'
import { loadSealingKey, type SealingKey } from '../../../collectors/sealed-secrets.ts'
import { createSink } from '../../../collectors/sink.ts'
import { startSimulation, type Simulation } from '../../../seed/simulation/start.ts'
import type { HandedOutDiscovery } from '../../../server/contract/endpoints/discoveries.ts'
import { device } from '../../seed/simulation/factory.ts'
import { fakeToken, startFakeServer, type FakeServer } from '../support/fake-server.ts'
import { seal } from '../support/seal.ts'

/*
 * A collector's side of a discovery: real datagrams to simulated devices, a server that keeps what it is told.
 */

const port = 21_620
const network = `127.${140 + (process.pid % 50)}.${Number(process.env['VITEST_POOL_ID'] ?? 0) % 250}`
const hosts = [2, 5, 9, 20, 33, 48]

let server: FakeServer
let simulation: Simulation
let key: SealingKey
let folder: string
let warnings: string[]

beforeEach(async () => {
  server = await startFakeServer()
  simulation = await startSimulation(
    hosts.map((host) => device({ address: `${network}.${host}`, port, name: `host-${host}` })),
  )
  folder = mkdtempSync(join(tmpdir(), 'citybase-discovery-'))
  key = loadSealingKey(folder)
  warnings = []
})
afterEach(async () => {
  await server.close()
  await simulation.stop()
  rmSync(folder, { recursive: true, force: true })
})

const handOut = (more: Partial<HandedOutDiscovery> = {}): HandedOutDiscovery => ({
  runId: 7,
  ranges: `${network}.1-60`,
  allowList: null,
  port,
  ratePerSecond: 200,
  crawlDepth: 0,
  protocols: [],
  credentials: [
    {
      id: 5,
      protocol: 'snmp-v2c',
      userName: null,
      authProtocol: null,
      privProtocol: null,
      contextName: null,
      sealedSecrets: seal(key.publicKey, { community: 'citybase-demo' }),
    },
  ],
  from: { position: 0, pending: [], crawled: 0 },
  ...more,
})

const work = (signal = new AbortController().signal) =>
  doNextDiscovery({
    sink: createSink({ serverUrl: server.url, token: fakeToken }),
    key,
    visit: visitFound(10_000),
    signal,
    warn: (text) => warnings.push(text.en),
    reportEveryMs: 50,
  })

const foundNames = () =>
  server.reports
    .flatMap(({ finds }) => finds)
    .map(({ collection }) => collection.facts!.device.name!)
    .toSorted()
const all = hosts.map((host) => `host-${host}`).toSorted()

test('what is found goes to the server as it is found, and the end is told once', async () => {
  server.discoveries.push(handOut())
  await work()
  expect(foundNames()).toEqual(all)
  expect(server.reports.flatMap(({ finds }) => finds)[0]).toMatchObject({
    credentialId: 5,
    how: 'range',
    port,
  })
  expect(server.reports.filter(({ ended }) => ended !== null)).toHaveLength(1)
  expect(server.reports.at(-1)).toMatchObject({
    runId: 7,
    ended: 'done',
    progress: { position: 60, total: 60 },
  })
})

test('nothing that was not reported counts as done', async () => {
  server.discoveries.push(handOut({ ratePerSecond: 100 }))
  await work()
  const known = new Set<number>()
  for (const { finds, progress } of server.reports) {
    for (const { address } of finds) known.add(Number(address.split('.')[3]))
    for (const host of hosts) if (host <= progress.position) expect([...known]).toContain(host)
  }
})

test('cancelled at the server, it stops; taken up again, it finds the rest', async () => {
  server.discoveries.push(handOut({ ratePerSecond: 60 }))
  server.stopDiscovery = ({ progress }) => progress.position >= 10
  await work()
  const broken = server.reports.at(-1)!
  expect(broken.ended).toBeNull()
  expect(broken.progress.position).toBeLessThan(60)
  server.stopDiscovery = () => false
  const { position, pending, crawled } = broken.progress
  server.discoveries.push(handOut({ from: { position, pending, crawled } }))
  await work()
  expect([...new Set(foundNames())]).toEqual(all)
  expect(server.reports.at(-1)).toMatchObject({ ended: 'done', progress: { position: 60 } })
})

test('a collector that is stopped gives the run back', async () => {
  server.discoveries.push(handOut({ ratePerSecond: 30 }))
  const stopping = new AbortController()
  server.stopDiscovery = ({ progress }) => {
    if (progress.position >= 3) stopping.abort()
    return false
  }
  await work(stopping.signal)
  expect(server.reports.at(-1)).toMatchObject({ ended: 'stopped' })
})

test('a server that is away for a while loses nothing', async () => {
  server.discoveries.push(handOut())
  server.stopDiscovery = ({ progress }) => {
    if (progress.position >= 5 && server.down === null && server.reports.length < 10) {
      server.down = 503
      setTimeout(() => (server.down = null), 300)
    }
    return false
  }
  await work()
  expect([...new Set(foundNames())]).toEqual(all)
  expect(server.reports.at(-1)).toMatchObject({ ended: 'done' })
})

test('a credential that cannot be opened is left out and told', async () => {
  const other = loadSealingKey(mkdtempSync(join(folder, 'other-')))
  const [usable] = handOut().credentials
  const foreign = { ...usable!, id: 6, sealedSecrets: seal(other.publicKey, { community: 'x' }) }
  server.discoveries.push(handOut({ ranges: `${network}.2`, credentials: [foreign, usable!] }))
  await work()
  expect(foundNames()).toEqual(['host-2'])
  expect(warnings.join()).toContain('6')
})

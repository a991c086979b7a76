import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startCollector, type CollectorOptions, type RunningCollector } from '../../collectors/process.ts'
import type { Assignment } from '../../server/contract/endpoints/collection.ts'
import { answering, startAgent, switchMib, type TestAgent } from './support/agent.ts'
import { fakeToken, startFakeServer, type FakeServer } from './support/fake-server.ts'
import { seal } from './support/seal.ts'

let server: FakeServer
let agent: TestAgent
let folder: string
let warnings: string[]
const running: RunningCollector[] = []

beforeEach(async () => {
  server = await startFakeServer()
  agent = await startAgent(answering(switchMib(2)), 'secret-community')
  folder = mkdtempSync(join(tmpdir(), 'citybase-collector-'))
  warnings = []
})
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()))
  await server.close()
  await agent.close()
  rmSync(folder, { recursive: true, force: true })
})

async function start(options: Partial<CollectorOptions> = {}): Promise<RunningCollector> {
  const collector = await startCollector({
    serverUrl: server.url,
    token: fakeToken,
    spoolFolder: folder,
    firstWithinMs: 50,
    heartbeatSeconds: 0.05,
    assignmentSeconds: 0.1,
    snmp: { timeoutMs: 2000, retries: 0 },
    warn: (text) => warnings.push(text.en),
    ...options,
  })
  running.push(collector)
  return collector
}

/** Targets at the test's agent, their community sealed for the key of the last heartbeat. */
function assign(ids: number[], revision = '1', intervalSeconds = 3600): void {
  server.assignment = (): Assignment => ({
    revision,
    unchanged: false,
    targets: ids.map((id) => ({
      id,
      address: '127.0.0.1',
      port: agent.port,
      intervalSeconds,
      credentialIds: [5],
    })),
    credentials: [
      {
        id: 5,
        protocol: 'snmp-v2c',
        userName: null,
        authProtocol: null,
        privProtocol: null,
        contextName: null,
        sealedSecrets: seal(Buffer.from(String(server.heartbeats.at(-1)?.['publicKey']), 'base64'), {
          community: 'secret-community',
        }),
      },
    ],
  })
}

/** The machine may be busy; nothing here is about how long it takes. */
const patience = { timeout: 15_000 }

const targetsSeen = () => server.collections.map((one) => one.collection.target.id).sort()

test('reports itself, fetches its targets, opens their credentials, collects, hands in', async () => {
  assign([1, 2, 3])
  await start()
  await expect.poll(targetsSeen, patience).toEqual([1, 2, 3])
  expect(server.collections[0]).toMatchObject({
    jobId: null,
    collection: { status: 'complete', facts: { device: { name: 'SW-01', vendor: 'Huawei' } } },
  })
  expect(server.encodings).toContain('gzip')
  expect(server.heartbeats[0]).toMatchObject({ spoolCount: 0, spoolDropped: 0 })
  await expect.poll(() => readdirSync(folder).filter((name) => name.endsWith('.gz')), patience).toEqual([])
  expect(warnings).toEqual([])
  expect(readFileSync(join(folder, 'assignment.json'), 'utf8')).not.toContain('secret-community')
})

test('a new revision of the list is taken up', async () => {
  assign([1])
  await start()
  await expect.poll(targetsSeen, patience).toEqual([1])
  assign([1, 8], '2')
  await expect.poll(targetsSeen, patience).toEqual([1, 8])
})

test('the server is away: it goes on with the last list, also after a restart, and hands in all of it later, once', async () => {
  assign([1], '1')
  const first = await start()
  await expect.poll(targetsSeen, patience).toEqual([1])
  await first.stop()
  server.down = 503
  await start()
  await expect
    .poll(() => readdirSync(folder).filter((name) => name.endsWith('.json.gz')).length, patience)
    .toBe(1)
  await expect.poll(() => warnings.some((text) => text.includes('down for a while')), patience).toBe(true)
  server.down = null
  await expect.poll(targetsSeen, patience).toEqual([1, 1])
  expect(new Set(server.collections.map((one) => one.collection.id)).size).toBe(2)
})

test('an answer that is lost on its way doubles nothing', async () => {
  assign([1])
  server.dropAnswers = 1
  await start()
  await expect.poll(() => server.encodings.length, patience).toBe(2)
  await expect
    .poll(() => readdirSync(folder).filter((name) => name.endsWith('.json.gz')), patience)
    .toEqual([])
  expect(targetsSeen()).toEqual([1])
})

test('a collection that the server refuses is kept aside and stops nothing', async () => {
  server.refuse.set(1, 'no such target')
  assign([1, 2])
  await start()
  await expect.poll(targetsSeen, patience).toEqual([2])
  const refused = join(folder, 'refused')
  const keptAside = () =>
    existsSync(refused) ? readdirSync(refused).filter((name) => name.endsWith('.json')) : []
  await expect.poll(keptAside, patience).toHaveLength(1)
  const [name = ''] = keptAside()
  expect(JSON.parse(readFileSync(join(refused, name), 'utf8'))).toMatchObject({
    reason: 'no such target',
  })
  expect(warnings.some((text) => text.includes('no such target'))).toBe(true)
})

test('a wrong token is said clearly', async () => {
  await start({ token: 'wrong' })
  await expect
    .poll(() => warnings, patience)
    .toContain('Reporting to the server failed: the token is not valid')
})

test('a requested collection: progress by stage, and the job with the result', async () => {
  // First visits lie far ahead, so that what arrives is the job's.
  assign([4])
  await start({ firstWithinMs: 3_000_000 })
  await expect.poll(() => server.heartbeats.length, patience).toBeGreaterThan(0)
  server.jobs.push({ id: 77, targetId: 4 })
  await expect.poll(() => server.collections.map((one) => one.jobId), patience).toEqual([77])
  expect(server.progress.every((one) => one.jobId === 77)).toBe(true)
  const stages = server.progress.map((one) => one.stage)
  expect(stages.at(-1)).toBe('storing')
  const { done, total } = server.progress.at(-1)!
  expect(done).toBe(total)
})

test('a requested collection that was cancelled brings nothing', async () => {
  await agent.close()
  agent = await startAgent(() => null, 'secret-community')
  assign([4])
  server.cancelled.add(78)
  await start({ firstWithinMs: 3_000_000, snmp: { timeoutMs: 30_000, retries: 0 } })
  server.jobs.push({ id: 78, targetId: 4 })
  await expect.poll(() => server.progress.length, patience).toBeGreaterThan(0)
  await running[0]!.stop()
  expect(server.collections).toEqual([])
})

test('secrets sealed for another key: said, left out, and asked for again', async () => {
  assign([1])
  const wrong = server.assignment
  await start({ heartbeatSeconds: 0.05 })
  await expect.poll(targetsSeen, patience).toEqual([1])
  server.assignment = () => ({
    ...wrong(),
    revision: '2',
    credentials: wrong().credentials.map((one) => ({
      ...one,
      sealedSecrets: Buffer.alloc(100).toString('base64'),
    })),
  })
  await expect.poll(() => warnings.some((text) => text.includes('cannot be opened')), patience).toBe(true)
  assign([1, 9], '3')
  await expect.poll(targetsSeen, patience).toContain(9)
})

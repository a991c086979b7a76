import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DiscoveryEvent } from '../../../server/contract/endpoints/discoveries.ts'
import { openSealed } from '../../../collectors/sealed-secrets.ts'
import { discovery } from '../../../server/contract/entities/discovery.ts'
import { createRecord, readRecord, removeRecord } from '../../../server/features/ledger/actions.ts'
import { discoveryRunHandlers } from '../../../server/features/discovery/routes.ts'
import { testApp, type TestApp } from '../../support/app.ts'
import { aCredential, aNetworkZone } from '../../support/factories.ts'
import { call } from '../collection/link.ts'
import { discoveryScene } from './scene.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const aScene = async (fields: Record<string, unknown> = {}) =>
  discoveryScene(app, (await aNetworkZone(app)).id, fields)
const plannedOf = async (id: number) => readRecord(app, discovery, id)

test('a run that was asked for goes to one collector of its zone, with the credentials in their order', async () => {
  const [first, second] = [await aCredential(app), await aCredential(app)]
  const scene = await aScene({
    ranges: '10.9.0.1-10.9.0.9',
    credentialIds: [second.id, first.id],
    crawlDepth: 2,
    crawlArp: false,
  })
  const elsewhere = await aScene()
  const run = await scene.start()
  expect(run).toMatchObject({ state: 'waiting', addressCount: 9, requestedById: scene.auditor.userId })
  expect(await scene.start()).toEqual(run)
  expect(await elsewhere.take()).toBeNull()
  const taken = await scene.take()
  expect(taken).toMatchObject({
    runId: run.id,
    ranges: '10.9.0.1-10.9.0.9',
    allowList: null,
    crawlDepth: 2,
    protocols: ['lldp', 'cdp', 'forwarding'],
    from: { position: 0, pending: [], crawled: 0 },
  })
  expect(taken!.credentials.map(({ id }) => id)).toEqual([second.id, first.id])
  expect(openSealed(scene.key, taken!.credentials[0]!.sealedSecrets)).toEqual({ community: 'public' })
  expect(JSON.stringify(taken)).not.toContain('public"')
  expect(await scene.take()).toBeNull()
  expect(await scene.runOf(run.id)).toMatchObject({
    state: 'running',
    collectorId: scene.collector.collectorId,
  })
  expect(await plannedOf(scene.planned.id)).toMatchObject({ state: 'running' })
})

test('progress is shown, and a stopped run goes on where it was', async () => {
  const scene = await aScene()
  const { id } = await scene.start()
  await scene.take()
  expect(await scene.report(id, [], { position: 40 })).toEqual({ stop: false })
  expect(await scene.runOf(id)).toMatchObject({ probedCount: 40, addressCount: 254, packetCount: 80 })
  expect(await scene.cancel(id)).toMatchObject({ state: 'cancelled' })
  // What was found until the stop took effect is kept.
  const late = scene.found('10.9.0.41', { device: { name: 'late', serialNumbers: ['LATE-1'] } })
  expect(await scene.report(id, [late], { position: 42 })).toEqual({ stop: true })
  expect(await scene.runOf(id)).toMatchObject({ state: 'cancelled', newCount: 1, probedCount: 42 })
  expect(await scene.take()).toBeNull()
  expect(await scene.resume(id)).toMatchObject({ state: 'waiting', finishedAt: null })
  expect(await scene.take()).toMatchObject({ runId: id, from: { position: 42 } })
  await scene.report(id, [], { position: 254, ended: 'done' })
  expect(await scene.runOf(id)).toMatchObject({
    state: 'done',
    probedCount: 254,
    packetCount: 84 + 508,
    answeredCount: 1,
  })
  await expect(scene.resume(id)).rejects.toMatchObject({ code: 'validationFailed' })
})

test('a collector that falls silent loses the run; another goes on at its last report', async () => {
  const scene = await aScene()
  const { id } = await scene.start()
  await scene.take()
  await scene.report(id, [], { position: 100 })
  const second = await scene.aCollector()
  app.clock.advance(59_000)
  expect(await scene.take(second)).toBeNull()
  app.clock.advance(2_000)
  expect(await scene.take(second)).toMatchObject({ runId: id, from: { position: 100 } })
  // The first comes back: it is told to stop, and nothing that it says counts.
  const find = scene.found('10.9.0.50', { device: { serialNumbers: ['GHOST-1'] } })
  expect(await scene.report(id, [find], { position: 120 })).toEqual({ stop: true })
  expect(await scene.findsOf(id)).toEqual([])
  expect(await scene.report(id, [find], { position: 130, actor: second })).toEqual({ stop: false })
  expect(await scene.findsOf(id)).toHaveLength(1)
})

test('a collector that is being stopped gives the run back at once', async () => {
  const scene = await aScene()
  const { id } = await scene.start()
  await scene.take()
  await scene.report(id, [], { position: 7, ended: 'stopped' })
  expect(await scene.take(await scene.aCollector())).toMatchObject({ runId: id, from: { position: 7 } })
})

test('one that repeats starts by itself when its time has come', async () => {
  const scene = await aScene({ repeatHours: 24 })
  const first = await scene.take()
  expect(first).not.toBeNull()
  await scene.report(first!.runId, [], { position: 254, ended: 'done' })
  expect(await scene.take()).toBeNull()
  app.clock.advance(23 * 3_600_000)
  expect(await scene.take()).toBeNull()
  app.clock.advance(3_600_000)
  const second = await scene.take()
  expect(second?.runId).toBeGreaterThan(first!.runId)
  expect(await scene.runOf(second!.runId)).toMatchObject({ requestedById: null })
})

test('who watches sees the run go on to its end, and what it found last', async () => {
  const scene = await aScene()
  const { id } = await scene.start()
  const events = await discoveryRunHandlers(app).events(call({ params: { id } }))
  const reader = events[Symbol.asyncIterator]()
  const next = async () => (await reader.next()).value as DiscoveryEvent
  expect((await next()).run).toMatchObject({ state: 'waiting' })
  await scene.take()
  await scene.report(id, [scene.found('10.9.0.3', { device: { name: 'shown', serialNumbers: ['SHOWN-1'] } })])
  const running = await next()
  expect(running.run).toMatchObject({ state: 'running', newCount: 1 })
  expect(running.newest.map(({ name }) => name)).toEqual(['shown'])
  await scene.report(id, [], { position: 254, ended: 'done' })
  expect((await next()).run).toMatchObject({ state: 'done' })
  expect((await reader.next()).done).toBe(true)
})

describe('a discovery', () => {
  test.each([
    [{ ranges: '10.0.0.1\n10.0.0.999' }, 'ranges', '第 2 行第 1 列“10.0.0.999”'],
    [{ ranges: '10.0.0.1', allowList: '10.1.0.0/16' }, 'ranges', '没有可以探测的地址'],
    [{ ranges: '10.0.0.1', allowList: 'x' }, 'allowList', '“x”'],
    [{ ranges: '10.0.0.0/8 11.0.0.0/8' }, 'ranges', '地址过多'],
    [{ credentialIds: 'all' }, 'credentialIds', '编号的列表'],
  ])('is refused with the place of its fault: %j', async (fields, path, words) => {
    const { networkZoneId, port, ratePerSecond, crawlDepth } = (await aScene()).planned
    const made = createRecord(
      app,
      discovery,
      {
        name: `错误 ${JSON.stringify(fields)}`,
        ranges: '10.0.0.1',
        crawlLldp: true,
        crawlCdp: true,
        crawlArp: true,
        crawlForwarding: true,
        ...{ networkZoneId, port, ratePerSecond, crawlDepth },
        ...fields,
      },
      { userId: null },
    )
    await expect(made).rejects.toMatchObject({
      code: 'validationFailed',
      issues: [{ path, message: { zh: expect.stringContaining(words) as string } }],
    })
  })

  test('is removed with its runs; the findings that it led to stay', async () => {
    const scene = await aScene()
    const { id, finds } = await scene.run([
      scene.found('10.9.0.4', { device: { serialNumbers: ['STAYS-1'] } }),
    ])
    await removeRecord(app, discovery, scene.planned.id, { by: { userId: null }, expectedVersion: null })
    await expect(scene.runOf(id)).rejects.toMatchObject({ code: 'notFound' })
    expect(await app.ledger.models.finding.count({ where: { id: finds[0]!.findingId! } })).toBe(1)
  })
})

import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { credential as credentialEntity } from '../../../server/contract/entities/credential.ts'
import { target as targetEntity } from '../../../server/contract/entities/target.ts'
import { flushSamples, startSampleFlusher } from '../../../server/features/collection/sample-flusher.ts'
import { readRecord, removeRecord } from '../../../server/features/ledger/actions.ts'
import { openDuckDbStore } from '../../../server/metrics/duckdb-store.ts'
import type { TestApp } from '../../support/app.ts'
import { testApp } from '../../support/app.ts'
import { aCredential, aDevice, aNetworkZone, aTarget } from '../../support/factories.ts'
import { anAnswer, noAnswer } from './answers.ts'
import { call, collectorFor } from './link.ts'

let app: TestApp
let zone: number
let collector: Awaited<ReturnType<typeof collectorFor>>
beforeAll(async () => {
  app = await testApp()
  zone = (await aNetworkZone(app)).id
  collector = await collectorFor(app, zone)
})
afterAll(() => app.close())
beforeEach(() => {
  app.metrics.batches.length = 0
  app.metrics.ready = true
})

const at = (minute: number) =>
  new Date(Date.parse('2026-11-23T08:00:00.000Z') + minute * 60_000).toISOString()
const aDeclaredTarget = async (fields = {}) => {
  const device = await aDevice(app, fields)
  return { device, target: await aTarget(app, { networkZoneId: zone, deviceId: device.id }) }
}
const rows = async <T>(entity: keyof TestApp['ledger']['models'], where: object, order = ['id']) =>
  (await app.ledger.models[entity].findAll({ where, order, raw: true } as never)) as unknown as T[]
const read = (id: number) => readRecord(app, targetEntity, id)
const sample = (minute: number) => ({
  metric: 'cpu.load',
  part: '',
  kind: 'gauge' as const,
  value: minute,
  at: at(minute),
  bits: null,
  quality: 'good' as const,
})

describe('a collection', () => {
  test('is kept with its run, its target, its facts and its samples', async () => {
    const { device, target } = await aDeclaredTarget()
    const problems = [{ code: 'row-limit' as const, about: 'ifTable', detail: null }]
    const visit = anAnswer(target, { device: { name: 'SW-1' } }, at(0), {
      status: 'partial',
      samples: [sample(0)],
      problems,
    })
    expect(await collector.handIn([visit])).toEqual({ accepted: [visit.id], duplicate: [], refused: [] })
    expect(await read(target.id)).toMatchObject({
      status: 'partial',
      lastAttemptAt: at(0),
      lastAnswerAt: at(0),
      failureCount: 0,
      version: target.version,
    })
    const [run] = await rows<Record<string, unknown>>('collectionRun', { collectionId: visit.id })
    expect(run).toMatchObject({
      targetId: target.id,
      collectorId: collector.actor.collectorId,
      status: 'partial',
      sampleCount: 1,
      problemCount: 1,
      problems: JSON.stringify(problems),
    })
    const observation = await app.ledger.support.observation.findByPk(target.id, { raw: true })
    expect(observation).toMatchObject({ deviceId: device.id, collectionId: visit.id, at: at(0) })
    await flushSamples(app)
    expect(app.metrics.batches).toMatchObject([
      { collectionId: visit.id, targetId: target.id, samples: [sample(0)], expectedIntervalSeconds: 300 },
    ])
    expect(await app.ledger.support.sample_outbox.count()).toBe(0)
  })

  test('brings what it cost and which credential was answered to; one removed meanwhile is left out', async () => {
    const credential = await aCredential(app)
    const target = await aTarget(app, { networkZoneId: zone, credentialId: null })
    const load = {
      packetsSent: 12,
      packetsReceived: 11,
      octetsSent: 900,
      octetsReceived: 14_000,
      variables: 530,
      timeouts: 1,
      roundTripMilliseconds: 0.75,
      deviceMilliseconds: 42.125,
    }
    const visit = anAnswer(target, {}, at(0), { credentialId: credential.id, load })
    const later = anAnswer(target, {}, at(1), { credentialId: 999_999 })
    expect(await collector.handIn([visit, later])).toMatchObject({ accepted: [visit.id, later.id] })
    const [first, second] = await rows<Record<string, unknown>>('collectionRun', { targetId: target.id })
    expect(first).toMatchObject(load)
    expect(second).toMatchObject({ packetsSent: null, deviceMilliseconds: null })
    const visited = await read(target.id)
    expect(visited).toMatchObject({
      credentialId: null,
      workingCredentialId: credential.id,
      workingCredentialName: credential.name,
    })
    // A person may remove it all the same.
    await removeRecord(app, credentialEntity, credential.id, {
      by: { userId: null },
      expectedVersion: null,
    } as never)
    expect(await read(target.id)).toMatchObject({ workingCredentialId: null })
  })

  test('that comes again changes nothing, in the same request or a later one', async () => {
    const { target } = await aDeclaredTarget()
    const visit = anAnswer(target, { device: { name: 'SW-2' } }, at(0), { samples: [sample(0)] })
    expect(await collector.handIn([visit, visit])).toEqual({
      accepted: [visit.id],
      duplicate: [visit.id],
      refused: [],
    })
    const before = [await read(target.id), await rows('evidence', { targetId: target.id })]
    expect((await collector.handIn([visit])).duplicate).toEqual([visit.id])
    expect([await read(target.id), await rows('evidence', { targetId: target.id })]).toEqual(before)
    expect(await app.ledger.support.sample_outbox.count({ where: { targetId: target.id } })).toBe(1)
  })

  test('that comes twice at the same moment is stored once', async () => {
    const { target } = await aDeclaredTarget()
    const visit = anAnswer(target, { device: { name: 'SW-3' } }, at(0), { samples: [sample(0)] })
    const replies = await Promise.all([
      collector.handIn([visit]),
      collector.handIn([visit]),
      collector.handIn([visit]),
    ])
    expect(replies.flatMap((reply) => reply.accepted)).toEqual([visit.id])
    expect(replies.flatMap((reply) => reply.duplicate)).toEqual([visit.id, visit.id])
    expect(await rows('collectionRun', { targetId: target.id })).toHaveLength(1)
    expect(await app.ledger.support.sample_outbox.count({ where: { targetId: target.id } })).toBe(1)
  })

  test('for a target that is unknown, or of another zone, is refused and holds nothing up', async () => {
    const { target } = await aDeclaredTarget()
    const foreign = await aTarget(app)
    const good = anAnswer(target, {}, at(0))
    const unknown = anAnswer({ ...target, id: 999_999 }, {}, at(0))
    const other = anAnswer(foreign, {}, at(0))
    const reply = await collector.link.ingest(
      call({
        actor: collector.actor,
        body: {
          collections: [
            { collection: unknown, jobId: null },
            { collection: other, jobId: null },
            { collection: { id: 'scribble' }, jobId: null },
            { collection: good, jobId: null },
          ],
        },
      }),
    )
    expect(reply.accepted).toEqual([good.id])
    expect(reply.refused).toEqual(
      expect.arrayContaining([
        { id: unknown.id, reason: 'unknown-target' },
        { id: other.id, reason: 'target-of-another-zone' },
        { id: 'scribble', reason: 'malformed' },
      ]),
    )
    expect(await rows('collectionRun', { targetId: foreign.id })).toEqual([])
    expect((await readRecord(app, targetEntity, foreign.id)).status).toBe('never')
  })

  test('that the ledger cannot hold is refused alone', async () => {
    const targets = await Promise.all([aDeclaredTarget(), aDeclaredTarget()])
    const [bad, good] = targets.map(({ target }) => anAnswer(target, {}, at(0)))
    const reply = await collector.handIn([{ ...bad!, startedAt: 'never' }, good!])
    expect(reply).toEqual({
      accepted: [good!.id],
      duplicate: [],
      refused: [{ id: bad!.id, reason: 'cannot-be-stored' }],
    })
    expect(await rows('collectionRun', { collectionId: bad!.id })).toEqual([])
  })

  test('without an answer counts, one with an answer starts the count again, a cancelled one does not count', async () => {
    const { target } = await aDeclaredTarget()
    await collector.handIn([anAnswer(target, {}, at(0))])
    await collector.handIn([noAnswer(target, at(1)), noAnswer(target, at(2))])
    expect(await read(target.id)).toMatchObject({
      status: 'failed',
      lastAttemptAt: at(2),
      lastAnswerAt: at(0),
      failureCount: 2,
    })
    const problems = [{ code: 'cancelled' as const, about: null, detail: null }]
    await collector.handIn([noAnswer(target, at(3), { problems })])
    expect((await read(target.id)).failureCount).toBe(2)
    await collector.handIn([anAnswer(target, {}, at(4))])
    expect(await read(target.id)).toMatchObject({ status: 'complete', failureCount: 0, lastAnswerAt: at(4) })
  })
})

describe('evidence', () => {
  interface Run {
    value: string
    firstSeenAt: string
    lastSeenAt: string
    current: number | boolean
  }
  const nameRuns = async (targetId: number) =>
    (await rows<Run>('evidence', { targetId, field: 'name' })).map(
      ({ value, firstSeenAt, lastSeenAt, current }) => [value, firstSeenAt, lastSeenAt, Boolean(current)],
    )
  const named = (name: string) => ({ device: { name } })

  test('of one value is one run with a moving end; another value closes it', async () => {
    const { target } = await aDeclaredTarget()
    for (const [minute, name] of [
      [0, 'A'],
      [1, 'A'],
      [2, 'B'],
      [3, 'A'],
    ] as const)
      await collector.handIn([anAnswer(target, named(name), at(minute))])
    expect(await nameRuns(target.id)).toEqual([
      ['A', at(0), at(1), false],
      ['B', at(2), at(2), false],
      ['A', at(3), at(3), true],
    ])
  })

  test('of several visits in one request is taken in their order', async () => {
    const { target } = await aDeclaredTarget()
    await collector.handIn([
      anAnswer(target, named('A'), at(0)),
      anAnswer(target, named('B'), at(1)),
      anAnswer(target, named('B'), at(2)),
    ])
    expect(await nameRuns(target.id)).toEqual([
      ['A', at(0), at(0), false],
      ['B', at(1), at(2), true],
    ])
  })

  test('from a visit that arrives late does not overwrite what is newer', async () => {
    const { target } = await aDeclaredTarget()
    await collector.handIn([anAnswer(target, named('NEW'), at(5))])
    const late = anAnswer(target, named('OLD'), at(1), { samples: [sample(1)] })
    expect((await collector.handIn([late])).accepted).toEqual([late.id])
    expect(await nameRuns(target.id)).toEqual([['NEW', at(5), at(5), true]])
    expect(await read(target.id)).toMatchObject({ lastAttemptAt: at(5), lastAnswerAt: at(5) })
    expect(await rows('collectionRun', { targetId: target.id })).toHaveLength(2)
    expect(await app.ledger.support.sample_outbox.count({ where: { collectionId: late.id } })).toBe(1)
  })

  test('stays when a visit is partial and does not have the value; a complete one ends it', async () => {
    const { target } = await aDeclaredTarget()
    await collector.handIn([anAnswer(target, named('A'), at(0))])
    await collector.handIn([anAnswer(target, {}, at(1), { status: 'partial' })])
    expect(await nameRuns(target.id)).toEqual([['A', at(0), at(0), true]])
    await collector.handIn([anAnswer(target, {}, at(2))])
    expect(await nameRuns(target.id)).toEqual([['A', at(0), at(0), false]])
  })
})

describe('a target that no device was declared for', () => {
  const deviceAt = async (targetId: number) =>
    (
      (await app.ledger.support.observation.findByPk(targetId, { raw: true })) as unknown as {
        deviceId: unknown
      }
    ).deviceId
  const visited = async (device: object, addresses: string[] = []) => {
    const target = await aTarget(app, { networkZoneId: zone })
    await collector.handIn([
      anAnswer(target, {
        device,
        addresses: addresses.map((ip) => ({ ip, prefixLength: 24, interfaceIndex: 1 })),
      }),
    ])
    return deviceAt(target.id)
  }

  test('is recognised by serial number, then by management address', async () => {
    const bySerial = await aDevice(app, { serialNumber: 'SER-0001' })
    const byAddress = await aDevice(app, { managementAddress: '10.99.0.7' })
    expect(await visited({ serialNumbers: ['ser-0001'] })).toBe(bySerial.id)
    expect(await visited({ serialNumbers: ['SER-0002'] }, ['127.0.0.1', '10.99.0.7'])).toBe(byAddress.id)
  })
  test('is, when it answers for a stack, the member that it names first; the others are assets of their own', async () => {
    await aDevice(app, { serialNumber: 'STACK-0002' })
    const first = await aDevice(app, { serialNumber: 'STACK-0001' })
    expect(await visited({ serialNumbers: ['STACK-0001', 'STACK-0002', 'STACK-0003'] })).toBe(first.id)
    await aDevice(app, { serialNumber: 'STACK-0003' })
    await aDevice(app, { serialNumber: 'STACK-0003' })
    expect(await visited({ serialNumbers: ['STACK-0001', 'STACK-0002', 'STACK-0003'] })).toBeNull()
  })
  test('is not merged with a device of another serial number, nor by a placeholder, nor when two would fit', async () => {
    await aDevice(app, { managementAddress: '10.99.0.8', serialNumber: 'SER-0003' })
    expect(await visited({ serialNumbers: ['SER-0004'] }, ['10.99.0.8'])).toBeNull()
    await aDevice(app, { serialNumber: 'To be filled by O.E.M.' })
    expect(await visited({ serialNumbers: ['To be filled by O.E.M.'] })).toBeNull()
    await aDevice(app, { serialNumber: 'SER-0005' })
    await aDevice(app, { serialNumber: 'SER-0005' })
    expect(await visited({ serialNumbers: ['SER-0005'] })).toBeNull()
  })
})

describe('samples', () => {
  test('wait in the ledger while the metric store is away, and move when it is back', async () => {
    await flushSamples(app)
    app.metrics.batches.length = 0
    const { target } = await aDeclaredTarget()
    const visits = [0, 1, 2].map((minute) => anAnswer(target, {}, at(minute), { samples: [sample(minute)] }))
    app.metrics.ready = false
    expect((await collector.handIn(visits)).accepted).toHaveLength(3)
    const flusher = startSampleFlusher(app)
    await flusher.stop()
    expect(await app.ledger.support.sample_outbox.count()).toBe(3)
    app.metrics.ready = true
    const again = startSampleFlusher(app)
    await expect.poll(() => app.ledger.support.sample_outbox.count()).toBe(0)
    await again.stop()
    expect(app.metrics.batches.map((batch) => batch.collectionId)).toEqual(visits.map((visit) => visit.id))
  })

  test('that reached the store before a crash are not doubled when they are moved again', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'citybase-flush-'))
    const metrics = await openDuckDbStore(join(folder, 'metrics.duckdb'))
    const { target } = await aDeclaredTarget()
    const visit = anAnswer(target, {}, at(0), { id: randomUUID(), samples: [sample(7)] })
    await collector.handIn([visit])
    const row = await app.ledger.support.sample_outbox.findOne({
      where: { collectionId: visit.id },
      raw: true,
    })
    await flushSamples({ ...app, metrics })
    await app.ledger.support.sample_outbox.create(row as never)
    await flushSamples({ ...app, metrics })
    expect(await app.ledger.support.sample_outbox.count()).toBe(0)
    const { points } = await metrics.series({
      targetId: target.id,
      metric: 'cpu.load',
      part: '',
      from: new Date(at(0)),
      to: new Date(at(10)),
      stepSeconds: 600,
    })
    expect(points).toEqual([{ at: at(0), value: 7, quality: 'good' }])
    await metrics.close()
    rmSync(folder, { recursive: true, force: true })
  })
})

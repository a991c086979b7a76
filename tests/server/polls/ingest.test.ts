import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { encodePollBatch } from '../../../server/domain/poll-batch.ts'
import { pollHandlers, pollLinkHandlers } from '../../../server/features/polls/routes.ts'
import { metricHandlers } from '../../../server/features/metrics/routes.ts'
import { openDuckDbStore } from '../../../server/metrics/duckdb-store.ts'
import type { CollectorActor } from '../../../server/http/handler.ts'
import { testApp, type TestApp } from '../../support/app.ts'
import { aCollector, aNetworkZone, aTarget } from '../../support/factories.ts'
import { aPollBatch } from '../../support/poll-batch.ts'
import { call, person } from '../collection/link.ts'

let app: TestApp
let folder: string
let actor: CollectorActor
let targetId: number

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'citybase-polls-'))
  app = await testApp()
  Object.assign(app, { metrics: await openDuckDbStore(join(folder, 'metrics.duckdb')) })
  const zone = await aNetworkZone(app)
  const { id, name } = await aCollector(app, { networkZoneId: zone.id })
  actor = { kind: 'collector', collectorId: id, name, networkZoneId: zone.id }
  targetId = (await aTarget(app, { networkZoneId: zone.id })).id
})
afterEach(async () => {
  await app.metrics.close()
  await app.close()
  rmSync(folder, { recursive: true, force: true })
})

const start = Date.parse('2026-11-23T08:00:00.000Z')
const minute = (n: number) => start + n * 60_000
const iso = (ms: number) => new Date(ms).toISOString()

interface Visit {
  minute: number
  inOctets: bigint
  uptimeTicks?: number
  wide?: boolean
  name?: string
  target?: number
  discontinuity?: number
}

const envelope = (visits: Visit[], id = randomUUID()) => ({
  id,
  content: gzipSync(
    encodePollBatch(
      aPollBatch(
        visits.map(({ minute: n, inOctets, uptimeTicks = 360_000 + n * 6000, wide = true, ...more }) => ({
          targetId: more.target ?? targetId,
          uptimeTicks,
          ports: [
            {
              name: more.name ?? 'GE0/0/1',
              at: minute(n),
              counters: [inOctets],
              discontinuity: more.discontinuity ?? 0,
              flags: wide ? 14 : 12,
            },
          ],
        })),
      ),
    ),
  ).toString('base64'),
})

const handIn = (...batches: { id: string; content: string }[]) =>
  pollLinkHandlers(app).ingest(call({ actor, body: { batches } }))
const stored = () =>
  pollHandlers(app).summary(
    call({ actor: person(1), query: { from: iso(minute(-60)), to: iso(minute(600)) } }),
  )
const traffic = async (minutes: number) => {
  const series = await metricHandlers(app).series(
    call({
      actor: person(1),
      query: {
        targetId,
        metric: 'interface.in.bps',
        part: 'GE0/0/1',
        from: iso(start),
        to: iso(minute(minutes)),
        points: minutes,
      },
    }),
  )
  return series.points.map(({ value, quality }) => [value === null ? null : Math.round(value), quality])
}

test('a batch is stored once, however often it is handed in, also within one request', async () => {
  const batch = envelope([{ minute: 0, inOctets: 1000n }])
  expect(await handIn(batch, batch)).toEqual({ accepted: [batch.id], duplicate: [], refused: [] })
  expect(await handIn(batch)).toEqual({ accepted: [], duplicate: [batch.id], refused: [] })
  expect(await stored()).toMatchObject({ rows: 1, ports: 1, firstAt: iso(start), lastAt: iso(start) })
})

test('a batch that cannot be read is refused and does not hold up the others', async () => {
  const good = envelope([{ minute: 0, inOctets: 1n }])
  const bad = { id: randomUUID(), content: Buffer.from('no gzip').toString('base64') }
  const empty = { id: randomUUID(), content: gzipSync('CBP?').toString('base64') }
  const answer = await handIn(bad, good, empty)
  expect(answer.accepted).toEqual([good.id])
  expect(answer.refused.map(({ id }) => id)).toEqual([bad.id, empty.id])
  expect(answer.refused[1]!.reason).toContain('not a batch of polls')
  expect(await stored()).toMatchObject({ rows: 1 })
})

test('targets of another zone are not a collector’s to speak of', async () => {
  const other = await aTarget(app)
  const mixed = envelope([
    { minute: 0, inOctets: 1n, target: other.id },
    { minute: 0, inOctets: 2n },
  ])
  const foreign = envelope([{ minute: 0, inOctets: 1n, target: other.id }])
  expect(await handIn(mixed, foreign)).toEqual({
    accepted: [mixed.id],
    duplicate: [],
    refused: [{ id: foreign.id, reason: 'unknown-targets' }],
  })
  expect(await stored()).toMatchObject({ rows: 1 })
})

test('readings become rates: traffic, then a restart of the device as a gap, then traffic', async () => {
  await handIn(
    envelope([
      { minute: 0, inOctets: 0n },
      { minute: 1, inOctets: 750_000n },
      { minute: 2, inOctets: 2_250_000n },
      { minute: 3, inOctets: 100n, uptimeTicks: 3000 },
      { minute: 4, inOctets: 750_100n, uptimeTicks: 9000 },
    ]),
  )
  expect(await traffic(5)).toEqual([
    // Nothing is known of the time before the first reading.
    [null, 'gap'],
    [100_000, 'good'],
    [200_000, 'good'],
    [null, 'reset'],
    [100_000, 'good'],
  ])
})

test('a 32-bit counter wraps once; a new discontinuity time is a gap although the counter grew', async () => {
  await handIn(
    envelope([
      { minute: 0, inOctets: 4_294_900_000n, wide: false },
      { minute: 1, inOctets: 682_704n, wide: false },
      { minute: 2, inOctets: 900_000n, wide: false, discontinuity: 42 },
    ]),
  )
  const [, first, second] = await traffic(3)
  // A port of 1 Gbit/s may have wrapped a second time within the minute.
  expect(first).toEqual([100_000, 'partial'])
  expect(second).toEqual([null, 'reset'])
})

test('minutes without a poll stay a gap, also when batches arrive late and out of order', async () => {
  await handIn(envelope([{ minute: 9, inOctets: 1_500_000n }]))
  await handIn(envelope([{ minute: 1, inOctets: 750_000n }]))
  await handIn(envelope([{ minute: 0, inOctets: 0n }]), envelope([{ minute: 10, inOctets: 2_250_000n }]))
  const points = await traffic(11)
  expect(points[1]).toEqual([100_000, 'good'])
  expect(points.slice(2, 9).map(([value]) => value)).toEqual(Array(7).fill(null))
  expect(points[9]).toEqual([null, 'gap'])
  expect(points[10]).toEqual([100_000, 'good'])
})

test('what polls cost a target is summed, with how the last one was done', async () => {
  const visit = {
    method: 'ports',
    requests: 5,
    octets: 7000,
    variables: 230,
    timeouts: 1,
    deviceMilliseconds: 12.5,
    choice: {
      columns: { requests: 9, variables: 400, milliseconds: 20 },
      ports: { requests: 5, variables: 230, milliseconds: 11 },
    },
  } as const
  const polled = (at: number, method: 'whole' | 'ports') => ({
    id: randomUUID(),
    content: gzipSync(
      encodePollBatch(
        aPollBatch([{ targetId, visit: { ...visit, method }, ports: [{ name: 'GE0/0/1', at }] }]),
      ),
    ).toString('base64'),
  })
  await handIn(polled(minute(-2000), 'whole'), polled(minute(-2), 'whole'), polled(minute(-1), 'ports'))
  const load = await pollHandlers(app).load(call({ actor: person(1), query: { targetId } }))
  expect(load).toEqual({
    polls: 2,
    requests: 10,
    octets: 14_000,
    variables: 460,
    timeouts: 2,
    deviceMilliseconds: 25,
    lastAt: iso(minute(-1)),
    last: visit,
  })
})

test('what is stored is there after a restart, and so is the memory of what came', async () => {
  const batch = envelope([
    { minute: 0, inOctets: 0n },
    { minute: 1, inOctets: 750_000n },
  ])
  await handIn(batch)
  await app.metrics.close()
  Object.assign(app, { metrics: await openDuckDbStore(join(folder, 'metrics.duckdb')) })
  expect(await handIn(batch)).toMatchObject({ duplicate: [batch.id] })
  await handIn(envelope([{ minute: 2, inOctets: 1_500_000n }]))
  expect((await traffic(3)).slice(1)).toEqual(Array(2).fill([100_000, 'good']))
  const latest = await metricHandlers(app).latest(call({ actor: person(1), query: { targetId } }))
  expect(latest.items).toContainEqual({
    metric: 'interface.in.bps',
    part: 'GE0/0/1',
    at: iso(minute(2)),
    value: 100_000,
    quality: 'good',
  })
})

import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Sample } from '../../../server/contract/collection.ts'
import { MetricStoreInUseError, openDuckDbStore } from '../../../server/metrics/duckdb-store.ts'
import type { MetricStore, SampleBatch } from '../../../server/metrics/metric-store.ts'

let folder: string
let file: string
let store: MetricStore
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'citybase-metrics-'))
  file = join(folder, 'metrics.duckdb')
  store = await openDuckDbStore(file)
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const start = Date.parse('2026-11-23T08:00:00.000Z')
const at = (minute: number) => new Date(start + minute * 60_000).toISOString()
const part = 'GigabitEthernet0/0/1'

const octets = (minute: number, value: number, more: Partial<Sample> = {}): Sample => ({
  metric: 'interface.in.octets',
  part,
  kind: 'counter',
  value,
  at: at(minute),
  bits: 64,
  quality: 'good',
  ...more,
})
const uptime = (minute: number, value: number): Sample => ({
  metric: 'device.uptime',
  part: '',
  kind: 'gauge',
  value,
  at: at(minute),
  bits: null,
  quality: 'good',
})
const visit = (minute: number, value: number, more: Partial<Sample> = {}): SampleBatch => ({
  collectionId: `visit-${minute}`,
  targetId: 1,
  samples: [uptime(minute, 100_000 + minute * 60), octets(minute, value, more)],
  portSpeedsBps: { [part]: 1e9 },
  expectedIntervalSeconds: 60,
})
const traffic = (from: number, to: number, stepSeconds = 60) =>
  store.series({
    targetId: 1,
    metric: 'interface.in.bps',
    part,
    from: new Date(at(from)),
    to: new Date(at(to)),
    stepSeconds,
  })
const values = async (from: number, to: number, stepSeconds?: number) =>
  (await traffic(from, to, stepSeconds)).points.map((point) => point.value)

/** 60,000 octets in a minute are 8,000 bit/s. */
const perMinute = 60_000

test('octets become bit/s, errors per second; the first reading is no point', async () => {
  const errors = (minute: number, value: number) => octets(minute, value, { metric: 'interface.in.errors' })
  await store.append([
    { ...visit(0, 0), samples: [octets(0, 0), errors(0, 0)] },
    { ...visit(1, perMinute), samples: [octets(1, perMinute), errors(1, 120)] },
  ])
  expect(await values(0, 2)).toEqual([null, 8000])
  expect(await store.latest(1)).toEqual([
    { metric: 'interface.in.bps', part, at: at(1), value: 8000, quality: 'good' },
    { metric: 'interface.in.errors', part, at: at(1), value: 2, quality: 'good' },
  ])
})

test('a collection that comes again, alone or among others, is stored once', async () => {
  await store.append([visit(0, 0), visit(1, perMinute), visit(1, perMinute)])
  await store.append([visit(1, perMinute), visit(2, 3 * perMinute)])
  expect(await values(1, 3)).toEqual([8000, 16_000])
  await store.close()
  store = await openDuckDbStore(file)
  await store.append([visit(2, 9e9)])
  expect(await values(1, 3)).toEqual([8000, 16_000])
})

test('rates go on after the store was closed and opened', async () => {
  await store.append([visit(0, 0), visit(1, perMinute)])
  const before = await store.latest(1)
  await store.close()
  store = await openDuckDbStore(file)
  expect(await store.latest(1)).toEqual(before)
  await store.append([visit(2, 3 * perMinute)])
  expect(await values(1, 3)).toEqual([8000, 16_000])
})

test('a restart of the device is a gap and no spike, and the next rate is right again', async () => {
  const afterRestart = (minute: number, value: number, up: number) => ({
    ...visit(minute, value),
    samples: [uptime(minute, up), octets(minute, value)],
  })
  await store.append([
    visit(0, 5e9),
    visit(1, 5e9 + perMinute),
    afterRestart(2, 100, 20),
    afterRestart(3, 100 + perMinute, 80),
  ])
  const { points } = await traffic(1, 4)
  expect(points).toMatchObject([
    { value: 8000, quality: 'good' },
    { value: null, quality: 'reset' },
    { value: 8000, quality: 'good' },
  ])
})

test('time without collections is a gap, never a zero', async () => {
  await store.append([visit(0, 0), visit(1, perMinute), visit(2, 2 * perMinute)])
  await store.append([visit(10, 90 * perMinute), visit(11, 91 * perMinute)])
  expect(await values(1, 12)).toEqual([8000, 8000, null, null, null, null, null, null, null, null, 8000])
  expect((await traffic(3, 4)).points).toEqual([{ at: at(3), value: null, quality: 'gap' }])
})

test('steps are the mean of what falls into them; finer steps than visits hold the rate between them', async () => {
  await store.append([visit(0, 0), visit(1, perMinute), visit(2, 4 * perMinute), visit(3, 5 * perMinute)])
  expect(await values(1, 5, 120)).toEqual([16_000, 8000])
  expect(await values(1, 3, 30)).toEqual([8000, 24_000, 24_000, null])
})

test('the 95th percentile is by nearest rank over the stored values', async () => {
  const totals = Array.from({ length: 21 }, (_, minute) => (minute * (minute + 1)) / 2)
  await store.append(totals.map((total, minute) => visit(minute, total * perMinute)))
  // Rates 8, 16, … 160 kbit/s: the 19th of 20 values.
  expect((await traffic(0, 21, 600)).p95).toBe(19 * 8000)
})

test('a late collection from before the last one changes nothing', async () => {
  await store.append([visit(0, 0), visit(2, 2 * perMinute)])
  await store.append([visit(1, 70 * perMinute)])
  expect(await values(0, 3, 180)).toEqual([8000])
})

test('gauges stand for themselves; what the device did not give stays empty', async () => {
  const load = (minute: number, value: number, more: Partial<Sample> = {}): Sample => ({
    ...uptime(minute, value),
    metric: 'cpu.load',
    ...more,
  })
  await store.append([
    { collectionId: 'a', targetId: 2, samples: [load(0, 20), load(1, 0, { quality: 'gap' })] },
  ])
  const { points } = await store.series({
    targetId: 2,
    metric: 'cpu.load',
    part: '',
    from: new Date(at(0)),
    to: new Date(at(2)),
    stepSeconds: 60,
  })
  expect(points.map(({ value, quality }) => [value, quality])).toEqual([
    [20, 'good'],
    [null, 'gap'],
  ])
})

test('a series that nobody has is all gaps', async () => {
  const { points, p95 } = await store.series({
    targetId: 99,
    metric: 'cpu.load',
    part: '',
    from: new Date(at(0)),
    to: new Date(at(3)),
    stepSeconds: 60,
  })
  expect(points.map((point) => point.value)).toEqual([null, null, null])
  expect(p95).toBeNull()
})

test('a failed append leaves nothing behind, and the next one is whole', async () => {
  await store.append([visit(0, 0)])
  const broken = {
    ...visit(1, perMinute),
    samples: [octets(1, perMinute), { ...octets(1, 1), metric: null }],
  }
  await expect(store.append([visit(2, 2 * perMinute), broken as never])).rejects.toThrow()
  await store.append([visit(1, perMinute), visit(2, 2 * perMinute)])
  expect(await values(1, 3)).toEqual([8000, 8000])
})

test('appends that come at once are all stored', async () => {
  await Promise.all(
    Array.from({ length: 10 }, (_, minute) => store.append([visit(minute, minute * perMinute)])),
  )
  expect(await values(1, 10)).toEqual(Array(9).fill(8000))
})

test('a second writer is told that the file is in use, in this process and in another', async () => {
  await expect(openDuckDbStore(file)).rejects.toThrow(MetricStoreInUseError)
  const script = `
    import { openDuckDbStore } from './server/metrics/duckdb-store.ts'
    await openDuckDbStore(process.argv[1]).then(() => console.log('opened'), (error) => console.log(error.name))`
  const { stdout } = spawnSync(process.execPath, ['--input-type=module-typescript', '-e', script, file], {
    encoding: 'utf8',
    cwd: join(import.meta.dirname, '../../..'),
  })
  expect(stdout.trim()).toBe('MetricStoreInUseError')
})

test('the courses of a group come together, coarse, gaps as gaps; other groups and targets are not among them', async () => {
  const reading = (minute: number, metric: string, part: string, value: number): Sample => ({
    ...uptime(minute, value),
    metric,
    part,
  })
  const visits = [0, 1, 2, 3, 4, 5, 12].map((minute) => ({
    collectionId: `course-${minute}`,
    targetId: 3,
    samples: [
      reading(minute, 'sensor.temperature', 'Inlet', 20 + minute),
      reading(minute, 'sensor.fan', 'Fan 1', 5000),
      reading(minute, 'cpu.load', '', 50),
    ],
  }))
  const other = {
    collectionId: 'other',
    targetId: 4,
    samples: [reading(0, 'sensor.temperature', 'Inlet', 99)],
  }
  await store.append([...visits, other])
  const courses = await store.courses({
    targetId: 3,
    group: 'sensor',
    from: new Date(at(0)),
    to: new Date(at(14)),
    stepSeconds: 120,
  })
  expect(courses.map(({ metric, part }) => [metric, part])).toEqual([
    ['sensor.temperature', 'Inlet'],
    ['sensor.fan', 'Fan 1'],
  ])
  expect(courses[0]?.values).toEqual([20.5, 22.5, 24.5, null, null, null, 32])
  expect(
    await store.courses({
      targetId: 99,
      group: 'sensor',
      from: new Date(at(0)),
      to: new Date(at(1)),
      stepSeconds: 60,
    }),
  ).toEqual([])
})

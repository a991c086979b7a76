import { expect, test } from 'vitest'
import type { Sample } from '../../../../server/contract/collection.ts'
import { counterRate, type CounterReading } from '../../../../server/domain/rate.ts'
import { createSnmpCollector } from '../../../../collectors/snmp/collector.ts'
import { speedBps } from '../../../../collectors/snmp/tables/interfaces.ts'
import { uptimeSeconds } from '../../../../collectors/snmp/tables/system.ts'
import type { Varbind } from '../../../../collectors/snmp/varbind.ts'
import { answering, switchMib } from '../../support/agent.ts'
import { anAgent, collectWhile } from './agents.ts'

const ifTable = '1.3.6.1.2.1.2.2.1'
const ifXTable = '1.3.6.1.2.1.31.1.1.1'
const uptime = '1.3.6.1.2.1.1.3.0'

/** A switch with some of its objects changed; null takes an object away. */
function switchWith(changes: Record<string, number | null>): Varbind[] {
  const known = switchMib(3)
  const added = Object.keys(changes)
    .filter((oid) => !known.some((one) => one.oid === oid))
    .map((oid): Varbind => ({ oid, type: 'gauge32', value: 0 }))
  return [...known, ...added].flatMap((one): Varbind[] => {
    const value = changes[one.oid]
    if (value === undefined) return [one]
    return value === null ? [] : [{ ...one, value }]
  })
}
const visit = (changes: Record<string, number | null>) => collectWhile(answering(switchWith(changes)))
const octets = (samples: Sample[], part: string) =>
  samples.find((one) => one.metric === 'interface.in.octets' && one.part === part)

test('64-bit counters that stick at zero while the 32-bit ones count give way to these', async () => {
  const { facts, samples } = await visit({ [`${ifXTable}.6.2`]: 0, [`${ifXTable}.10.2`]: 0 })
  expect(facts?.interfaces[1]).toMatchObject({ inOctets: 2000, outOctets: 4000, counterBits: 32 })
  expect(octets(samples, 'GE0/0/2')).toMatchObject({ value: 2000, bits: 32 })
  expect(octets(samples, 'GE0/0/1')).toMatchObject({ value: 5_000_000_001, bits: 64 })
})

test('so do they when only one direction sticks', async () => {
  const { facts } = await visit({ [`${ifXTable}.6.2`]: 0 })
  expect(facts?.interfaces[1]).toMatchObject({ inOctets: 2000, outOctets: 4000, counterBits: 32 })
})

test('a port that never carried anything is zero, not unknown', async () => {
  const { facts } = await visit({
    [`${ifXTable}.6.2`]: 0,
    [`${ifXTable}.10.2`]: 0,
    [`${ifTable}.10.2`]: 0,
    [`${ifTable}.16.2`]: 0,
  })
  expect(facts?.interfaces[1]).toMatchObject({ inOctets: 0, outOctets: 0, counterBits: 64 })
})

test('a counter that vanishes gives no sample, and no zero', async () => {
  const gone = Object.fromEntries(
    [`${ifXTable}.6.2`, `${ifXTable}.10.2`, `${ifTable}.10.2`, `${ifTable}.16.2`].map((oid) => [oid, null]),
  )
  const { facts, samples } = await visit(gone)
  expect(facts?.interfaces[1]).toMatchObject({ inOctets: null, outOctets: null, counterBits: null })
  expect(octets(samples, 'GE0/0/2')).toBeUndefined()
  expect(octets(samples, 'GE0/0/3')).toBeDefined()
})

test('ifIndex that is dealt anew at a restart: the series follow the names', async () => {
  const before = await collectWhile(answering(switchMib(3)))
  const renumbered = switchMib(3).map((one) => ({
    ...one,
    oid: one.oid.replace(
      /^(1\.3\.6\.1\.2\.1\.(?:2\.2|31\.1\.1)\.1\.\d+)\.(\d+)$/,
      (_, column, index) => `${column}.${100 - Number(index)}`,
    ),
  }))
  const after = await collectWhile(answering(renumbered))
  expect(after.facts?.interfaces.map((one) => one.index)).toEqual([97, 98, 99])
  for (const name of ['GE0/0/1', 'GE0/0/2', 'GE0/0/3'])
    expect(octets(after.samples, name)?.value).toBe(octets(before.samples, name)?.value)
})

test('an empty ifName gives way to ifDescr', async () => {
  const { samples } = await visit({ [`${ifXTable}.1.2`]: null })
  expect(octets(samples, 'GigabitEthernet0/0/2')?.value).toBe(5_000_000_002)
})

test.each([
  ['Mbit/s as it should be', 1_000_000_000, 1000, 1e9],
  ['bit/s in ifHighSpeed', 4_294_967_295, 10_000_000_000, 1e10],
  ['ifSpeed at its end', 4_294_967_295, 10_000, 1e10],
  ['ifHighSpeed of zero', 100_000_000, 0, 1e8],
  ['neither', 0, 0, null],
  ['ifSpeed at its end and nothing else', 4_294_967_295, 0, null],
  ['exact where it fits', 1_544_000, 2, 1_544_000],
])('speed: %s', (_, speed, highSpeed, expected) => {
  expect(speedBps(speed, highSpeed)).toBe(expected)
})

const wrapTicks = 2 ** 32
test.each([
  ['the engine counts on', 100_000, 42_950_673, 42_950_672.96],
  ['the engine time is negative', 100_000, -5, 1000],
  ['the engine began later', 100_000, 500, 1000],
  ['the engine counts from another start', 100_000, 10_000_000, 1000],
  ['there is no engine time', 100_000, null, 1000],
])('sysUpTime behind its wrap at 497 days: %s', (_, ticks, engineSeconds, expected) => {
  expect(uptimeSeconds(ticks, engineSeconds)).toBeCloseTo(expected, 1)
})

test('counters that the device says began anew are marked, once, and never show a spike', async () => {
  const discontinuity = `${ifXTable}.19.2`
  let ticks = 0
  const { port } = await anAgent((request) => answering(switchWith({ [discontinuity]: ticks }))(request))
  const collector = createSnmpCollector({ timeoutMs: 1000, retries: 1 })
  const qualityOf = async () => {
    const { samples } = await collector.collect(
      { id: null, address: '127.0.0.1', port },
      [{ id: null, credential: { version: '2c', community: 'public' } }],
      {
        signal: new AbortController().signal,
        onProgress: () => {},
        deadlineMs: 20_000,
        now: () => new Date(),
      },
    )
    return ['GE0/0/1', 'GE0/0/2'].map((part) => octets(samples, part)?.quality)
  }
  expect(await qualityOf()).toEqual(['good', 'good'])
  ticks = 123_456
  expect(await qualityOf()).toEqual(['good', 'reset'])
  expect(await qualityOf()).toEqual(['good', 'good'])
})

const reading = (value: number, minute: number, more: Partial<CounterReading> = {}): CounterReading => ({
  value,
  at: minute * 60_000,
  bits: 32,
  uptimeSeconds: 1_000_000 + minute * 60,
  quality: 'good',
  ...more,
})
const hundredMegabit = { mostPerSecond: 12_500_000, expectedIntervalSeconds: 60 }

test('one wrap of a 32-bit counter, only while uptime went on and the rate fits the port', () => {
  const before = reading(wrapTicks - 60_000, 0)
  expect(counterRate(before, reading(60_000, 1), hundredMegabit)?.value).toBe(2000)
  const rebooted = reading(60_000, 1, { uptimeSeconds: 20 })
  expect(counterRate(before, rebooted, hundredMegabit)).toEqual({ value: null, quality: 'reset' })
  const tooFast = reading(wrapTicks - 120_000, 1)
  expect(counterRate(reading(wrapTicks - 60_000, 0), tooFast, hundredMegabit)).toEqual({
    value: null,
    quality: 'reset',
  })
})

test('uptime that a time-out kept from us is unknown, not a restart', async () => {
  const { samples, facts } = await visit({ [uptime]: null })
  expect(facts?.device.uptimeSeconds).toBeNull()
  expect(samples.some((one) => one.metric === 'device.uptime')).toBe(false)
  const unknown = reading(61_000, 1, { uptimeSeconds: null })
  expect(counterRate(reading(1000, 0), unknown, hundredMegabit)).toEqual({ value: 1000, quality: 'good' })
})

import { expect, test } from 'vitest'
import { readHostResources } from '../../../../collectors/snmp/tables/host-resources.ts'
import { readUcd } from '../../../../collectors/snmp/tables/ucd.ts'
import { readUps } from '../../../../collectors/snmp/tables/ups.ts'
import { visitTo, type Holding } from './support.ts'

const ups = '1.3.6.1.2.1.33.1'
const resting: Record<string, Holding> = {
  [`${ups}.2.1.0`]: 2,
  [`${ups}.2.2.0`]: 0,
  [`${ups}.2.3.0`]: 34,
  [`${ups}.2.4.0`]: 97,
  [`${ups}.2.5.0`]: 2184,
  [`${ups}.2.7.0`]: 26,
  [`${ups}.3.3.1.3.1`]: 226,
  [`${ups}.4.1.0`]: 3,
  [`${ups}.4.4.1.2.1`]: 230,
  [`${ups}.4.4.1.3.1`]: 87,
  [`${ups}.4.4.1.5.1`]: 41,
  [`${ups}.6.1.0`]: 0,
  [`${ups}.9.7.0`]: 5,
  [`${ups}.9.9.0`]: 180,
  [`${ups}.9.10.0`]: 264,
}

async function read(change: Record<string, Holding> = {}) {
  return new Map((await readUps(visitTo({ ...resting, ...change }))).map((one) => [one.name, one]))
}

test('a UPS on mains: battery, load, voltages within the limits it is set to', async () => {
  const found = await read()
  expect(found.get('Battery charge')).toMatchObject({ value: 97, unit: '%', status: 'ok' })
  expect(found.get('Battery time remaining')).toMatchObject({
    value: 34,
    status: 'ok',
    thresholds: { lowWarning: 5 },
  })
  expect(found.get('Battery voltage')?.value).toBe(218.4)
  expect(found.get('Input voltage')).toMatchObject({
    value: 226,
    status: 'ok',
    thresholds: { lowWarning: 180, highWarning: 264 },
  })
  expect(found.get('Output current')?.value).toBe(8.7)
  expect(found.get('Output load')).toMatchObject({ value: 41, status: 'unknown' })
  expect(found.get('Output source')?.status).toBe('ok')
  expect(found.get('Alarms')).toMatchObject({ value: 0, status: 'ok' })
})

test('on battery and running low: its own words are warnings, raised alarms are named', async () => {
  const found = await read({
    [`${ups}.2.1.0`]: 3,
    [`${ups}.3.3.1.3.1`]: 171,
    [`${ups}.4.1.0`]: 5,
    [`${ups}.6.1.0`]: 2,
    [`${ups}.6.2.1.2.1`]: { type: 'oid', value: `${ups}.6.3.2` },
    [`${ups}.6.2.1.2.2`]: { type: 'oid', value: `${ups}.6.3.13` },
  })
  expect(found.get('Battery charge')?.status).toBe('warning')
  expect(found.get('Input voltage')?.status).toBe('warning')
  expect(found.get('Output source')?.status).toBe('warning')
  expect(found.get('Alarm: On battery')?.status).toBe('warning')
  expect(found.get('Alarm: Charger failed')?.status).toBe('critical')
})

test('minus one is no value, nought minutes on a full battery is not worked out, tenths of volts are seen', async () => {
  const found = await read({ [`${ups}.2.4.0`]: -1, [`${ups}.2.7.0`]: -1, [`${ups}.3.3.1.3.1`]: 2369 })
  expect(found.has('Battery charge')).toBe(false)
  expect(found.has('Battery temperature')).toBe(false)
  expect(found.get('Input voltage')?.value).toBe(236.9)
  expect((await read({ [`${ups}.2.3.0`]: 0 })).has('Battery time remaining')).toBe(false)
})

test('memory that Linux uses as cache is not used up', async () => {
  const storage = '1.3.6.1.2.1.25.2.3.1'
  const row = (index: number, type: number, name: string, size: number, used: number) => ({
    [`${storage}.2.${index}`]: { type: 'oid' as const, value: `1.3.6.1.2.1.25.2.1.${type}` },
    [`${storage}.3.${index}`]: name,
    [`${storage}.4.${index}`]: 1024,
    [`${storage}.5.${index}`]: size,
    [`${storage}.6.${index}`]: used,
  })
  const found = await readHostResources(
    visitTo({
      ...row(1, 2, 'Physical memory', 8000, 7600),
      ...row(6, 1, 'Memory buffers', 8000, 400),
      ...row(7, 1, 'Cached memory', 4000, 4000),
      ...row(31, 4, '/', 1000, 250),
    }),
  )
  expect(found.map(({ name, value }) => [name, value])).toEqual([
    ['Physical memory', 40],
    ['/', 25],
  ])
})

test('UCD-SNMP tells processor and memory where nothing else does', async () => {
  const agent = {
    '1.3.6.1.4.1.2021.4.5.0': 4000,
    '1.3.6.1.4.1.2021.4.6.0': 1000,
    '1.3.6.1.4.1.2021.4.14.0': 500,
    '1.3.6.1.4.1.2021.4.15.0': 1500,
    '1.3.6.1.4.1.2021.11.11.0': 88,
  }
  const all = await readUcd(visitTo(agent), { cpu: true, memory: true })
  expect(all.map(({ kind, value }) => [kind, value])).toEqual([
    ['cpu', 12],
    ['memory', 25],
  ])
  expect(await readUcd(visitTo(agent), { cpu: false, memory: false })).toEqual([])
})

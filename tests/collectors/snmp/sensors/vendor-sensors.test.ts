import { expect, test } from 'vitest'
import type { Sighting } from '../../../../collectors/snmp/identify.ts'
import { readVendorSensors } from '../../../../collectors/snmp/tables/vendor-sensors.ts'
import { VendorSensor } from '../../../../collectors/snmp/vendors/schema.ts'
import { entity, visitTo, type Holding } from './support.ts'

const table = '1.3.6.1.4.1.99999.1.1'
const scalar = '1.3.6.1.4.1.99999.2'

const sighting: Sighting = {
  system: {
    description: null,
    objectId: null,
    name: null,
    contact: null,
    location: null,
    uptimeSeconds: null,
  },
  entities: [entity(3, { name: 'Slot 1' }), entity(4, { description: 'Slot 2' })],
  scalars: new Map(),
  columns: new Map(),
}
const interfaces = [{ index: 3, name: 'XGE0/0/1' }]

function read(sensors: unknown[], objects: Record<string, Holding>) {
  return readVendorSensors(
    visitTo(objects),
    sensors.map((one) => VendorSensor.parse(one)),
    { sighting, interfaces },
    null,
  )
}

const boardTemperature = {
  kind: 'temperature',
  name: 'Temperature',
  column: `${table}.1`,
  unit: '°C',
  indexedBy: 'entity',
  thresholds: { highWarning: `${table}.2`, highCritical: `${table}.3`, lowCritical: 0 },
}

test('the limits that a device gives stand beside the reading and judge it', async () => {
  const found = await read([boardTemperature], {
    [`${table}.1.3`]: 41,
    [`${table}.1.4`]: 67,
    [`${table}.2.3`]: 60,
    [`${table}.2.4`]: 60,
    [`${table}.3.3`]: 75,
    [`${table}.3.4`]: 67,
  })
  expect(found).toEqual([
    {
      kind: 'temperature',
      name: 'Temperature Slot 1',
      value: 41,
      unit: '°C',
      status: 'ok',
      thresholds: { lowCritical: 0, lowWarning: null, highWarning: 60, highCritical: 75 },
    },
    {
      kind: 'temperature',
      name: 'Temperature Slot 2',
      value: 67,
      unit: '°C',
      status: 'critical',
      thresholds: { lowCritical: 0, lowWarning: null, highWarning: 60, highCritical: 67 },
    },
  ])
})

test("the device's own word goes before its limits; a word that is not known leaves it to them", async () => {
  const sensor = {
    ...boardTemperature,
    status: { at: `${table}.9`, states: { 1: 'ok', 2: 'warning' } },
  }
  const objects = {
    [`${table}.1.3`]: 80,
    [`${table}.2.3`]: 60,
    [`${table}.3.3`]: 75,
  }
  expect((await read([sensor], { ...objects, [`${table}.9.3`]: 2 }))[0]?.status).toBe('warning')
  expect((await read([sensor], { ...objects, [`${table}.9.3`]: 7 }))[0]?.status).toBe('critical')
})

test('without a word and without limits it is not judged', async () => {
  const { thresholds: _, ...bare } = boardTemperature
  expect(await read([bare], { [`${table}.1.3`]: 41 })).toMatchObject([
    { value: 41, status: 'unknown', thresholds: null },
  ])
})

test.each([-255, 65_535, 2_147_483_647, -2_147_483_648, 32_767, 255, 151, -41])(
  'a temperature of %d is none',
  async (raw) => {
    expect(await read([boardTemperature], { [`${table}.1.3`]: raw })).toEqual([])
  },
)

test('limits that a device fills with placeholders or zeros are none', async () => {
  const found = await read(
    [{ ...boardTemperature, thresholds: { highWarning: `${table}.2`, highCritical: `${table}.3` } }],
    {
      [`${table}.1.3`]: 41,
      [`${table}.2.3`]: 65_535,
      [`${table}.3.3`]: 0,
    },
  )
  expect(found).toMatchObject([{ value: 41, status: 'unknown', thresholds: null }])
})

test('optical power in hundredths of dBm and in microwatts, named by its port', async () => {
  const optics = {
    kind: 'optical-power',
    name: 'Rx power',
    unit: 'dBm',
    indexedBy: 'interface',
    column: `${table}.5`,
    thresholds: { lowCritical: `${table}.6`, highCritical: `${table}.7` },
  }
  const hundredths = { [`${table}.5.3`]: -712, [`${table}.6.3`]: -1800, [`${table}.7.3`]: 50 }
  expect(await read([{ ...optics, factor: 0.01 }], hundredths)).toEqual([
    {
      kind: 'optical-power',
      name: 'Rx power XGE0/0/1',
      value: -7.12,
      unit: 'dBm',
      status: 'ok',
      thresholds: { lowCritical: -18, lowWarning: null, highWarning: null, highCritical: 0.5 },
    },
  ])
  const microwatts = { [`${table}.5.3`]: 500, [`${table}.6.3`]: 100, [`${table}.7.3`]: 1000 }
  const [found] = await read([{ ...optics, factor: 0.001, milliwatts: true }], microwatts)
  expect(found?.value).toBeCloseTo(-3.01, 2)
  expect(found?.thresholds).toMatchObject({ lowCritical: -10, highCritical: 0 })
})

test.each([0, -9999, -32_768])('an unplugged module that says %d has no optical power', async (raw) => {
  const optics = { kind: 'optical-power', name: 'Rx', unit: 'dBm', column: `${table}.5`, factor: 0.01 }
  expect(await read([optics], { [`${table}.5.3`]: raw })).toEqual([])
})

test('shares of a whole, free shares, decimals of its own, numbers as text', async () => {
  const used = { kind: 'memory', name: 'Memory', unit: '%', oid: `${scalar}.1.0` }
  const objects = {
    [`${scalar}.1.0`]: 300,
    [`${scalar}.2.0`]: 1200,
    [`${scalar}.3.0`]: '23.4 C',
    [`${scalar}.4.0`]: 1,
  }
  const found = await read(
    [
      { ...used, percentOf: `${scalar}.2.0` },
      { ...used, percentWith: `${scalar}.2.0` },
      { ...used, percentOf: `${scalar}.2.0`, complement: true },
      { kind: 'temperature', name: 'Inlet', unit: '°C', oid: `${scalar}.3.0` },
      { kind: 'voltage', name: 'Input', unit: 'V', oid: `${scalar}.1.0`, decimals: `${scalar}.4.0` },
    ],
    objects,
  )
  expect(found.map(({ name, value }) => [name, value])).toEqual([
    ['Memory', 25],
    ['Memory', 20],
    ['Memory', 75],
    ['Inlet', 23.4],
    ['Input', 30],
  ])
})

test('rows by what another column says, by their index, and by a name of their own', async () => {
  const sensor = {
    kind: 'fan',
    name: '',
    unit: 'rpm',
    column: `${table}.1`,
    nameColumn: `${table}.2`,
    where: { column: `${table}.3`, pattern: '^4$' },
    index: '^1\\.',
  }
  const found = await read([sensor], {
    [`${table}.1.1.1`]: 5400,
    [`${table}.1.1.2`]: 21,
    [`${table}.1.2.1`]: 5100,
    [`${table}.2.1.1`]: 'Fan tray left',
    [`${table}.3.1.1`]: 4,
    [`${table}.3.1.2`]: 2,
    [`${table}.3.2.1`]: 4,
  })
  expect(found.map(({ name, value }) => [name, value])).toEqual([['Fan tray left', 5400]])
})

test('a sensor that says a state has no number; a state that is not listed is no sensor', async () => {
  const supply = {
    kind: 'power-supply',
    name: 'Power supply',
    column: `${table}.1`,
    unit: null,
    states: { 1: 'ok', 2: 'critical' },
  }
  expect(
    await read([supply], { [`${table}.1.1`]: 1, [`${table}.1.2`]: 2, [`${table}.1.3`]: 9 }),
  ).toMatchObject([
    { name: 'Power supply 1', value: null, status: 'ok' },
    { name: 'Power supply 2', value: null, status: 'critical' },
  ])
})

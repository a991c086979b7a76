import { expect, test } from 'vitest'
import { readEntitySensors } from '../../../../collectors/snmp/tables/entity-sensors.ts'
import { readEntityStates } from '../../../../collectors/snmp/tables/entity-state.ts'
import { entity, visitTo, type Holding } from './support.ts'

const standard = '1.3.6.1.2.1.99.1.1.1'
const cisco = '1.3.6.1.4.1.9.9.91.1.1.1.1'
const limits = '1.3.6.1.4.1.9.9.91.1.2.1.1'

/** A row: type, scale, precision, value, status, units. */
function row(table: string, index: number, ...values: Holding[]): Record<string, Holding> {
  return Object.fromEntries(values.map((value, position) => [`${table}.${position + 1}.${index}`, value]))
}

const entities = [
  entity(1, { name: 'Inlet' }),
  entity(2, { name: 'Fan 1' }),
  entity(10, { class: 'port', name: 'Te1/1' }),
  entity(11, { name: 'Te1/1 Receive Power Sensor', containedIn: 10 }),
  entity(12, { name: 'Te1/1 Module Temperature Sensor', containedIn: 10 }),
]

test('scale and precision, and units that say another thing than the type', async () => {
  const found = await readEntitySensors(
    visitTo({
      ...row(standard, 1, 8, 9, 1, 385, 1, 'Celsius'),
      ...row(standard, 2, 10, 9, 0, 42, 1, 'Percent (%)'),
      ...row(standard, 11, 6, 8, 2, 40, 1, 'mW'),
      ...row(standard, 99, 3, 8, 0, 12_010, 1, 'mV'),
    }),
    entities,
    null,
  )
  expect(found.map(({ kind, name, value, unit }) => [kind, name, value, unit])).toEqual([
    ['temperature', 'Inlet', 38.5, '°C'],
    ['fan', 'Fan 1', 42, '%'],
    ['optical-power', 'Te1/1 Receive Power Sensor', -3.98, 'dBm'],
    ['voltage', '99', 12.01, 'V'],
  ])
})

test('what is not there, not readable or a placeholder is no number', async () => {
  const found = await readEntitySensors(
    visitTo({
      ...row(standard, 1, 8, 9, 1, 0, 2),
      ...row(standard, 2, 10, 9, 0, 0, 3),
      ...row(standard, 11, 14, 9, 1, -32_768, 1),
      ...row(standard, 12, 8, 9, 1, 0, 1),
      ...row(standard, 20, 8, 9, 0, 1_000_000_000, 1),
    }),
    entities,
    null,
  )
  expect(found).toEqual([
    { kind: 'fan', name: 'Fan 1', value: null, unit: 'rpm', status: 'unknown', thresholds: null },
  ])
})

test("Cisco's limits, by relation and severity, in the sensor's own scale", async () => {
  const limit = (number: number, severity: number, relation: number, value: number) => ({
    [`${limits}.2.11.${number}`]: severity,
    [`${limits}.3.11.${number}`]: relation,
    [`${limits}.4.11.${number}`]: value,
  })
  const read = (value: number) =>
    readEntitySensors(
      visitTo({
        ...row(cisco, 11, 14, 8, 0, value, 1),
        ...limit(1, 20, 4, 2000),
        ...limit(2, 10, 4, -1000),
        ...limit(3, 10, 2, -18_013),
        ...limit(4, 20, 2, -21_000),
        ...limit(5, 30, 3, -32_768),
      }),
      entities,
      'Cisco',
    )
  const [fine] = await read(-3120)
  expect(fine).toMatchObject({
    value: -3.12,
    status: 'ok',
    thresholds: { lowCritical: -21, lowWarning: -18.013, highWarning: -1, highCritical: 2 },
  })
  expect((await read(-18_500))[0]?.status).toBe('warning')
  expect((await read(-30_000))[0]?.status).toBe('critical')
})

test('fans and power supplies say how they are in ENTITY-STATE-MIB', async () => {
  const state = '1.3.6.1.2.1.131.1.1.1'
  const bits = (byte: number): Holding => ({ type: 'octets', value: Uint8Array.of(byte) })
  const parts = [
    entity(1, { class: 'fan', name: 'Fan tray' }),
    entity(2, { class: 'power-supply', name: 'PSU 1' }),
    entity(3, { class: 'power-supply', name: 'PSU 2' }),
    entity(4, { class: 'power-supply', name: 'PSU 3' }),
  ]
  const found = await readEntityStates(
    visitTo({
      [`${state}.3.1`]: 3,
      [`${state}.3.2`]: 3,
      [`${state}.3.3`]: 2,
      [`${state}.3.4`]: 1,
      [`${state}.5.1`]: bits(0),
      [`${state}.5.2`]: bits(0b0000_1000),
      [`${state}.5.3`]: bits(0b0010_0000),
      [`${state}.5.4`]: bits(0),
    }),
    parts,
  )
  expect(found.map(({ name, status }) => [name, status])).toEqual([
    ['Fan tray', 'ok'],
    ['PSU 1', 'warning'],
    ['PSU 2', 'critical'],
  ])
})

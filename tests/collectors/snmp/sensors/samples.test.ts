import { expect, test } from 'vitest'
import { samplesOf } from '../../../../collectors/snmp/samples.ts'
import { sensorParts } from '../../../../server/domain/series-parts.ts'
import { Facts, type SensorFacts } from '../../../../server/contract/collection.ts'

const sensor = (kind: SensorFacts['kind'], name: string | null, value: number | null): SensorFacts => ({
  kind,
  name,
  value,
  unit: kind === 'cpu' ? '%' : null,
  status: 'unknown',
  thresholds: null,
})

const facts = (sensors: SensorFacts[], accessPoints: object[] = []): Facts =>
  Facts.parse({
    device: {
      vendor: null,
      kind: null,
      model: null,
      softwareVersion: null,
      serialNumbers: [],
      name: null,
      location: null,
      contact: null,
      description: null,
      objectId: null,
      uptimeSeconds: null,
    },
    interfaces: [],
    addresses: [],
    neighbors: [],
    components: [],
    sensors,
    accessPoints,
  })

const at = '2026-11-24T10:00:00.000Z'
const measured = (given: Facts) =>
  samplesOf(given, at, true).map(({ metric, part, value }) => [metric, part, value])

test('every reading is a series of its own, also where names repeat; a state without a number is none', () => {
  const sensors = [
    sensor('fan', 'Fan 1', 5400),
    sensor('fan', 'Fan 1', 5100),
    sensor('temperature', 'Fan 1', 31),
    sensor('voltage', null, 12),
    sensor('power-supply', 'PSU', null),
    sensor('cpu', 'A', 20),
    sensor('cpu', 'B', 40),
  ]
  expect(measured(facts(sensors))).toEqual([
    ['sensor.fan', 'Fan 1 #1', 5400],
    ['sensor.fan', 'Fan 1 #2', 5100],
    ['sensor.temperature', 'Fan 1', 31],
    ['sensor.voltage', '#1', 12],
    ['sensor.cpu', 'A', 20],
    ['sensor.cpu', 'B', 40],
    ['cpu.load', '', 30],
  ])
})

test("a controller's stations: each access point's, and all together", () => {
  const accessPoint = (name: string, state: string, clients: number | null) => ({
    name,
    mac: null,
    model: null,
    serialNumber: null,
    softwareVersion: null,
    address: null,
    group: null,
    location: null,
    state,
    clients,
    radios: [],
  })
  const given = facts(
    [],
    [accessPoint('a', 'online', 3), accessPoint('b', 'offline', null), accessPoint('c', 'online', 4)],
  )
  expect(measured(given)).toEqual([
    ['access-point.clients', 'a', 3],
    ['access-point.clients', 'c', 4],
    ['wireless.access-points.online', '', 2],
    ['wireless.clients', '', 7],
  ])
})

test('a name too long for a part is cut and still the only one', () => {
  const long = 'x'.repeat(300)
  const parts = sensorParts([
    { kind: 'fan', name: long },
    { kind: 'fan', name: long },
  ])
  expect(new Set(parts).size).toBe(2)
  for (const part of parts) expect(part.length).toBeLessThanOrEqual(200)
})

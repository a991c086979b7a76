import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSnmpCollector } from '../../../collectors/snmp/collector.ts'
import { deviceModels } from '../../../seed/city/catalogue/models.ts'
import { allPorts, layPorts } from '../../../seed/city/ports.ts'
import { drawSerialNumber } from '../../../seed/city/serial-numbers.ts'
import { drawSoftwareVersion } from '../../../seed/city/software-versions.ts'
import { makeRandom } from '../../../seed/random.ts'
import { startSimulation } from '../../../seed/simulation/start.ts'
import type { Simulation } from '../../../seed/simulation/start.ts'
import type { SimulatedDevice } from '../../../seed/simulation/spec.ts'
import type { Facts } from '../../../server/contract/collection.ts'
import { device, link, port } from './factory.ts'

/*
 * Every model that the city has bought, as the collector reads it from its simulation.
 */

const random = makeRandom(20_190_301)
const models = deviceModels.map((model): [string, SimulatedDevice] => {
  const ports = allPorts(layPorts({ make: { model, purchaseDate: `${model.to}-06-01` } }))
  const simulated = device({
    vendor: model.vendor,
    kind: model.kind as SimulatedDevice['kind'],
    model: model.model,
    softwareVersion: drawSoftwareVersion(random, model, Math.min(2018, model.to)),
    serialNumber: drawSerialNumber(random, model.vendor, `${Math.min(2018, model.to)}-06-01`),
    location: '市政府大楼 B1 机房 A-03',
    encoding: random.chance(0.3) ? 'gb18030' : 'utf8',
  })
  simulated.interfaces = ports.map(({ index, name, type, speedMbps }, position) =>
    port(index, {
      name,
      type,
      speedMbps,
      alias: `至 ${position + 1} 号柜`,
      mac: `02:5a:${simulated.managementAddress.split('.')[3]?.padStart(3, '0').slice(1)}:00:00:${position.toString(16).padStart(2, '0')}`,
    }),
  )
  return [`${model.vendor} ${model.kind} ${model.model}`, simulated]
})
for (let position = 0; position + 1 < models.length; position += 2) {
  const [[, a], [, b]] = [models[position]!, models[position + 1]!]
  link(a, a.interfaces[0]!.name, b, b.interfaces.at(-1)!.name)
}

let simulation: Simulation
beforeAll(async () => {
  simulation = await startSimulation(models.map(([, simulated]) => simulated))
})
afterAll(() => simulation.stop())

async function collect({ address, port, community }: SimulatedDevice): Promise<Facts> {
  const collection = await createSnmpCollector().collect(
    { id: null, address, port },
    [{ id: null, credential: { version: '2c', community } }],
    {
      signal: new AbortController().signal,
      onProgress: () => {},
      deadlineMs: 60_000,
      now: () => new Date(),
    },
  )
  expect(collection.problems).toEqual([])
  return collection.facts as Facts
}

describe('the collector reads what the city wrote', () => {
  it.each(models)('%s', async (_name, simulated) => {
    const facts = await collect(simulated)
    expect(facts.device).toMatchObject({
      vendor: simulated.vendor,
      kind: simulated.kind,
      model: simulated.model,
      softwareVersion: simulated.softwareVersion,
      serialNumbers: [simulated.serialNumber],
      name: simulated.name,
      location: simulated.location,
      contact: simulated.contact,
    })
    expect(
      facts.interfaces.map(({ index, name, alias, mac, speedBps, operUp, counterBits }) => ({
        index,
        name,
        alias,
        mac,
        speedBps,
        operUp,
        counterBits,
      })),
    ).toEqual(
      simulated.interfaces.map(({ index, name, alias, mac, speedMbps, operUp }) => ({
        index,
        name,
        alias,
        mac,
        speedBps: speedMbps * 1e6,
        operUp,
        counterBits: 64,
      })),
    )
    expect(facts.addresses).toContainEqual(
      expect.objectContaining({ ip: simulated.managementAddress, prefixLength: simulated.prefixLength }),
    )
    expect(facts.neighbors).toMatchObject(
      simulated.neighbours.map((neighbour) => ({
        localInterface: neighbour.localInterface,
        protocol: 'lldp',
        remoteName: neighbour.remoteName,
        remotePort: neighbour.remoteInterface,
        remoteChassisId: neighbour.remoteChassisMac,
        remoteAddress: neighbour.remoteAddress,
        remoteDescription: neighbour.remoteDescription,
      })),
    )
    expect(facts.sensors.some(({ kind }) => kind === 'temperature')).toBe(true)
  })
})

describe('sensors and access points', () => {
  const accessPoints = [true, false].map((online, position) => ({
    name: `AP-1F-0${position + 1}`,
    mac: `00:e0:fc:00:00:0${position + 1}`,
    model: 'AP5030DN',
    serialNumber: `21500826412SF500000${position + 1}`,
    address: `10.16.0.${position + 10}`,
    group: '一楼',
    online,
  }))

  it.each([
    ['Huawei', 'AC6605-26-PWR'],
    ['H3C', 'WX5540E'],
  ])('a %s controller tells its access points, their stations and radios', async (vendor, model) => {
    const simulated = device({ vendor, kind: 'wireless-controller', model, accessPoints })
    const wireless = await startSimulation([simulated])
    const facts = await collect(simulated).finally(() => wireless.stop())
    const [online, offline] = [...facts.accessPoints].sort((a, b) => a.name!.localeCompare(b.name!))
    expect(online).toMatchObject({
      name: 'AP-1F-01',
      mac: '00:e0:fc:00:00:01',
      model: 'AP5030DN',
      serialNumber: '21500826412SF5000001',
      address: '10.16.0.10',
      state: 'online',
    })
    expect(online!.clients).toBeGreaterThanOrEqual(0)
    expect(online!.radios.map((radio) => radio.band)).toEqual(['2.4GHz', '5GHz'])
    expect(online!.radios.every((radio) => radio.powerDbm! >= 17 && radio.utilisationPercent! <= 95)).toBe(
      true,
    )
    expect(offline).toMatchObject({ name: 'AP-1F-02', state: 'offline', address: null, radios: [] })
  })

  it.each([
    ['Huawei', 'S12708', 'SFP 1'],
    ['H3C', 'S7506E', 'GigabitEthernet0/0/1'],
  ])(
    "a %s core's optics, boards and fans come with the limits that judge them",
    async (vendor, model, optic) => {
      const simulated = device({
        vendor,
        model,
        modules: [
          { class: 'transceiver', name: 'SFP 1', model: 'SFP-10GE-LR', serialNumber: 'T1', slot: '1' },
          { class: 'fan', name: 'Fan 1', model: 'Fan frame', serialNumber: 'F1', slot: '1' },
          { class: 'power-supply', name: 'PSU 1', model: 'PSU-800W-AC', serialNumber: 'P1', slot: '1' },
        ],
      })
      const core = await startSimulation([simulated])
      const { sensors } = await collect(simulated).finally(() => core.stop())
      const light = sensors.find((one) => one.name === `Rx power ${optic}`)
      expect(light?.thresholds?.lowWarning).toBe(-14.4)
      expect(light?.thresholds?.lowCritical).toBeCloseTo(-18, 1)
      expect(['ok', 'warning']).toContain(light?.status)
      const board = sensors.find((one) => one.kind === 'temperature' && one.name === `Temperature ${model}`)
      expect(board).toMatchObject({ status: 'ok' })
      expect(board?.thresholds?.highCritical).toBeGreaterThan(60)
      for (const kind of ['fan', 'power-supply'])
        expect(sensors.filter((one) => one.kind === kind).map((one) => one.status)).toEqual(['ok'])
    },
  )
})

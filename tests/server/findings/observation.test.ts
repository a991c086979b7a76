import { afterAll, beforeAll, expect, test } from 'vitest'
import { DeviceObservation } from '../../../server/contract/endpoints/devices.ts'
import { deviceHandlers } from '../../../server/features/devices/routes.ts'
import { metricHandlers } from '../../../server/features/metrics/routes.ts'
import type { TestApp } from '../../support/app.ts'
import { testApp } from '../../support/app.ts'
import { aDevice, aNetworkZone, aRoom, aTarget } from '../../support/factories.ts'
import { anAnswer, anInterface, someFacts } from '../collection/answers.ts'
import { call, collectorFor } from '../collection/link.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const observe = (id: number) => deviceHandlers(app).observation(call({ params: { id } }))
const at = '2026-11-23T08:00:00.000Z'

async function aVisited() {
  const zone = await aNetworkZone(app)
  const room = await aRoom(app)
  const device = await aDevice(app, {
    name: 'SW-1',
    vendor: '华为',
    serialNumber: 'DECLARED-1',
    roomId: room.id,
  })
  const target = await aTarget(app, { networkZoneId: zone.id, deviceId: device.id })
  const { handIn } = await collectorFor(app, zone.id)
  return { room, device, target, handIn }
}

test('a device is shown as declared beside what its sources say', async () => {
  const { room, device, target, handIn } = await aVisited()
  const peer = await aDevice(app, { name: 'SW-PEER' })
  const facts = {
    device: { name: 'sw-1', serialNumbers: ['OBSERVED-1'], location: room.code },
    interfaces: [anInterface({ mac: '00:e0:fc:00:00:01' })],
    neighbors: [
      {
        localInterface: 'GigabitEthernet0/0/1',
        protocol: 'lldp' as const,
        remoteName: 'SW-PEER',
        remotePort: 'GE0/0/2',
        remoteChassisId: null,
        remoteAddress: null,
        remoteDescription: null,
      },
      {
        localInterface: 'GigabitEthernet0/0/2',
        protocol: 'lldp' as const,
        remoteName: 'STRANGER',
        remotePort: null,
        remoteChassisId: null,
        remoteAddress: null,
        remoteDescription: null,
      },
    ],
  }
  const visit = anAnswer(target, facts, at)
  await handIn([visit])
  const view = await observe(device.id)
  expect(DeviceObservation.safeParse(view).success).toBe(true)
  expect(view.target).toMatchObject({ id: target.id, address: target.address, status: 'complete' })
  const field = (name: string) => view.fields.find((candidate) => candidate.field === name)
  expect(field('serialNumber')).toMatchObject({
    declared: 'DECLARED-1',
    observations: [{ source: 'snmp', value: 'OBSERVED-1', firstSeenAt: at, targetId: target.id }],
    authoritative: 'snmp',
    agrees: false,
    findingId: expect.any(Number),
    findingStatus: 'open',
  })
  expect(field('vendor')).toMatchObject({ agrees: true, authoritative: 'snmp', findingId: null })
  expect(field('name')).toMatchObject({ agrees: true, authoritative: 'declared' })
  expect(field('roomId')).toMatchObject({
    declared: `${room.code} ${room.name}`,
    observations: [{ value: `${room.code} ${room.name}` }],
    agrees: true,
  })
  expect(field('softwareVersion')).toMatchObject({ declared: null, observations: [], agrees: true })
  expect(view.latest).toMatchObject({ collectionId: visit.id, at, device: someFacts(facts).device })
  expect(view.latest?.neighbors.map(({ deviceId, deviceName }) => [deviceId, deviceName])).toEqual([
    [peer.id, 'SW-PEER'],
    [null, null],
  ])
})

test('a neighbour whose name is not known is recognised by the chassis address that it gave itself', async () => {
  const first = await aVisited()
  await first.handIn([
    anAnswer(first.target, { interfaces: [anInterface({ mac: '00:e0:fc:00:00:77' })] }, at),
  ])
  const second = await aVisited()
  const neighbour = {
    localInterface: 'GE1',
    protocol: 'lldp' as const,
    remoteName: 'RENAMED',
    remotePort: null,
    remoteChassisId: '00E0-FC00-0077',
    remoteAddress: null,
    remoteDescription: null,
  }
  await second.handIn([anAnswer(second.target, { neighbors: [neighbour] }, at)])
  const view = await observe(second.device.id)
  expect(view.latest?.neighbors[0]?.deviceId).toBe(first.device.id)
})

test('a device that was never collected has no observation, and says so', async () => {
  const device = await aDevice(app)
  expect(await observe(device.id)).toMatchObject({ target: null, latest: null })
  await expect(observe(999_999)).rejects.toMatchObject({ code: 'notFound' })
})

test('metrics are given with their unit, in no more points than asked for', async () => {
  const { target } = await aVisited()
  const series = (query: object) =>
    metricHandlers(app).series(
      call({
        query: {
          targetId: target.id,
          metric: 'interface.in.bps',
          part: 'GE0/0/1',
          from: '2026-11-23T08:00:00Z',
          to: '2026-11-23T09:00:00Z',
          points: 10,
          ...query,
        },
      }),
    )
  expect(await series({})).toMatchObject({ unit: 'bit/s', stepSeconds: 360, targetId: target.id })
  await expect(series({ to: '2026-11-23T08:00:00Z' })).rejects.toMatchObject({
    code: 'validationFailed',
    issues: [{ path: 'to' }],
  })
  await expect(series({ targetId: 999_999 })).rejects.toMatchObject({ code: 'notFound' })
  app.metrics.ready = false
  await expect(series({})).rejects.toMatchObject({ code: 'metricsUnavailable', status: 503 })
  app.metrics.ready = true
})

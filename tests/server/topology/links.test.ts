import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { NeighborFacts } from '../../../server/contract/collection.ts'
import { topologyLink } from '../../../server/contract/entities/topology-link.ts'
import { listRecords, updateRecord } from '../../../server/features/ledger/actions.ts'
import { device as deviceEntity } from '../../../server/contract/entities/device.ts'
import { mergeLinks } from '../../../server/features/topology/merge-links.ts'
import type { SightingCache } from '../../../server/features/topology/read-stations.ts'
import { topologyHandlers } from '../../../server/features/topology/routes.ts'
import { testApp, type TestApp } from '../../support/app.ts'
import { aDevice, aNetworkZone, aRoom, aTarget } from '../../support/factories.ts'
import { anAnswer, anInterface, noAnswer } from '../collection/answers.ts'
import { call, collectorFor } from '../collection/link.ts'

/* From what collectors hand in to the links that people list, filter and draw. */

let app: TestApp
let zone: number
let collector: Awaited<ReturnType<typeof collectorFor>>
let cache: SightingCache
let time = Date.parse('2026-11-23T08:00:00.000Z')

beforeAll(async () => {
  app = await testApp()
  zone = (await aNetworkZone(app)).id
  collector = await collectorFor(app, zone)
})
afterAll(() => app.close())
beforeEach(async () => {
  cache = new Map()
  await app.ledger.models.topologyLink.destroy({ where: {} })
  await app.ledger.support.topology_sighting.destroy({ where: {} })
})

let serial = 0
/** A switch of the ledger with a target, and how it answers. */
async function aSwitch(name: string, fields: Record<string, unknown> = {}) {
  const number = ++serial
  const device = await aDevice(app, { name, kind: 'switch', ...fields })
  const target = await aTarget(app, { networkZoneId: zone, deviceId: device.id, intervalSeconds: 120 })
  const chassisId = `00:e0:fc:00:00:${number.toString(16).padStart(2, '0')}`
  const answer = (neighbors: NeighborFacts[], more = {}) => {
    const parts = {
      device: { name, chassisId },
      interfaces: [1, 2, 3].map((port) => anInterface({ index: port, name: `GE0/0/${port}` })),
      neighbors,
      ...more,
    }
    const at = new Date((time += 60_000)).toISOString()
    app.clock.set(at)
    return collector.handIn([anAnswer(target, parts, at)])
  }
  return { device, target, name, chassisId, answer }
}
type Switch = Awaited<ReturnType<typeof aSwitch>>

const sees = (
  port: number,
  other: Pick<Switch, 'name' | 'chassisId'>,
  remotePort: number | string,
): NeighborFacts => ({
  localInterface: `GE0/0/${port}`,
  protocol: 'lldp',
  remoteName: other.name,
  remotePort: typeof remotePort === 'number' ? `GE0/0/${remotePort}` : remotePort,
  remoteChassisId: other.chassisId,
  remoteAddress: null,
  remoteDescription: null,
})

const links = async (query: Record<string, string> = {}) =>
  (await listRecords(app, topologyLink, query as never)).items
const merge = () => mergeLinks(app, cache)

test('two switches that see each other are one link with both ports, listed by room, conflict and protocol', async () => {
  const room = await aRoom(app)
  const [one, two] = [await aSwitch('A1', { roomId: room.id }), await aSwitch('A2', { roomId: room.id })]
  await one.answer([sees(1, two, 2)])
  await two.answer([sees(2, one, 1)])
  await merge()
  expect(await links()).toMatchObject([
    {
      name: 'A1 GE0/0/1 — A2 GE0/0/2',
      aDeviceId: one.device.id,
      aPort: 'GE0/0/1',
      bDeviceName: 'A2',
      bPort: 'GE0/0/2',
      roomId: room.id,
      aRoomId: room.id,
      conflict: 'none',
      protocol: 'lldp',
      aSeenBy: 'LLDP',
      bSeenBy: 'LLDP',
      status: 'seen',
    },
  ])
  expect(await links({ roomId: String(room.id), conflict: 'none', protocol: 'lldp' })).toHaveLength(1)
  expect(await links({ conflict: 'one-sided' })).toHaveLength(0)
  expect(await links({ q: 'a2' })).toHaveLength(1)
})

test('a quiet network writes nothing', async () => {
  const [one, two] = [await aSwitch('B1'), await aSwitch('B2')]
  for (let round = 0; round < 3; round++) {
    await one.answer([sees(1, two, 2)])
    await two.answer([sees(2, one, 1)])
    expect(await merge()).toBe(round === 0 ? 1 : 0)
  }
  const [link] = await links()
  expect(link!.version).toBe(1)
  const sightings = await app.ledger.support.topology_sighting.findAll({ raw: true })
  expect(sightings).toHaveLength(2)
  time += 600_000
  await one.answer([sees(1, two, 2)])
  await two.answer([sees(2, one, 1)])
  expect(await merge()).toBe(1)
  expect((await links())[0]).toMatchObject({ version: 1, firstSeenAt: link!.firstSeenAt })
  expect((await links())[0]!.lastSeenAt > link!.lastSeenAt).toBe(true)
})

test('one-sided only after the other end was asked again', async () => {
  const [one, two, three] = [await aSwitch('C1'), await aSwitch('C2'), await aSwitch('C3')]
  await two.answer([sees(3, three, 1)])
  await one.answer([sees(1, two, 2)])
  await merge()
  const between = async () => (await links()).find((link) => link.aPort === 'GE0/0/1')!
  expect(await between()).toMatchObject({ conflict: 'none', aSeenBy: 'LLDP', bSeenBy: null })
  await two.answer([sees(3, three, 1)])
  await merge()
  expect(await between()).toMatchObject({ conflict: 'one-sided' })
  await two.answer([sees(3, three, 1), sees(2, one, 1)])
  await merge()
  expect(await between()).toMatchObject({ conflict: 'none', bSeenBy: 'LLDP', bPort: 'GE0/0/2' })
})

test('a link that nobody sees any more is gone, and comes back', async () => {
  const [one, two] = [await aSwitch('D1'), await aSwitch('D2')]
  await one.answer([sees(1, two, 2)])
  await merge()
  await one.answer([])
  await merge()
  expect(await links()).toMatchObject([{ status: 'gone' }])
  await one.answer([sees(1, two, 2)])
  await merge()
  expect(await links()).toMatchObject([{ status: 'seen' }])
  expect(await links()).toHaveLength(1)
})

test('a link whose other port becomes known is the same link, not one gone and one new', async () => {
  const [one, two] = [await aSwitch('DA1'), await aSwitch('DA2')]
  await one.answer([sees(1, two, 'uplink')])
  await merge()
  await two.answer([sees(2, one, 1)])
  await merge()
  expect(await links()).toMatchObject([{ aPort: 'GE0/0/1', bPort: 'GE0/0/2', status: 'seen' }])
})

test('a visit that lost the table of neighbours takes nothing back; one that failed neither', async () => {
  const [one, two] = [await aSwitch('E1'), await aSwitch('E2')]
  await one.answer([sees(1, two, 2)])
  const at = new Date((time += 60_000)).toISOString()
  await collector.handIn([
    anAnswer(one.target, { device: { name: 'E1', chassisId: one.chassisId } }, at, {
      status: 'partial',
      problems: [{ code: 'walk-broken-off', about: 'lldpRemTable', detail: null }],
    }),
  ])
  await collector.handIn([noAnswer(one.target, new Date((time += 60_000)).toISOString())])
  await merge()
  expect(await links()).toHaveLength(1)
})

test('a device that has been silent for hours no longer says who its neighbours are', async () => {
  const [one, two] = [await aSwitch('F1'), await aSwitch('F2')]
  await one.answer([sees(1, two, 2)])
  await merge()
  app.clock.advance(3 * 3_600_000)
  await merge()
  expect(await links()).toMatchObject([{ status: 'gone' }])
})

test('what is not in the ledger keeps what it says of itself; registered later, the same cable is a device’s', async () => {
  const one = await aSwitch('G1')
  const unknown = { name: 'closet-sw', chassisId: '00:0f:e2:11:22:33' }
  await one.answer([
    {
      ...sees(1, unknown, 'GigabitEthernet1/0/24'),
      remoteAddress: '10.9.9.9',
      remoteDescription: 'H3C S3100',
    },
  ])
  await merge()
  expect(await links()).toMatchObject([
    {
      conflict: 'unregistered',
      bDeviceId: null,
      bName: 'closet-sw',
      bPort: 'GigabitEthernet1/0/24',
      announced: '10.9.9.9 · 00:0f:e2:11:22:33 · H3C S3100',
    },
  ])
  expect(await links({ q: 's3100' })).toHaveLength(1)
  const registered = await aDevice(app, { name: 'closet-sw' })
  await merge()
  expect(await links({ status: 'seen' })).toMatchObject([
    { bDeviceId: registered.id, conflict: 'none', announced: null },
  ])
})

describe('the graph', () => {
  test('of a room has its devices, linked or not, and the far ends of what leaves it', async () => {
    const [room, other] = [await aRoom(app), await aRoom(app)]
    const [one, two] = [await aSwitch('H1', { roomId: room.id }), await aSwitch('H2', { roomId: other.id })]
    const lonely = await aDevice(app, { name: 'H3', roomId: room.id, kind: 'server' })
    await aDevice(app, { name: 'H4', roomId: other.id })
    await one.answer([sees(1, two, 2), sees(3, { name: 'stub', chassisId: '00:0f:e2:00:00:01' }, 1)])
    await two.answer([sees(2, one, 1)])
    await merge()
    const graph = await topologyHandlers(app).get(call({ query: { room: room.id } }))
    const names = (graph.nodes as { name: string; roomId: number | null }[]).map((node) => [
      node.name,
      node.roomId,
    ])
    expect(names.sort()).toEqual([
      ['H1', room.id],
      ['H2', other.id],
      ['H3', room.id],
      ['stub', room.id],
    ])
    expect(graph.nodes.find((node) => node.name === 'H3')).toMatchObject({
      deviceId: lonely.id,
      kind: 'server',
    })
    expect(graph.links.map((link) => [link.aPort, link.bPort, link.conflict])).toEqual(
      expect.arrayContaining([
        ['GE0/0/1', 'GE0/0/2', 'none'],
        ['GE0/0/3', 'GE0/0/1', 'unregistered'],
      ]),
    )
    const keys = new Set(graph.nodes.map((node) => node.key))
    for (const link of graph.links) expect(keys.has(link.a) && keys.has(link.b)).toBe(true)
    expect(graph.rooms).toMatchObject([
      { id: room.id, deviceCount: 2, linkCount: 1, conflictCount: 1 },
      { id: other.id, deviceCount: 2, linkCount: 0 },
    ])
  })

  test('of the city joins rooms by their links, counted; a device that moves takes its links along', async () => {
    const [room, other] = [await aRoom(app), await aRoom(app)]
    const [one, two] = [await aSwitch('K1', { roomId: room.id }), await aSwitch('K2', { roomId: other.id })]
    await one.answer([sees(1, two, 2), sees(2, two, 3)])
    await two.answer([sees(2, one, 1), sees(3, one, 2)])
    await merge()
    const city = () => topologyHandlers(app).rooms(call())
    expect((await city()).links).toEqual([
      { aRoomId: room.id, bRoomId: other.id, count: 2, conflictCount: 0 },
    ])
    await updateRecord(
      app,
      deviceEntity,
      two.device.id,
      { roomId: room.id } as never,
      {
        by: { userId: null },
        expectedVersion: null,
      } as never,
    )
    await merge()
    expect((await city()).links).toEqual([])
    expect((await city()).rooms.find((one) => one.id === room.id)).toMatchObject({ linkCount: 2 })
  })
})

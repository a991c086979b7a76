import { describe, expect, test } from 'vitest'
import { device as deviceEntity } from '../../../server/contract/entities/device.ts'
import { target as targetEntity } from '../../../server/contract/entities/target.ts'
import { readRecord } from '../../../server/features/ledger/actions.ts'
import { aDevice, aNetworkZone, aRoom, aTarget } from '../../support/factories.ts'
import { noAnswer } from '../collection/answers.ts'
import { answer, app, collector, decide, findingsOf, now, only, openScene, zone } from '../findings/scene.ts'
import { discoveryScene } from './scene.ts'

openScene()

const targetOf = (id: number | null) => readRecord(app, targetEntity, id!)
let last = 0
const serial = () => `SERIAL-${++last}`
/** A device with a target where it was seen, saying these things of itself. */
async function seen(device: object, declared: Record<string, unknown> = {}) {
  const made = await aDevice(app, { name: 'SW', ...declared })
  const target = await aTarget(app, { networkZoneId: zone, deviceId: made.id })
  await answer(target, { device })
  return { device: made, target }
}
const goesSilent = (target: { id: number; address: string; port: number }) =>
  collector.handIn([noAnswer(target, now())])

describe('a device that nobody knows', () => {
  test('becomes an unregistered-device finding with all that it said, and is not visited yet', async () => {
    const scene = await discoveryScene(app, zone)
    const { finds, id } = await scene.run([
      scene.found('10.9.0.7', {
        device: {
          name: 'Ruijie-lab',
          vendor: 'Ruijie',
          model: 'RG-S2910',
          serialNumbers: ['G1LAB0001'],
          engineId: '80001f8801',
        },
      }),
    ])
    expect(finds).toHaveLength(1)
    const [find] = finds
    expect(find).toMatchObject({
      address: '10.9.0.7',
      state: 'new',
      name: 'Ruijie-lab',
      vendor: 'Ruijie',
      model: 'RG-S2910',
      serialNumber: 'G1LAB0001',
      engineId: '80001f8801',
      how: 'range',
      credentialId: scene.credential.id,
      deviceId: null,
      matchedBy: null,
    })
    expect(await targetOf(find!.targetId)).toMatchObject({
      address: '10.9.0.7',
      port: 161,
      networkZoneId: zone,
      credentialId: scene.credential.id,
      enabled: false,
      origin: 'observed',
    })
    const finding = await only('target', find!.targetId!, 'device-unregistered')
    expect(finding.id).toBe(find!.findingId)
    expect(finding).toMatchObject({
      status: 'open',
      observedValue: 'Ruijie · RG-S2910 · SN G1LAB0001 · Ruijie-lab',
    })
    expect(await scene.runOf(id)).toMatchObject({
      state: 'done',
      answeredCount: 1,
      newCount: 1,
      knownCount: 0,
    })
  })

  test('is registered with one click: in the ledger, and visited from then on', async () => {
    const room = await aRoom(app, { code: 'QX-77' })
    const scene = await discoveryScene(app, zone)
    const { finds, id } = await scene.run([
      scene.found('10.9.0.8', {
        device: { name: 'edge-8', location: 'QX-77 R01', serialNumbers: [serial()] },
      }),
    ])
    expect(await scene.decide('register', finds[0]!.id)).toEqual({ decided: [finds[0]!.id], refused: [] })
    const [find] = await scene.findsOf(id)
    expect(find).toMatchObject({ state: 'registered' })
    expect(await readRecord(app, deviceEntity, find!.deviceId!)).toMatchObject({
      name: 'edge-8',
      roomId: room.id,
      origin: 'observed',
    })
    expect(await targetOf(find!.targetId)).toMatchObject({ deviceId: find!.deviceId, enabled: true })
    expect(await scene.runOf(id)).toMatchObject({ newCount: 0, answeredCount: 1 })
  })

  test('is known in the next run, once it is registered', async () => {
    await aRoom(app, { code: 'QX-78' })
    const scene = await discoveryScene(app, zone)
    const parts = { device: { name: 'edge-9', location: 'QX-78', serialNumbers: [serial()] } }
    const first = await scene.run([scene.found('10.9.0.9', parts)])
    await scene.decide('register', first.finds[0]!.id)
    const { finds } = await scene.run([scene.found('10.9.0.9', parts)])
    expect(finds[0]).toMatchObject({
      state: 'known',
      matchedBy: 'serial',
      targetId: first.finds[0]!.targetId,
    })
  })

  test('stays ignored in the next run, until what it says changes', async () => {
    const scene = await discoveryScene(app, zone)
    const number = serial()
    const at = (name: string) => scene.found('10.9.0.10', { device: { name, serialNumbers: [number] } })
    const first = await scene.run([at('guest')])
    await scene.decide('ignore', first.finds[0]!.id)
    const again = await scene.run([at('guest')])
    expect(again.finds[0]).toMatchObject({ state: 'ignored', targetId: first.finds[0]!.targetId })
    const changed = await scene.run([at('guest-renamed')])
    expect(changed.finds[0]).toMatchObject({ state: 'new' })
  })

  test('decided as a finding shows the same on the find', async () => {
    const scene = await discoveryScene(app, zone)
    const { finds, id } = await scene.run([
      scene.found('10.9.0.11', { device: { name: 'x', serialNumbers: [serial()] } }),
    ])
    const finding = await only('target', finds[0]!.targetId!, 'device-unregistered')
    await decide('reject', finding)
    expect((await scene.findsOf(id))[0]).toMatchObject({ state: 'ignored' })
    expect(await scene.decide('restore', finds[0]!.id)).toMatchObject({ refused: [] })
    expect((await scene.findsOf(id))[0]).toMatchObject({ state: 'new' })
    expect(await only('target', finds[0]!.targetId!, 'device-unregistered')).toMatchObject({ status: 'open' })
  })

  test('is entered once, however often it is reported', async () => {
    const scene = await discoveryScene(app, zone)
    await scene.start()
    const { runId } = (await scene.take())!
    const one = scene.found('10.9.0.12', { device: { name: 'twice', serialNumbers: [serial()] } })
    await scene.report(runId, [one])
    await scene.report(runId, [one])
    const finds = await scene.findsOf(runId)
    expect(finds).toHaveLength(1)
    expect(await findingsOf('target', finds[0]!.targetId!)).toHaveLength(1)
  })

  test('answers at two addresses and is one device', async () => {
    const scene = await discoveryScene(app, zone)
    const parts = { device: { name: 'router', serialNumbers: [serial()] } }
    const { finds } = await scene.run([scene.found('10.9.0.13', parts), scene.found('10.9.0.14', parts)])
    expect(finds.map(({ state }) => state)).toEqual(['new', 'known'])
    expect(finds[1]!.targetId).toBe(finds[0]!.targetId)
    expect(await findingsOf('target', finds[0]!.targetId!, 'device-readdressed')).toEqual([])
  })

  test('that told nothing cannot be registered, and says why', async () => {
    const scene = await discoveryScene(app, zone)
    const mute = scene.found('10.9.0.15')
    const { finds } = await scene.run([
      { ...mute, collection: { ...mute.collection, status: 'failed', facts: null, samples: [] } },
    ])
    expect(finds[0]).toMatchObject({ state: 'new', targetId: null })
    const { decided, refused } = await scene.decide('register', finds[0]!.id)
    expect(decided).toEqual([])
    expect(refused[0]!.message.zh).toContain('没有读到设备信息')
  })
})

describe('a device that the ledger knows', () => {
  test('at its own address is known, and nothing is opened', async () => {
    const number = serial()
    const { device, target } = await seen({ serialNumbers: [number] }, { serialNumber: number })
    const scene = await discoveryScene(app, zone)
    const { finds } = await scene.run([scene.found(target.address, { device: { serialNumbers: [number] } })])
    expect(finds[0]).toMatchObject({
      state: 'known',
      deviceId: device.id,
      targetId: target.id,
      matchedBy: 'serial',
    })
    expect(await findingsOf('target', target.id)).toEqual([])
  })

  test('and that has no target yet is recognised by its serial number', async () => {
    const number = serial()
    const device = await aDevice(app, { name: 'SW', serialNumber: number.toLowerCase() })
    const scene = await discoveryScene(app, zone)
    const { finds } = await scene.run([scene.found('10.9.0.20', { device: { serialNumbers: [number] } })])
    expect(finds[0]).toMatchObject({
      state: 'known',
      deviceId: device.id,
      targetId: null,
      matchedBy: 'serial',
    })
  })

  test.each([
    ['serial', { serialNumbers: ['MOVED-1'], engineId: '800007db03aa01', chassisId: '00:1b:54:aa:00:01' }],
    ['engine', { engineId: '800007db03aa02', chassisId: '00:1b:54:aa:00:02' }],
    ['chassis', { chassisId: '00:1b:54:aa:00:03' }],
  ] as const)('at another address is recognised by its %s: its address changed', async (by, signs) => {
    const { device, target } = await seen({
      ...signs,
      serialNumbers: [...((signs as { serialNumbers?: readonly string[] }).serialNumbers ?? [])],
    })
    await goesSilent(target)
    const scene = await discoveryScene(app, zone)
    const address = `10.9.1.${by.length}`
    const { finds, id } = await scene.run([
      scene.found(address, {
        device: {
          ...signs,
          serialNumbers: [...((signs as { serialNumbers?: readonly string[] }).serialNumbers ?? [])],
        },
      }),
    ])
    expect(finds[0]).toMatchObject({
      state: 'readdressed',
      deviceId: device.id,
      targetId: target.id,
      matchedBy: by,
    })
    expect(await scene.runOf(id)).toMatchObject({ newCount: 0, readdressedCount: 1 })
    const finding = await only('target', target.id, 'device-readdressed')
    expect(finding).toMatchObject({
      id: finds[0]!.findingId,
      status: 'open',
      field: 'address',
      declaredValue: target.address,
      observedValue: address,
    })
    expect(await findingsOf('target', target.id, 'device-unregistered')).toEqual([])
  })

  test('takes its new address with one click, in the target and in the ledger, and gives it back', async () => {
    const number = serial()
    const device = await aDevice(app, { name: 'SW', serialNumber: number, managementAddress: '10.7.7.7' })
    const target = await aTarget(app, { networkZoneId: zone, deviceId: device.id, address: '10.7.7.7' })
    await answer(target, { device: { serialNumbers: [number] } })
    await goesSilent(target)
    const scene = await discoveryScene(app, zone)
    const { finds, id } = await scene.run([scene.found('10.9.2.1', { device: { serialNumbers: [number] } })])
    expect(await scene.decide('register', finds[0]!.id)).toMatchObject({ refused: [] })
    expect(await targetOf(target.id)).toMatchObject({ address: '10.9.2.1', deviceId: device.id })
    expect(await readRecord(app, deviceEntity, device.id)).toMatchObject({ managementAddress: '10.9.2.1' })
    expect((await scene.findsOf(id))[0]).toMatchObject({ state: 'known' })
    await scene.decide('restore', finds[0]!.id)
    expect(await targetOf(target.id)).toMatchObject({ address: '10.7.7.7' })
    expect(await readRecord(app, deviceEntity, device.id)).toMatchObject({ managementAddress: '10.7.7.7' })
  })

  test('that still answers at its old address has two', async () => {
    const number = serial()
    const { target } = await seen({ serialNumbers: [number] })
    const scene = await discoveryScene(app, zone)
    const { finds } = await scene.run([scene.found('10.9.3.1', { device: { serialNumbers: [number] } })])
    expect(finds[0]).toMatchObject({ state: 'known', targetId: target.id })
    expect(await findingsOf('target', target.id, 'device-readdressed')).toEqual([])
  })

  test('whose old address was asked in the same run and stayed silent has moved, though its last visit went well', async () => {
    const number = serial()
    const device = await aDevice(app, { name: 'SW' })
    const target = await aTarget(app, { networkZoneId: zone, deviceId: device.id, address: '10.9.0.99' })
    await answer(target, { device: { serialNumbers: [number] } })
    const scene = await discoveryScene(app, zone)
    const { finds } = await scene.run([scene.found('10.9.4.1', { device: { serialNumbers: [number] } })])
    expect(finds[0]).toMatchObject({ state: 'readdressed' })
    expect(await only('target', target.id, 'device-readdressed')).toMatchObject({
      declaredValue: '10.9.0.99',
      observedValue: '10.9.4.1',
    })
  })

  test('that is back at its address settles the finding', async () => {
    const number = serial()
    const { target } = await seen({ serialNumbers: [number] })
    await goesSilent(target)
    const scene = await discoveryScene(app, zone)
    const parts = { device: { serialNumbers: [number] } }
    await scene.run([scene.found('10.9.5.1', parts)])
    expect(await only('target', target.id, 'device-readdressed')).toMatchObject({ status: 'open' })
    await scene.run([scene.found(target.address, parts)])
    expect(await only('target', target.id, 'device-readdressed')).toMatchObject({ status: 'resolved' })
  })

  test('whose address another has taken over is recognised where it went', async () => {
    const [a, b] = [serial(), serial()]
    const first = await seen({ serialNumbers: [a] }, { serialNumber: a })
    const second = await seen({ serialNumbers: [b] })
    // The second now answers where the first did.
    await answer(first.target, { device: { serialNumbers: [b] } })
    await goesSilent(second.target)
    const scene = await discoveryScene(app, zone)
    const { finds } = await scene.run([scene.found('10.9.6.1', { device: { serialNumbers: [a] } })])
    expect(finds[0]).toMatchObject({ state: 'readdressed', deviceId: first.device.id, matchedBy: 'serial' })
  })

  test('is not confused with one that has the same engine id but another serial number', async () => {
    const engineId = '800007db03cc01'
    await seen({ serialNumbers: [serial()], engineId })
    const scene = await discoveryScene(app, zone)
    const { finds } = await scene.run([
      scene.found('10.9.7.1', { device: { serialNumbers: [serial()], engineId } }),
    ])
    expect(finds[0]).toMatchObject({ state: 'new', matchedBy: null })
  })

  test('of another network zone is another: addresses repeat there', async () => {
    const other = await aTarget(app, { networkZoneId: (await aNetworkZone(app)).id, address: '10.9.0.44' })
    const scene = await discoveryScene(app, zone)
    const { finds } = await scene.run([
      scene.found('10.9.0.44', { device: { name: 'here', serialNumbers: [serial()] } }),
    ])
    expect(finds[0]).toMatchObject({ state: 'new' })
    expect(finds[0]!.targetId).not.toBe(other.id)
  })
})

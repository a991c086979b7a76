import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestApp } from '../../support/app.ts'
import { testApp } from '../../support/app.ts'
import { aDevice, aNetworkZone, aTarget } from '../../support/factories.ts'
import { anAnswer } from '../collection/answers.ts'
import { collectorFor } from '../collection/link.ts'
import { anEvent, details, receiverFor, stored } from './support.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

async function aSwitch(address: string) {
  const zone = await aNetworkZone(app)
  const device = await aDevice(app)
  const target = await aTarget(app, { networkZoneId: zone.id, deviceId: device.id, address })
  const receiver = await receiverFor(app, zone.id)
  const origin = async (parts: Parameters<typeof anEvent>[0]) => {
    const event = anEvent(parts)
    await receiver.handIn(event)
    const { deviceId, targetId, part } = (await stored(app, event.id)) as Record<string, unknown>
    return { deviceId, targetId, part }
  }
  return { zone, device, target, origin, own: { deviceId: device.id, targetId: target.id } }
}

const nobody = { deviceId: null, targetId: null }

test('by the address that is collected, in the collector’s own zone only', async () => {
  const here = await aSwitch('10.50.0.1')
  const elsewhere = await aSwitch('10.50.0.1')
  expect(await here.origin({ senderAddress: '10.50.0.1' })).toMatchObject(here.own)
  expect(await elsewhere.origin({ senderAddress: '10.50.0.1' })).toMatchObject(elsewhere.own)
  expect(await here.origin({ senderAddress: '10.50.0.2' })).toMatchObject(nobody)
})

test('an address that two targets share identifies neither', async () => {
  const one = await aSwitch('10.51.0.1')
  await aTarget(app, { networkZoneId: one.zone.id, address: '10.51.0.1', port: 1161 })
  expect(await one.origin({ senderAddress: '10.51.0.1' })).toMatchObject(nobody)
})

test('the agent that a forwarded trap names comes before the forwarder', async () => {
  const one = await aSwitch('10.52.0.1')
  await aTarget(app, { networkZoneId: one.zone.id, address: '10.52.0.9' })
  const agentAddress = '10.52.0.1'
  expect(await one.origin({ senderAddress: '10.52.0.9', details: details({ agentAddress }) })).toMatchObject(
    one.own,
  )
  expect(
    await one.origin({ senderAddress: '10.52.0.1', details: details({ agentAddress: '0.0.0.0' }) }),
  ).toMatchObject(one.own)
})

test('by what the device said when it was collected: other addresses, engine id, name, its ports', async () => {
  const one = await aSwitch('10.53.0.1')
  const collector = await collectorFor(app, one.zone.id)
  const answer = anAnswer(one.target)
  answer.facts!.device.engineId = '80001f8804abcdef'
  answer.facts!.device.name = 'CORE-53'
  answer.facts!.addresses.push({ ip: '172.16.53.1', prefixLength: 24, interfaceIndex: 9 })
  answer.facts!.interfaces = [{ ...answer.facts!.interfaces[0]!, index: 9, name: 'GigabitEthernet0/0/9' }]
  await collector.handIn([answer])
  expect(await one.origin({ senderAddress: '172.16.53.1' })).toMatchObject(one.own)
  expect(
    await one.origin({ senderAddress: '192.0.2.1', details: details({ engineId: '80001f8804abcdef' }) }),
  ).toMatchObject(one.own)
  expect(
    await one.origin({ senderAddress: '192.0.2.2', source: 'syslog', hostname: 'core-53' }),
  ).toMatchObject(one.own)
  expect(await one.origin({ senderAddress: '10.53.0.1', interfaceIndex: 9, part: '9' })).toMatchObject({
    ...one.own,
    part: 'GigabitEthernet0/0/9',
  })
  expect(await one.origin({ senderAddress: '10.53.0.1', interfaceIndex: 10, part: '10' })).toMatchObject({
    part: '10',
  })
  // What the device no longer says identifies it no more.
  const changed = anAnswer(one.target)
  changed.facts!.device.engineId = '80001f8804000000'
  changed.finishedAt = '2026-11-23T09:00:00.000Z'
  await collector.handIn([changed])
  expect(
    await one.origin({ senderAddress: '192.0.2.1', details: details({ engineId: '80001f8804abcdef' }) }),
  ).toMatchObject(nobody)
})

test('a device of the ledger that is not collected is known by its management address', async () => {
  const one = await aSwitch('10.54.0.1')
  const quiet = await aDevice(app, { managementAddress: '10.54.7.7' })
  expect(await one.origin({ senderAddress: '10.54.7.7' })).toMatchObject({
    deviceId: quiet.id,
    targetId: null,
  })
})

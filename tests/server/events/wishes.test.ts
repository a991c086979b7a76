import { afterAll, beforeAll, expect, test } from 'vitest'
import { grantWishes } from '../../../server/features/events/collection-wishes.ts'
import type { TestApp } from '../../support/app.ts'
import { testApp } from '../../support/app.ts'
import { aNetworkZone, aTarget } from '../../support/factories.ts'
import { anEvent, receiverFor } from './support.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

async function aLink(enabled = true) {
  const zone = await aNetworkZone(app)
  const target = await aTarget(app, { networkZoneId: zone.id, enabled })
  const receiver = await receiverFor(app, zone.id)
  return {
    goes: (link: 'up' | 'down' | null) => receiver.handIn(anEvent({ link, senderAddress: target.address })),
    jobs: () => app.ledger.support.job.count({ where: { targetId: target.id } }),
    take: () => app.ledger.support.job.update({ state: 'done' }, { where: { targetId: target.id } }),
  }
}

test('a link that goes down has its target collected at once', async () => {
  const link = await aLink()
  await link.goes('down')
  expect(await grantWishes(app)).toBe(1)
  expect(await link.jobs()).toBe(1)
})

test('other events ask for nothing', async () => {
  const link = await aLink()
  await link.goes(null)
  expect(await grantWishes(app)).toBe(0)
  expect(await link.jobs()).toBe(0)
})

test('a flapping link is collected at once, and again when the time is over, not in between', async () => {
  const link = await aLink()
  for (let flap = 0; flap < 20; flap++) await link.goes(flap % 2 === 0 ? 'down' : 'up')
  await grantWishes(app)
  await link.take()
  await link.goes('up')
  app.clock.advance(14_000)
  await grantWishes(app)
  expect(await link.jobs()).toBe(1)
  app.clock.advance(2000)
  expect(await grantWishes(app)).toBe(1)
  expect(await link.jobs()).toBe(2)
  app.clock.advance(60_000)
  expect(await grantWishes(app)).toBe(0)
})

test('a link that goes down again while its repeats are joined is collected again', async () => {
  const zone = await aNetworkZone(app)
  const target = await aTarget(app, { networkZoneId: zone.id })
  const receiver = await receiverFor(app, zone.id)
  const event = anEvent({ link: 'down', senderAddress: target.address })
  await receiver.handIn(event)
  expect(await grantWishes(app)).toBe(1)
  await app.ledger.support.job.update({ state: 'done' }, { where: { targetId: target.id } })
  app.clock.advance(60_000)
  await receiver.handIn(event)
  expect(await grantWishes(app)).toBe(0)
  await receiver.handIn({ ...event, count: 2 })
  expect(await grantWishes(app)).toBe(1)
})

test('a disabled target is left alone, and does not hold the others up', async () => {
  const disabled = await aLink(false)
  const enabled = await aLink()
  await disabled.goes('down')
  await enabled.goes('down')
  expect(await grantWishes(app)).toBe(1)
  expect(await disabled.jobs()).toBe(0)
  expect(await enabled.jobs()).toBe(1)
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deviceEvent } from '../../../server/contract/entities/device-event.ts'
import { recordHandlers } from '../../../server/features/ledger/routes.ts'
import { eventLinkHandlers } from '../../../server/features/events/routes.ts'
import { trimEvents } from '../../../server/features/events/retention.ts'
import { readSevereEvents } from '../../../server/features/overview/severe-events.ts'
import { removeRecord } from '../../../server/features/ledger/actions.ts'
import { collector } from '../../../server/contract/entities/collector.ts'
import { call } from '../collection/link.ts'
import type { TestApp } from '../../support/app.ts'
import { testApp } from '../../support/app.ts'
import { anEvent, details, receiverFor, stored } from './support.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

describe('handing events in', () => {
  test('twice stores them once', async () => {
    const receiver = await receiverFor(app)
    const event = anEvent()
    expect(await receiver.handIn(event)).toEqual({ accepted: [event.id], duplicate: [], refused: [] })
    expect(await receiver.handIn(event)).toEqual({ accepted: [], duplicate: [event.id], refused: [] })
    expect(await app.ledger.models.deviceEvent.count({ where: { eventId: event.id } })).toBe(1)
  })

  test('again with more repeats raises the count and the last time, in whatever order reports come', async () => {
    const receiver = await receiverFor(app)
    const event = anEvent()
    const later = {
      ...event,
      count: 40,
      lastAt: '2026-11-23T08:00:30.000Z',
      details: details({ samples: ['another wording'] }),
    }
    await receiver.handIn(event, later)
    expect(await stored(app, event.id)).toMatchObject({ count: 40, lastAt: '2026-11-23T08:00:30.000Z' })
    await receiver.handIn({ ...event, count: 12, lastAt: '2026-11-23T08:00:10.000Z' })
    const row = await stored(app, event.id)
    expect(row).toMatchObject({
      count: 40,
      firstAt: '2026-11-23T07:59:00.000Z',
      lastAt: '2026-11-23T08:00:30.000Z',
    })
    expect(JSON.parse(String(row!['details']))).toMatchObject({ samples: ['another wording'] })
  })

  test('what is no event is refused by its id, the others are stored', async () => {
    const receiver = await receiverFor(app)
    const event = anEvent()
    expect(await receiver.handIn({ id: 'nonsense' }, event)).toEqual({
      accepted: [event.id],
      duplicate: [],
      refused: [{ id: 'nonsense', reason: 'malformed' }],
    })
  })

  test('the list shows both titles, filters by severity, and sorts by level', async () => {
    const receiver = await receiverFor(app)
    const senderAddress = '10.77.0.1'
    await receiver.handIn(
      anEvent({ senderAddress, severity: 'info' }),
      anEvent({ senderAddress, severity: 'emergency', title: { zh: '电源故障', en: 'Power supply failed' } }),
      anEvent({ senderAddress, severity: 'warning' }),
    )
    const { list, summary } = recordHandlers(app, deviceEvent)
    const all = await list(call({ query: { senderAddress, sort: 'level' } }))
    expect(all.items.map((row) => [row.severity, row.level])).toEqual([
      ['emergency', 0],
      ['warning', 4],
      ['info', 6],
    ])
    expect(all.items[0]).toMatchObject({ name: '电源故障', nameEn: 'Power supply failed', sampled: false })
    const severe = await summary(call({ query: { senderAddress, severity: 'emergency,alert' } }))
    expect(severe.count).toBe(1)
    const found = await list(call({ query: { senderAddress, q: 'dygz' } }))
    expect(found.items.map((row) => row.name)).toEqual(['电源故障'])
  })
})

test('old events go by age, then the oldest beyond the number kept', async () => {
  const receiver = await receiverFor(app)
  await app.ledger.models.deviceEvent.destroy({ where: {} })
  const at = (day: number) => `2026-11-${String(day).padStart(2, '0')}T00:00:00.000Z`
  const events = [1, 2, 19, 20, 21, 22].map((day) => anEvent({ firstAt: at(day), lastAt: at(day) }))
  await receiver.handIn(...events)
  expect(await trimEvents(app, { days: 10, rows: 3 })).toBe(3)
  const left = (await app.ledger.models.deviceEvent.findAll({
    order: ['lastAt'],
    raw: true,
  })) as unknown as { lastAt: string }[]
  expect(left.map((row) => row.lastAt)).toEqual([at(20), at(21), at(22)])
})

test("a receiver's counters are kept, and go with their collector", async () => {
  const { actor } = await receiverFor(app)
  const report = (received: number) =>
    eventLinkHandlers(app).report(
      call({
        actor,
        body: {
          receivers: [
            {
              kind: 'trap',
              port: 162,
              status: 'cannot-listen',
              fault: 'EACCES',
              received,
              accepted: 1,
              joined: 2,
              sampled: 0,
              dropped: 7,
              details: {
                droppedByReason: { 'sender-rate': 7 },
                senders: [{ address: '10.0.0.1', received: 9, dropped: 7, lastAt: app.now().toISOString() }],
              },
              lastAt: app.now().toISOString(),
              startedAt: app.now().toISOString(),
            },
          ],
        },
      }),
    )
  await report(10)
  await report(25)
  const rows = (await app.ledger.models.eventReceiver.findAll({
    where: { collectorId: actor.collectorId },
    raw: true,
  })) as unknown as Record<string, unknown>[]
  expect(rows).toHaveLength(1)
  expect(rows[0]).toMatchObject({ received: 25, status: 'cannot-listen', fault: 'EACCES', version: 1 })
  expect(JSON.parse(String(rows[0]!['details']))).toMatchObject({ droppedByReason: { 'sender-rate': 7 } })
  await removeRecord(app, collector, actor.collectorId, { by: { userId: null }, expectedVersion: null })
  expect(await app.ledger.models.eventReceiver.count({ where: { collectorId: actor.collectorId } })).toBe(0)
})

test('severe events of the last day are counted by severity, each behind its own link', async () => {
  const receiver = await receiverFor(app)
  await app.ledger.models.deviceEvent.destroy({ where: {} })
  const lately = { firstAt: '2026-11-22T09:00:00.000Z', lastAt: '2026-11-22T09:00:00.000Z' }
  const earlier = { firstAt: '2026-11-22T07:00:00.000Z', lastAt: '2026-11-22T07:00:00.000Z' }
  await receiver.handIn(
    anEvent({ ...lately, severity: 'critical' }),
    anEvent({ ...lately, severity: 'error' }),
    anEvent({ ...lately, severity: 'error' }),
    anEvent({ ...lately, severity: 'warning' }),
    anEvent({ ...earlier, severity: 'critical' }),
  )
  const severe = await readSevereEvents(app)
  expect(severe.count).toBe(3)
  expect(severe.bySeverity.map(({ value, count }) => [value, count])).toEqual([
    ['critical', 1],
    ['error', 2],
  ])
  const { list } = recordHandlers(app, deviceEvent)
  expect((await list(call({ query: severe.filters }))).items).toHaveLength(3)
  expect((await list(call({ query: severe.bySeverity[1]!.filters }))).items).toHaveLength(2)
})

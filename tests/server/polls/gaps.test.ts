import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { collectionGap } from '../../../server/contract/entities/collection-gap.ts'
import type { GapReport } from '../../../server/contract/poll.ts'
import { recordHandlers } from '../../../server/features/ledger/routes.ts'
import { pollLinkHandlers } from '../../../server/features/polls/routes.ts'
import type { CollectorActor } from '../../../server/http/handler.ts'
import { testApp, type TestApp } from '../../support/app.ts'
import { aCollector } from '../../support/factories.ts'
import { call, person } from '../collection/link.ts'

let app: TestApp
let actor: CollectorActor

beforeEach(async () => {
  app = await testApp()
  const { id, name, networkZoneId } = await aCollector(app)
  actor = { kind: 'collector', collectorId: id, name, networkZoneId }
})
afterEach(() => app.close())

const gap = (more: Partial<GapReport> = {}): GapReport => ({
  id: randomUUID(),
  kind: 'poll',
  cause: 'spool-full',
  fromAt: '2026-11-23T07:00:00Z',
  toAt: '2026-11-23T07:10:00Z',
  targets: 3,
  samples: 720,
  octets: 12_000,
  detail: null,
  ...more,
})

test('a gap that a collector reports twice is in the list once, with its cause and its span', async () => {
  const link = pollLinkHandlers(app)
  const one = gap()
  await link.reportGaps(call({ actor, body: { gaps: [one] } }))
  await link.reportGaps(call({ actor, body: { gaps: [one, gap({ cause: 'cycle-overran' })] } }))
  const list = await recordHandlers(app, collectionGap).list(
    call({ actor: person(1), query: { cause: ['spool-full'], limit: 50, sort: '-toAt' } }),
  )
  expect(list.items).toMatchObject([
    {
      collectorId: actor.collectorId,
      cause: 'spool-full',
      fromAt: '2026-11-23T07:00:00.000Z',
      toAt: '2026-11-23T07:10:00.000Z',
      samples: 720,
    },
  ])
  expect(await app.ledger.models.collectionGap.count()).toBe(2)
})

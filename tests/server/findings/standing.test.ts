import { expect, test } from 'vitest'
import { keepSnapshot } from '../../../server/features/standing/keep-snapshots.ts'
import { standingHandlers } from '../../../server/features/standing/routes.ts'
import { aRoom } from '../../support/factories.ts'
import { call } from '../collection/link.ts'
import { aDeclared, answer, app, decide, only, openScene } from './scene.ts'

/* How far ledger and devices are apart, and what to do about it. */

openScene()

const standing = () => standingHandlers(app).get(call())

test('counts open findings by room, remembers each day, and says where to go', async () => {
  const [bad, good] = [await aRoom(app), await aRoom(app)]
  const wrong = await aDeclared({ serialNumber: 'WRONG-1', roomId: bad.id })
  await aDeclared({ serialNumber: 'RIGHT-1', roomId: good.id })
  await answer(wrong.target, { device: { serialNumbers: ['RIGHT-9'] } })

  const first = await standing()
  expect(first.city).toMatchObject({ records: 2, high: 1, score: 50 })
  expect(first.rooms).toMatchObject([{ id: bad.id, name: bad.name, high: 1, records: 1, score: 100 }])
  expect(first.next).toEqual({
    open: 1,
    settleable: 1,
    visits: [{ roomId: bad.id, name: bad.name, count: 1, settled: 1 }],
  })
  expect(first.days).toHaveLength(1)

  await keepSnapshot(app)
  await keepSnapshot(app)
  app.clock.advance(86_400_000)
  await decide('accept', await only('device', wrong.device.id))
  const second = await standing()
  expect(second.days.map(({ score }) => score)).toEqual([50, 0])
  expect(second.rooms).toEqual([])
  expect(second.next.visits).toEqual([])
})

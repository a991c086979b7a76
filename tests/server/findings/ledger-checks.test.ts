import { afterAll, beforeAll, expect, test } from 'vitest'
import { device as deviceEntity } from '../../../server/contract/entities/device.ts'
import { line as lineEntity } from '../../../server/contract/entities/line.ts'
import { checkChanges } from '../../../server/features/findings/ledger-checks.ts'
import { updateRecord } from '../../../server/features/ledger/actions.ts'
import type { TestApp } from '../../support/app.ts'
import { testApp } from '../../support/app.ts'
import { aCarrier, aDevice, aLine, aNetworkZone, aTarget } from '../../support/factories.ts'
import { anAnswer } from '../collection/answers.ts'
import { collectorFor } from '../collection/link.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const by = { by: { userId: null }, expectedVersion: null }
const statusOf = async (kind: string) =>
  ((await app.ledger.models.finding.findOne({ where: { kind }, raw: true })) as { status?: string } | null)
    ?.status

test('what people change by hand opens and settles findings without a visit', async () => {
  const line = await aLine(app, { carrierId: null })
  let checked = await checkChanges(app, null)
  expect(await statusOf('carrier-missing')).toBe('open')

  const zone = await aNetworkZone(app)
  const device = await aDevice(app, { serialNumber: 'TYPO-1' })
  const target = await aTarget(app, { networkZoneId: zone.id, deviceId: device.id })
  const { handIn } = await collectorFor(app, zone.id)
  await handIn([anAnswer(target, { device: { serialNumbers: ['RIGHT-1'] } })])
  expect(await statusOf('field-differs')).toBe('open')

  app.clock.advance(15_000)
  await updateRecord(app, deviceEntity, device.id, { serialNumber: 'RIGHT-1' }, by)
  await updateRecord(app, lineEntity, line.id, { carrierId: (await aCarrier(app)).id }, by)
  checked = await checkChanges(app, checked)
  expect(await statusOf('field-differs')).toBe('resolved')
  expect(await statusOf('carrier-missing')).toBe('resolved')

  app.clock.advance(15_000)
  const before = JSON.stringify(await app.ledger.models.finding.findAll({ raw: true }))
  await checkChanges(app, checked)
  expect(JSON.stringify(await app.ledger.models.finding.findAll({ raw: true }))).toBe(before)
})

import { afterAll, beforeAll, expect, it } from 'vitest'
import { device } from '../../../server/contract/entities/device.ts'
import { line } from '../../../server/contract/entities/line.ts'
import { startLedgerWatch } from '../../../server/features/findings/ledger-watch.ts'
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

const openKinds = async () => {
  const rows = (await app.ledger.models.finding.findAll({
    where: { status: 'open' },
    raw: true,
  })) as unknown as { kind: string }[]
  return rows.map(({ kind }) => kind)
}
const change = { by: { userId: null }, expectedVersion: 1 }

it('what people correct by hand settles its finding without waiting for a visit', async () => {
  const without = await aLine(app, { carrierId: null })
  const zone = await aNetworkZone(app)
  const declared = await aDevice(app, { serialNumber: 'TYPO-1' })
  const target = await aTarget(app, { networkZoneId: zone.id, deviceId: declared.id })
  const { handIn } = await collectorFor(app, zone.id)
  await handIn([anAnswer(target, { device: { serialNumbers: ['RIGHT-1'] } })])
  const watch = startLedgerWatch(app)
  await expect.poll(openKinds, { timeout: 20_000 }).toContain('carrier-missing')
  expect(await openKinds()).toContain('field-differs')

  const carrier = await aCarrier(app)
  await updateRecord(app, line, without.id, { carrierId: carrier.id }, change)
  await updateRecord(app, device, declared.id, { serialNumber: 'RIGHT-1' }, change)
  await expect.poll(openKinds, { timeout: 20_000 }).toEqual([])
  await watch.stop()
})

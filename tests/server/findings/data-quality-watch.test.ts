import { afterAll, beforeAll, expect, it } from 'vitest'
import { line } from '../../../server/contract/entities/line.ts'
import { startDataQualityWatch } from '../../../server/features/findings/data-quality-watch.ts'
import { updateRecord } from '../../../server/features/ledger/actions.ts'
import type { TestApp } from '../../support/app.ts'
import { testApp } from '../../support/app.ts'
import { aCarrier, aLine } from '../../support/factories.ts'

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

it('a line without a carrier is found, and settled once somebody fills it in', async () => {
  const without = await aLine(app, { carrierId: null })
  const watch = startDataQualityWatch(app)
  await expect.poll(openKinds, { timeout: 10_000 }).toContain('carrier-missing')
  const carrier = await aCarrier(app)
  await updateRecord(
    app,
    line,
    without.id,
    { carrierId: carrier.id },
    { by: { userId: null }, expectedVersion: 1 },
  )
  await expect.poll(openKinds, { timeout: 20_000 }).not.toContain('carrier-missing')
  await watch.stop()
})

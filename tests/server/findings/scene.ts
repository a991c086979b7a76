import { afterAll, beforeAll, expect } from 'vitest'
import type { FindingKind } from '../../../server/contract/entities/finding.ts'
import { finding } from '../../../server/contract/entities/finding.ts'
import { device as deviceEntity } from '../../../server/contract/entities/device.ts'
import type { RowOf } from '../../../server/contract/entity.ts'
import { findingHandlers } from '../../../server/features/findings/routes.ts'
import { readRecord } from '../../../server/features/ledger/actions.ts'
import type { TestApp } from '../../support/app.ts'
import { testApp } from '../../support/app.ts'
import { aDevice, aNetworkZone, aTarget, aUser } from '../../support/factories.ts'
import { anAnswer } from '../collection/answers.ts'
import { call, collectorFor, person } from '../collection/link.ts'

/*
 * From what a collector saw to what a person decided, and back.
 */

export type Finding = RowOf<typeof finding>
export let app: TestApp
export let zone: number
export let collector: Awaited<ReturnType<typeof collectorFor>>
export let auditor: ReturnType<typeof person>
let minute = 0
/** Opens the scene for one test file: a ledger, a zone, its collector and an auditor. */
export function openScene(): void {
  beforeAll(async () => {
    app = await testApp()
    zone = (await aNetworkZone(app)).id
    collector = await collectorFor(app, zone)
    auditor = person((await aUser(app)).id)
  })
  afterAll(() => app.close())
}

export const handlers = () => findingHandlers(app)
export const now = () => new Date(Date.parse('2026-11-23T08:00:00.000Z') + minute++ * 60_000).toISOString()
export const by = { by: { userId: null }, expectedVersion: null }

export async function aDeclared(fields: Record<string, unknown> = {}) {
  const device = await aDevice(app, { name: 'SW', ...fields })
  return { device, target: await aTarget(app, { networkZoneId: zone, deviceId: device.id }) }
}
export type Target = Awaited<ReturnType<typeof aTarget>>
export const answer = (target: Target, parts: Parameters<typeof anAnswer>[1]) =>
  collector.handIn([anAnswer(target, parts, now())])

export async function findingsOf(
  subjectEntity: string,
  subjectId: number,
  kind?: FindingKind,
): Promise<Finding[]> {
  const rows = (await app.ledger.models.finding.findAll({
    attributes: ['id'],
    where: { subjectEntity, subjectId, ...(kind ? { kind } : {}) },
    order: ['id'],
    raw: true,
  })) as unknown as { id: number }[]
  return Promise.all(rows.map((row) => readRecord(app, finding, row.id)))
}
export const only = async (...about: Parameters<typeof findingsOf>) => {
  const found = await findingsOf(...about)
  expect(found).toHaveLength(1)
  return found[0]!
}
export type Decision = 'accept' | 'reject' | 'reopen'
export const decide = (decision: Decision, row: Pick<Finding, 'id' | 'version'>, reason?: string) =>
  handlers()[decision](
    call({ actor: auditor, params: { id: row.id }, ifMatch: row.version, body: { reason } }),
  )
export const logOf = (findingId: number) =>
  app.ledger.models.changeLogEntry.findAll({ where: { findingId }, order: ['id'], raw: true })

/** A device whose serial number is declared wrongly, with its finding. */
export async function aWrongSerial() {
  const { device, target } = await aDeclared({ serialNumber: 'DECLARED-1' })
  const see = (serial: string) => answer(target, { device: { serialNumbers: [serial] } })
  await see('OBSERVED-1')
  return { device, target, see, row: () => only('device', device.id, 'field-differs') }
}
export const serialOf = async (id: number) => (await readRecord(app, deviceEntity, id)).serialNumber

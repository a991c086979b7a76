import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildCity } from '../../../seed/city/city.ts'
import { planSimulation } from '../../../seed/city/simulation-plan.ts'
import { seedLedger } from '../../../seed/ledger.ts'
import { entities } from '../../../server/contract/entities/index.ts'
import type { Entity } from '../../../server/contract/entity.ts'
import { findingHandlers } from '../../../server/features/findings/routes.ts'
import { insertRecords } from '../../../server/features/ledger/actions.ts'
import type { TestApp } from '../../support/app.ts'
import { testApp } from '../../support/app.ts'
import { simulatedVisit } from '../collection/answers.ts'
import { call, collectorFor } from '../collection/link.ts'

/*
 * The demonstration city, collected without a network: what was planted is found, and nothing else.
 */

const city = buildCity()
const devices = planSimulation(city)
let app: TestApp
beforeAll(async () => {
  app = await testApp()
  await seedLedger(async (entity, rows) => {
    await insertRecords(app, entities[entity] as Entity, rows, { origin: 'demonstration' })
  }, city)
})
afterAll(() => app.close())

async function visitAll(at: string): Promise<void> {
  const zones = new Set(city.records.target.map((target) => target.networkZoneId))
  for (const zone of zones) {
    const { handIn } = await collectorFor(app, zone)
    const visits = city.records.target.flatMap((target, index) =>
      target.networkZoneId === zone
        ? [simulatedVisit(devices[index]!, target as Required<typeof target>, at)]
        : [],
    )
    for (let start = 0; start < visits.length; start += 200) {
      const chunk = visits.slice(start, start + 200)
      const reply = await handIn(chunk)
      expect(reply.accepted).toHaveLength(chunk.length)
    }
  }
}

const inWords = (kind: string, key: string, field: string | null) => `${kind} | ${key} | ${field ?? ''}`

async function openFindings(): Promise<string[]> {
  const rows = (await app.ledger.models.finding.findAll({
    where: { status: 'open' },
    raw: true,
  })) as unknown as {
    kind: string
    subjectEntity: 'device' | 'line' | 'target'
    subjectId: number | null
    field: string | null
  }[]
  const keyOf = { device: 'assetTag', line: 'code', target: 'name' } as const
  return rows
    .map((row) => {
      const record = city.records[row.subjectEntity].find(({ id }) => id === row.subjectId) as
        Record<string, string> | undefined
      const key = record?.[keyOf[row.subjectEntity]] ?? 'lines'
      return inWords(row.kind, key, row.kind === 'field-differs' ? row.field : null)
    })
    .sort()
}

test('the planted differences are found, all of them and nothing else, and a second round adds none', async () => {
  const expected = city.planted
    .map(({ kind, recordKey, field }) => inWords(kind, recordKey, kind === 'field-differs' ? field : null))
    .sort()
  await visitAll('2026-11-23T08:00:00.000Z')
  await visitAll('2026-11-23T08:05:00.000Z')
  const findings = findingHandlers(app)
  await findings.reconcile(call())
  expect(await openFindings()).toEqual(expected)

  await visitAll('2026-11-23T08:10:00.000Z')
  expect(await openFindings()).toEqual(expected)
  const again = await findings.reconcile(call())
  expect(again).toMatchObject({ opened: 0, resolved: 0 })
  expect(await app.ledger.models.finding.count()).toBe(expected.length)
  expect(await app.ledger.models.finding.count({ where: { version: 1 } })).toBe(expected.length)
}, 120_000)

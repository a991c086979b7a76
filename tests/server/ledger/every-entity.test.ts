import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Entity } from '../../../server/contract/entity.ts'
import { createSchema, rowSchema } from '../../../server/contract/entity.ts'
import { entities } from '../../../server/contract/entities/index.ts'
import type { EntityName } from '../../../server/contract/entities/index.ts'
import { ledgerHandlers } from '../../../server/features/ledger/routes.ts'
import { hiddenKeys } from '../../../server/features/ledger/values.ts'
import type { TestApp } from '../../support/app.ts'
import { testApp } from '../../support/app.ts'
import * as factories from '../../support/factories.ts'

type Row = Record<string, unknown>

/** One record of each entity that people keep, and a change that each accepts. */
const cases: {
  name: EntityName
  make: (app: TestApp) => Promise<{ id: number; version: number }>
  change: object
}[] = [
  { name: 'region', make: factories.aRegion, change: { name: '新区' } },
  { name: 'organisation', make: factories.anOrganisation, change: { category: 'school' } },
  { name: 'site', make: factories.aSite, change: { address: '中央大街 1 号' } },
  { name: 'room', make: factories.aRoom, change: { areaSquareMetres: 62.25, status: 'closing' } },
  { name: 'rack', make: factories.aRack, change: { heightU: 47 } },
  { name: 'device', make: factories.aDevice, change: { vendor: 'Huawei', purchaseDate: '2012-05-01' } },
  { name: 'carrier', make: factories.aCarrier, change: { servicePhone: '10010' } },
  { name: 'networkZone', make: factories.aNetworkZone, change: { isolated: true } },
  { name: 'line', make: factories.aLine, change: { monthlyFeeYuan: 1999.5, bandwidthMbps: 100 } },
  { name: 'application', make: factories.anApplication, change: { migrationStatus: 'assessed' } },
  { name: 'applicationHost', make: factories.anApplicationHost, change: { role: 'database' } },
  { name: 'applicationDependency', make: factories.anApplicationDependency, change: { notes: '夜间同步' } },
  { name: 'place', make: factories.aPlace, change: { wirelessStatus: 'covered', dailyVisitors: 1200 } },
  { name: 'indicator', make: factories.anIndicator, change: { value: 28.3145, unit: '%' } },
  { name: 'programmeItem', make: factories.aProgrammeItem, change: { status: 'approved' } },
  { name: 'user', make: factories.aUser, change: { role: 'planner', language: 'en' } },
  { name: 'credential', make: factories.aCredential, change: { notes: '外网' } },
  { name: 'collector', make: factories.aCollector, change: { enabled: false } },
  {
    name: 'discovery',
    make: factories.aDiscovery,
    change: { ranges: '10.8.0.1-10.8.0.9', credentialIds: [2, 1], crawlDepth: 3 },
  },
  { name: 'stockTake', make: factories.aStockTake, change: { dueOn: '2027-01-31', notes: '年末' } },
  { name: 'target', make: factories.aTarget, change: { port: 1161, enabled: false } },
]

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

test('every entity that people keep is here', () => {
  const kept = Object.values(entities as Record<string, Entity>).filter((entity) => entity.fields['origin'])
  expect(cases.map(({ name }) => name).sort()).toEqual(kept.map(({ name }) => name).sort())
})

describe.each(cases)('$name', ({ name, make, change }) => {
  const entity = entities[name] as Entity
  const actor = {
    kind: 'person',
    userId: null as never,
    login: 'a',
    name: 'a',
    role: 'administrator',
  } as const
  const handlers = () =>
    ledgerHandlers(app, entity) as unknown as Record<
      string,
      (call: object) => Promise<Row & { items: Row[] }>
    >
  const logOf = async (id: number) => {
    const rows = await app.ledger.models.changeLogEntry.findAll({
      where: { entity: name, recordId: id },
      order: ['id'],
      raw: true,
    })
    return (rows as unknown as Row[]).map((row) => ({
      action: row['action'],
      before: JSON.parse(row['before'] as string) as Row | null,
      after: JSON.parse(row['after'] as string) as Row | null,
    }))
  }

  test('is created, read, listed, changed and removed, and each step is logged', async () => {
    const made = await make(app)
    expect(made.version).toBe(1)
    expect(rowSchema(entity).safeParse(made).error).toBeUndefined()

    const read = await handlers()['get']!({ params: { id: made.id } })
    expect(read).toEqual(made)

    const listed = await handlers()['list']!({ query: { id: String(made.id) } })
    expect(listed).toEqual({ items: [made], next: null })

    const changed = await handlers()['update']!({ params: { id: made.id }, body: change, actor, ifMatch: 1 })
    expect(changed).toEqual({ ...made, ...change, version: 2 })
    expect(await handlers()['get']!({ params: { id: made.id } })).toEqual(changed)

    await handlers()['remove']!({ params: { id: made.id }, actor, ifMatch: 2 })
    await expect(handlers()['get']!({ params: { id: made.id } })).rejects.toMatchObject({ code: 'notFound' })
    expect(await handlers()['list']!({ query: { id: String(made.id) } })).toEqual({ items: [], next: null })

    const log = await logOf(made.id)
    expect(log.map(({ action }) => action)).toEqual(['create', 'update', 'remove'])
    const was = Object.fromEntries(Object.keys(change).map((key) => [key, (made as unknown as Row)[key]]))
    expect(log[1]).toEqual({ action: 'update', before: was, after: change })
    expect(log[0]!.before).toBeNull()
    expect(log[2]!.after).toBeNull()
    expect(log[2]!.before).toMatchObject(change)
  })

  test('shows no hidden column, in no answer', async () => {
    const made = await make(app)
    const page = await handlers()['list']!({ query: { id: String(made.id) } })
    for (const row of [made, page.items[0]]) {
      for (const key of hiddenKeys(entity)) expect(row).not.toHaveProperty(key)
    }
    expect(JSON.stringify(await logOf(made.id))).not.toContain('sealed:')
  })

  test('refuses to be created without its required fields', () => {
    const result = createSchema(entity).safeParse({})
    const required = Object.entries(entity.fields)
      .filter(([, field]) => field.required && !('readOnly' in field && field.readOnly))
      .map(([key]) => key)
    expect(result.error?.issues.map((issue) => issue.path[0]).sort()).toEqual(required.sort())
  })
})

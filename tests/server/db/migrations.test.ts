import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { entities } from '../../../server/contract/entities/index.ts'
import { columnsOf, indexedColumns, tableOf } from '../../../server/db/columns.ts'
import { migrateDown, migrateUp, pendingMigrations } from '../../../server/db/migrate.ts'
import { supportTables } from '../../../server/db/support-tables.ts'
import type { TestLedger } from '../../support/ledger.ts'
import { openTestLedger } from '../../support/ledger.ts'

/** Tables and columns as the models expect them. */
const expected = [
  ...Object.values(entities).map((entity) => ({
    table: tableOf(entity.name),
    columns: columnsOf(entity),
    indexed: indexedColumns(entity),
  })),
  ...Object.entries(supportTables).map(([table, { columns, indexes }]) => ({
    table,
    columns,
    indexed: [...indexes] as string[],
  })),
]

describe('migrations', () => {
  let test: TestLedger
  beforeAll(async () => {
    test = await openTestLedger()
  })
  afterAll(() => test.close())

  it.each(expected)('make $table as the models expect it', async ({ table, columns, indexed }) => {
    const query = test.ledger.sequelize.getQueryInterface()
    const made = await query.describeTable(table)
    expect(Object.keys(made).sort()).toEqual(Object.keys(columns).sort())
    for (const [name, column] of Object.entries(columns)) {
      // SQLite calls its integer primary keys nullable.
      if (!('primaryKey' in column)) expect(made[name]!.allowNull, `${table}.${name}`).toBe(column.allowNull)
    }
    const indexes = (await query.showIndex(table)) as { fields: { attribute: string }[]; unique: boolean }[]
    const leading = new Set(indexes.map((index) => index.fields[0]?.attribute))
    for (const name of indexed) expect(leading, `${table} has an index on ${name}`).toContain(name)
    for (const [name, column] of Object.entries(columns)) {
      if ('unique' in column && column.unique)
        expect(
          indexes.some((index) => index.unique && index.fields[0]?.attribute === name),
          `${table}.${name} is unique`,
        ).toBe(true)
    }
  })

  it('go down to nothing and up again', async () => {
    const down = await migrateDown(test.ledger, true)
    expect(down.length).toBeGreaterThan(25)
    const tables = await test.ledger.sequelize.getQueryInterface().showAllTables()
    expect(tables.map(String).filter((name) => !/^(migration|sqlite_)/.test(name))).toEqual([])
    expect((await pendingMigrations(test.ledger)).length).toBe(down.length)
    expect((await migrateUp(test.ledger)).length).toBe(down.length)
    expect(await migrateUp(test.ledger)).toEqual([])
  })

  it('finish what broke off half-way', async () => {
    const { sequelize } = test.ledger
    await migrateDown(test.ledger, true)
    // As after a crash: the first table is there, its index and the note that it was made are not.
    await sequelize.query(
      'CREATE TABLE region (id INTEGER PRIMARY KEY, version INTEGER, createdAt VARCHAR(24), updatedAt VARCHAR(24), code VARCHAR(12) UNIQUE, name VARCHAR(50), boundary TEXT, nameEn VARCHAR(200), origin VARCHAR(40), searchText TEXT, nameKey VARCHAR(255))',
    )
    await migrateUp(test.ledger)
    const indexes = (await sequelize.getQueryInterface().showIndex('region')) as { name: string }[]
    expect(indexes.map(({ name }) => name)).toContain('region_nameKey')
  })

  it('change a table that has rows without losing what hangs on them', async () => {
    const { sequelize } = test.ledger
    const query = sequelize.getQueryInterface()
    // Back to before the first migration that changes a table.
    while (!(await pendingMigrations(test.ledger)).some((name) => name.startsWith('0031')))
      await migrateDown(test.ledger)
    const common = { version: 1, createdAt: '2026-01-01', updatedAt: '2026-01-01', origin: 'entered' }
    const { origin: _, ...record } = common
    await query.bulkInsert('network_zone', [{ ...common, code: 'N', name: '外网', isolated: 0 }])
    await query.bulkInsert('credential', [{ ...common, name: '只读', protocol: 'snmp-v2c', hasSecret: 1 }])
    await query.bulkInsert('collector', [{ ...common, name: '采集器', networkZoneId: 1, enabled: 1 }])
    await query.bulkInsert('target', [
      {
        ...common,
        name: '目标',
        address: '10.0.0.1',
        port: 161,
        networkZoneId: 1,
        credentialId: 1,
        intervalSeconds: 300,
        enabled: 1,
        status: 'never',
        failureCount: 0,
      },
    ])
    await query.bulkInsert('collection_run', [
      {
        ...record,
        collectionId: 'a',
        targetId: 1,
        collectorId: 1,
        source: 'snmp',
        status: 'complete',
        startedAt: '2026-01-01',
        finishedAt: '2026-01-01',
        sampleCount: 1,
        problemCount: 0,
      },
    ])
    await migrateUp(test.ledger)
    const [runs] = await sequelize.query('SELECT targetId, collectorId FROM collection_run')
    expect(runs).toEqual([{ targetId: 1, collectorId: 1 }])
    const [targets] = await sequelize.query('SELECT credentialId FROM target')
    expect(targets).toEqual([{ credentialId: 1 }])
  })
})

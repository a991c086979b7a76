import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mysql from 'mysql2/promise'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startCollector } from '../../collectors/process.ts'
import type { RunningCollector } from '../../collectors/process.ts'
import { buildCity } from '../../seed/city/city.ts'
import type { PlantedDifference } from '../../seed/city/planted.ts'
import { planSimulation } from '../../seed/city/simulation-plan.ts'
import { spawnSimulation } from '../../seed/simulation/spawn.ts'
import type { SpawnedSimulation } from '../../seed/simulation/spawn.ts'
import { demonstrationCollectors, seedDemonstration } from '../../server/commands/demonstration.ts'
import { serve } from '../../server/main.ts'
import { readSettings } from '../../server/settings.ts'

/*
 * The whole way: the demonstration city's devices answer SNMP, collectors read them and hand in over HTTP, and the
 * findings are exactly the differences that were planted, on each engine.
 */

const mariadb = process.env['CITYBASE_TEST_MARIADB'] ?? 'mysql://root@127.0.0.1:3306/'
const databaseName = 'citybase_planted'
const addressing = { addressing: 'loopback-range', port: 16210 } as const
const visitSeconds = 45

interface FoundRow {
  kind: string
  subjectEntity: string
  subjectId: number | null
  subjectName: string
  field: string | null
  declaredValue: string | null
  observedValue: string | null
}

/** A difference in few words, so that two lists are compared as a person would. */
const inWords = (kind: string, key: string, field: string | null, observed: string | null) =>
  [kind, key, field ?? '', observed ?? ''].join(' | ')

/** What a device says of itself is told by value; for the other kinds it is enough where and what kind. */
const tellsValue = new Set(['field-differs'])

function plantedInWords({ kind, recordKey, field, observed }: PlantedDifference): string {
  return inWords(kind, recordKey, tellsValue.has(kind) ? field : null, tellsValue.has(kind) ? observed : null)
}

describe.each([['SQLite'], ['MariaDB']])('the planted differences on %s', (engine) => {
  const folder = mkdtempSync(join(tmpdir(), 'citybase-planted-'))
  const city = buildCity(addressing)
  let simulation: SpawnedSimulation
  let server: Awaited<ReturnType<typeof serve>>
  const collectors: RunningCollector[] = []

  beforeAll(async () => {
    let database = `sqlite:${join(folder, 'ledger.sqlite')}`
    if (engine === 'MariaDB') {
      const connection = await mysql.createConnection(mariadb)
      await connection.query(`DROP DATABASE IF EXISTS ${databaseName}`)
      await connection.query(`CREATE DATABASE ${databaseName} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`)
      await connection.end()
      database = new URL(databaseName, mariadb).href
    }
    simulation = await spawnSimulation(planSimulation(city, addressing))
    server = await serve(
      readSettings({
        CITYBASE_DATA: folder,
        CITYBASE_DATABASE: database,
        CITYBASE_PORT: '0',
        CITYBASE_LOG_LEVEL: 'error',
      }),
    )
    await seedDemonstration(server.app, city)
    await server.app.ledger.models.target.update({ intervalSeconds: visitSeconds }, { where: {} })
    for (const { zone, token } of await demonstrationCollectors(server.app)) {
      collectors.push(
        await startCollector({
          serverUrl: server.url,
          token,
          spoolFolder: join(folder, 'spool', zone),
          firstWithinMs: visitSeconds * 1000,
        }),
      )
    }
  })

  afterAll(async () => {
    await Promise.all(collectors.map((collector) => collector.stop()))
    await server.close()
    await simulation.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('are found, all of them and nothing else, and stay as they are', { timeout: 400_000 }, async () => {
    await settled(3)
    const expected = city.planted.map(plantedInWords).sort()
    expect(await found()).toEqual(expected)
    const before = await server.app.ledger.models.finding.count()
    await settled(4)
    expect(await found()).toEqual(expected)
    expect(await server.app.ledger.models.finding.count()).toBe(before)
  })

  it('every collection is there once and its samples reached the metric store', async () => {
    const { collectionRun } = server.app.ledger.models
    const runs = await collectionRun.count()
    expect(await collectionRun.count({ distinct: true, col: 'collectionId' })).toBe(runs)
    await expect
      .poll(() => server.app.ledger.support.sample_outbox.count(), { timeout: 60_000 })
      .toBeLessThan(100)
    const [answered] = (await server.app.ledger.models.target.findAll({
      where: { status: 'complete' },
      limit: 1,
      raw: true,
    })) as unknown as { id: number }[]
    const latest = await server.app.metrics.latest(answered!.id)
    expect(latest.some(({ metric, value }) => metric === 'interface.in.bps' && value !== null)).toBe(true)
  })

  /** Waits until every target was visited this often. */
  async function settled(visits: number): Promise<void> {
    const { collectionRun, target } = server.app.ledger.models
    const targets = await target.count()
    const visited = async () => {
      const rows = (await collectionRun.count({ group: ['targetId'] })) as unknown as { count: number }[]
      return rows.filter(({ count }) => count >= visits).length
    }
    await expect.poll(visited, { timeout: 300_000, interval: 2_000 }).toBe(targets)
  }

  /** The open findings, each under the key that the city's plan knows. */
  async function found(): Promise<string[]> {
    const { finding, device, line, target } = server.app.ledger.models
    const rows = (await finding.findAll({ where: { status: 'open' }, raw: true })) as unknown as FoundRow[]
    const keys = new Map<string, string>()
    for (const [entity, model, key] of [
      ['device', device, 'assetTag'],
      ['line', line, 'code'],
      ['target', target, 'name'],
    ] as const) {
      const records = (await model.findAll({ attributes: ['id', key], raw: true })) as unknown as Record<
        string,
        string | number
      >[]
      for (const record of records) keys.set(`${entity}/${record['id']}`, String(record[key]))
    }
    return rows
      .map((row) => {
        const key =
          row.subjectId === null
            ? 'lines'
            : (keys.get(`${row.subjectEntity}/${row.subjectId}`) ?? row.subjectName)
        const tells = tellsValue.has(row.kind)
        return inWords(row.kind, key, tells ? row.field : null, tells ? row.observedValue : null)
      })
      .sort()
  }
})

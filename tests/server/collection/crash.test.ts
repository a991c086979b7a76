import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { DuckDBInstance } from '@duckdb/node-api'
import { expect, test } from 'vitest'
import { flushSamples } from '../../../server/features/collection/sample-flusher.ts'
import { openDuckDbStore } from '../../../server/metrics/duckdb-store.ts'
import { testApp } from '../../support/app.ts'
import { aNetworkZone, aTarget } from '../../support/factories.ts'
import { childFile } from './crash-child.ts'
import { visitNumber } from './crash-visits.ts'
import { collectorFor } from './link.ts'

const visits = 120

test('a server that is killed at any moment loses no acknowledged collection and doubles none', async () => {
  const app = await testApp()
  const folder = mkdtempSync(join(tmpdir(), 'citybase-crash-'))
  const metricsFile = join(folder, 'metrics.duckdb')
  const zone = await aNetworkZone(app)
  const target = await aTarget(app, { networkZoneId: zone.id })
  const { actor, handIn } = await collectorFor(app, zone.id)
  const stored = async () =>
    new Set(
      (
        (await app.ledger.models.collectionRun.findAll({
          attributes: ['collectionId'],
          raw: true,
        })) as unknown as { collectionId: string }[]
      ).map((row) => row.collectionId),
    )

  /** Runs the server until it has acknowledged this many visits, and kills it then. */
  async function runAndKill(after: number): Promise<number[]> {
    const child = spawn(
      process.execPath,
      [
        childFile,
        app.address,
        metricsFile,
        JSON.stringify(actor),
        JSON.stringify({ id: target.id, address: target.address, port: target.port }),
        String(visits),
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    const acknowledged: number[] = []
    const ended = once(child, 'exit')
    for await (const line of createInterface({ input: child.stdout })) {
      acknowledged.push(Number(line))
      if (acknowledged.length === after) child.kill('SIGKILL')
    }
    await ended
    return acknowledged
  }

  for (const after of [3, 37, 80]) {
    const acknowledged = await runAndKill(after)
    expect(acknowledged.length).toBeGreaterThanOrEqual(after)
    const kept = await stored()
    for (const n of acknowledged) expect(kept.has(visitNumber(n, target).id)).toBe(true)
  }
  const everything = Array.from({ length: visits }, (_, n) => visitNumber(n, target))
  const reply = await handIn(everything)
  expect(reply.accepted.length + reply.duplicate.length).toBe(visits)
  expect(await app.ledger.models.collectionRun.count()).toBe(visits)
  const names = await app.ledger.models.evidence.findAll({
    where: { field: 'name' },
    order: ['id'],
    raw: true,
  })
  expect(names.map((row) => (row as unknown as { value: string }).value)).toEqual(
    Array.from({ length: visits / 10 }, (_, n) => `SW-${n}`),
  )

  const metrics = await openDuckDbStore(metricsFile)
  await flushSamples({ ...app, metrics })
  await metrics.close()
  expect(await app.ledger.support.sample_outbox.count()).toBe(0)
  const instance = await DuckDBInstance.create(metricsFile)
  const connection = await instance.connect()
  const [counts] = (
    await connection.runAndReadAll('SELECT count(*)::INT, count(DISTINCT at_ms)::INT FROM sample')
  ).getRows()
  expect(counts).toEqual([visits, visits])
  connection.closeSync()
  instance.closeSync()
  await app.close()
  rmSync(folder, { recursive: true, force: true })
}, 120_000)

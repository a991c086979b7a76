import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  diskFiles,
  openSpool,
  type Spool,
  type SpoolFiles,
  type SpoolOptions,
} from '../../collectors/spool.ts'
import { entry } from './support/entries.ts'

let folder: string
let warnings: string[]
let spools: Spool[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'citybase-spool-'))
  warnings = []
  spools = []
})
afterEach(async () => {
  await Promise.all(spools.map((spool) => spool.close()))
  rmSync(folder, { recursive: true, force: true })
})

async function open(options: Partial<SpoolOptions> = {}): Promise<Spool> {
  const spool = await openSpool({
    folder,
    limitBytes: 2 ** 30,
    warn: (text) => warnings.push(text.en),
    ...options,
  })
  spools.push(spool)
  return spool
}

/** Everything that is spooled, oldest first, each batch acknowledged. */
async function drain(spool: Spool): Promise<string[]> {
  const ids: string[] = []
  for (let batch = await spool.oldest(50); batch !== null; batch = await spool.oldest(50)) {
    ids.push(...batch.entries.map((one) => one.collection.id))
    await batch.acknowledge()
  }
  return ids
}

test('oldest first, unchanged, and gone only after the acknowledgement', async () => {
  const spool = await open()
  const entries = [entry(), entry(), entry()]
  for (const one of entries) await spool.add(one)
  expect(spool.state()).toMatchObject({ count: 3, dropped: 0 })
  const batch = await spool.oldest(50)
  expect(batch?.entries).toEqual(entries)
  expect((await spool.oldest(50))?.entries).toEqual(entries)
  await batch?.acknowledge()
  expect(await spool.oldest(50)).toBeNull()
  expect(spool.state()).toMatchObject({ count: 0, bytes: 0 })
})

test('what was not acknowledged is there again after a restart, in order, behind it what is new', async () => {
  const first = await open()
  const entries = [entry(), entry()]
  for (const one of entries) await first.add(one)
  await first.oldest(50)
  const second = await open()
  const later = entry()
  await second.add(later)
  expect(await drain(second)).toEqual([...entries, later].map((one) => one.collection.id))
})

test('collections that arrive together share a write', async () => {
  let writes = 0
  const files = {
    ...diskFiles,
    writeDurably: (...args: Parameters<SpoolFiles['writeDurably']>) => (
      writes++,
      diskFiles.writeDurably(...args)
    ),
  }
  const spool = await open({ files })
  await Promise.all(Array.from({ length: 40 }, () => spool.add(entry())))
  expect(spool.state().count).toBe(40)
  expect(writes).toBeLessThanOrEqual(3)
})

test('kill -9 at any moment: nothing that was on disk is lost or doubled', async () => {
  const durable: string[] = []
  for (const killAfterMs of [150, 60, 110]) {
    const child = spawn(process.execPath, [
      fileURLToPath(new URL('./support/spool-writer.ts', import.meta.url)),
      folder,
    ])
    let output = ''
    await new Promise<void>((resolve) => {
      child.stdout.on('data', (data: Buffer) => {
        if (output === '') setTimeout(() => child.kill('SIGKILL'), killAfterMs)
        output += data.toString()
      })
      child.on('close', () => resolve())
    })
    // The last line may have been cut in the pipe.
    durable.push(...output.split('\n').slice(0, -1))
  }
  expect(durable.length).toBeGreaterThan(20)
  const spool = await open()
  const found = await drain(spool)
  expect(new Set(found).size).toBe(found.length)
  expect(durable.filter((id) => !found.includes(id))).toEqual([])
  expect(warnings).toEqual([])
})

test('a full spool drops the oldest and counts them', async () => {
  const noise = () => Array.from({ length: 400 }, () => Math.random().toString(36)).join('')
  const spool = await open({ limitBytes: 30_000 })
  const entries = Array.from({ length: 20 }, () => entry(undefined, noise()))
  for (const one of entries) await spool.add(one)
  const { count, bytes, dropped } = spool.state()
  expect(bytes).toBeLessThanOrEqual(30_000)
  expect(dropped).toBeGreaterThan(0)
  expect(count + dropped).toBe(20)
  expect(await drain(spool)).toEqual(entries.slice(dropped).map((one) => one.collection.id))
})

test.each(['ENOSPC', 'EACCES'])(
  '%s: kept in memory, said once, sent from there, written when the disk is back',
  async (code) => {
    let broken = true
    const files: SpoolFiles = {
      ...diskFiles,
      writeDurably: (...args) =>
        broken
          ? Promise.reject(Object.assign(new Error(`${code}: no`), { code }))
          : diskFiles.writeDurably(...args),
    }
    const spool = await open({ files, retryMs: 20 })
    const entries = [entry(), entry(), entry()]
    for (const one of entries) await spool.add(one)
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).toContain(code)
    expect(spool.state()).toMatchObject({ count: 3, dropped: 0 })
    const batch = await spool.oldest(1)
    expect(batch?.entries).toEqual([entries[0]])
    await batch?.acknowledge()
    broken = false
    await expect.poll(() => warnings.length, { timeout: 10_000 }).toBe(2)
    expect(warnings.at(-1)).toContain('can write')
    expect(await drain(spool)).toEqual(entries.slice(1).map((one) => one.collection.id))
    expect(spool.state()).toMatchObject({ count: 0, dropped: 0 })
  },
)

test('memory is bounded, too', async () => {
  const files: SpoolFiles = {
    ...diskFiles,
    writeDurably: () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' })),
  }
  const spool = await open({ files, memoryLimit: 5, retryMs: 1_000_000 })
  const entries = Array.from({ length: 9 }, () => entry())
  for (const one of entries) await spool.add(one)
  expect(spool.state()).toMatchObject({ count: 5, dropped: 4 })
  expect((await spool.oldest(50))?.entries).toEqual(entries.slice(4))
  await spool.close()
  expect(warnings.at(-1)).toContain('5 collections could not be written')
})

test('torn and foreign files: put aside, stated, the rest goes on', async () => {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, '000000000001.json.gz'), Buffer.from('1f8b0800000000000003', 'hex'))
  writeFileSync(join(folder, '000000000002.json.gz.partial'), 'half')
  writeFileSync(join(folder, 'notes.txt'), 'not ours')
  const spool = await open()
  const one = entry()
  await spool.add(one)
  expect(await drain(spool)).toEqual([one.collection.id])
  expect(warnings).toHaveLength(1)
  expect(warnings[0]).toContain('000000000001.json.gz')
  expect(readdirSync(join(folder, 'damaged'))).toEqual(['000000000001.json.gz'])
  expect(readdirSync(folder).sort()).toEqual(['damaged', 'notes.txt'])
})

test('a refused collection is kept aside with the reason', async () => {
  const spool = await open()
  const one = entry()
  await spool.refuse(one, 'unknown target')
  expect(readdirSync(join(folder, 'refused'))).toEqual([`${one.collection.id}.json`])
  expect(spool.state().count).toBe(0)
})

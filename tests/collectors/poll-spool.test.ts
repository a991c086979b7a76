import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openPollSpool, type PollSpool } from '../../collectors/poll-spool.ts'
import { diskFiles } from '../../collectors/spool.ts'

let folder: string
let dropped: [cause: string, firstAt: number, rows: number][]
let warnings: string[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'citybase-poll-spool-'))
  dropped = []
  warnings = []
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const open = (limitBytes = 1e9, files = diskFiles): Promise<PollSpool> =>
  openPollSpool({
    folder,
    limitBytes,
    files,
    warn: (text) => warnings.push(text.en),
    onDrop: ({ firstAt, rows }, cause) => dropped.push([cause, firstAt, rows]),
  })

const add = (spool: PollSpool, at: number, octets = 100) =>
  spool.add(new Uint8Array(octets).fill(at), { rows: at * 10, firstAt: at, lastAt: at + 5 })

test('hands out the oldest first, and keeps a batch until the server has it, also over a restart', async () => {
  const first = await open()
  for (const at of [1, 2, 3]) await add(first, at)
  const [oldest] = await first.oldest(1)
  expect(oldest).toMatchObject({ batch: { rows: 10, firstAt: 1, lastAt: 6, bytes: 100 } })
  await first.remove(oldest!.batch.id)
  writeFileSync(join(folder, '000000000099_x.poll.gz.partial'), 'half written')

  const second = await open()
  const rest = await second.oldest(1e6)
  expect(rest.map(({ batch }) => batch.firstAt)).toEqual([2, 3])
  expect(rest[0]!.content).toEqual(Buffer.alloc(100, 2))
  expect(rest.map(({ batch }) => batch.id)).toEqual((await first.oldest(1e6)).map(({ batch }) => batch.id))
  expect(readdirSync(folder).some((name) => name.endsWith('.partial'))).toBe(false)
  await add(second, 4)
  expect((await second.oldest(1e6)).map(({ batch }) => batch.firstAt)).toEqual([2, 3, 4])
})

test('beyond its limit the oldest go, each said with its span and its rows; what is being sent stays', async () => {
  const spool = await open(350)
  for (const at of [1, 2, 3]) await add(spool, at)
  expect(dropped).toEqual([])
  await add(spool, 4)
  await add(spool, 5)
  expect(dropped).toEqual([
    ['spool-full', 1, 10],
    ['spool-full', 2, 20],
  ])
  expect(spool.state()).toEqual({ count: 3, bytes: 300, dropped: 30 })
  await spool.oldest(1)
  await add(spool, 6)
  expect(dropped.map(([, at]) => at)).toEqual([1, 2, 4])
})

test('a disk that takes nothing is said once, and what it did not take is given up by name', async () => {
  let isFull = true
  const spool = await open(1e9, {
    ...diskFiles,
    writeDurably: (...parts) =>
      isFull
        ? Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }))
        : diskFiles.writeDurably(...parts),
  })
  await add(spool, 1)
  await add(spool, 2)
  isFull = false
  await add(spool, 3)
  expect(dropped).toEqual([
    ['disk-refused', 1, 10],
    ['disk-refused', 2, 20],
  ])
  expect(warnings).toHaveLength(1)
  expect(warnings[0]).toContain('ENOSPC')
  expect((await spool.oldest(1e6)).map(({ batch }) => batch.firstAt)).toEqual([3])
})

test('what the server will never take is kept aside and counted as missing', async () => {
  const spool = await open()
  await add(spool, 1)
  await add(spool, 2)
  const [first] = await spool.oldest(1)
  await spool.refuse(first!.batch.id)
  expect(dropped).toEqual([['server-refused', 1, 10]])
  expect(readdirSync(join(folder, 'refused'))).toHaveLength(1)
  expect((await spool.oldest(1e6)).map(({ batch }) => batch.firstAt)).toEqual([2])
})

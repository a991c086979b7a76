import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzip, gzip } from 'node:zlib'
import { promisify } from 'node:util'
import { z } from 'zod'
import { Collection } from '../server/contract/collection.ts'
import type { Localised } from '../server/contract/text.ts'

/*
 * What was collected and is not yet safe with the server: collections, or events. One file holds what arrived while the last one
 * was being written (group commit): written aside, fsynced, renamed, its folder fsynced; so a file under its own name is
 * whole, and `add` has resolved only for what survives kill -9. Deleted only after the server acknowledged all of it.
 *
 *   <folder>/000000000123.json.gz   oldest first
 *   <folder>/refused/…              what the server refused, with its reason
 *   <folder>/damaged/…              files that could not be read
 */

const SpooledCollection = z.object({ collection: Collection, jobId: z.int().nullable() })
export type SpooledCollection = z.infer<typeof SpooledCollection>

/** What a spool holds. */
export interface SpoolKind<Entry> {
  schema: z.ZodType<Entry>
  idOf(entry: Entry): string
  /** In messages: `{ zh: '采集结果', en: 'collections' }`. */
  noun: Localised
  /** Entries in one file, and so in one request. */
  perFile: number
}

export const collectionSpool: SpoolKind<SpooledCollection> = {
  schema: SpooledCollection,
  idOf: (entry) => entry.collection.id,
  noun: { zh: '采集结果', en: 'collections' },
  perFile: 50,
}

/** The file system as the spool uses it; tests put failures in. */
export interface SpoolFiles {
  makeFolder(path: string): Promise<void>
  list(path: string): Promise<string[]>
  read(path: string): Promise<Buffer>
  /** Durable when it resolves: the file's content and its name. */
  writeDurably(folder: string, name: string, bytes: Uint8Array): Promise<void>
  move(from: string, to: string): Promise<void>
  remove(path: string): Promise<void>
  size(path: string): Promise<number>
}

export interface SpoolOptions<Entry = SpooledCollection> {
  folder: string
  /** Files beyond this are dropped, oldest first. */
  limitBytes: number
  /** Entries held in memory while the disk takes nothing; beyond this the oldest are dropped. */
  memoryLimit?: number
  /** Says once what is wrong with the disk, and once that it is right again. */
  warn: (text: Localised) => void
  files?: SpoolFiles
  /** Entries that are given up for good, why, and how many octets they took on the disk. */
  onDrop?: (
    entries: readonly Entry[],
    cause: 'spool-full' | 'disk-refused' | 'server-refused',
    octets: number,
  ) => void
  /** Wait before the disk is tried again. */
  retryMs?: number
}

export interface SpoolState {
  count: number
  bytes: number
  /** Entries given up because there was no room, since the start. */
  dropped: number
}

/** Some entries, and how to let go of them. */
export interface SpoolBatch<Entry = SpooledCollection> {
  entries: Entry[]
  /** The server has them: they are deleted. */
  acknowledge(): Promise<void>
}

export interface Spool<Entry = SpooledCollection> {
  /** Resolves when the entry is on disk, or in memory because the disk takes nothing. */
  add(entry: Entry): Promise<void>
  /** The oldest entries, some `most` of them; null when there are none. */
  oldest(most: number): Promise<SpoolBatch<Entry> | null>
  /** Keeps an entry that the server refused, with its reason, out of the way. */
  refuse(entry: Entry, reason: string): Promise<void>
  state(): SpoolState
  /** Resolves when there may be something to send. */
  waitForEntry(signal: AbortSignal): Promise<void>
  close(): Promise<void>
}

interface SpoolFile {
  name: string
  bytes: number
  count: number
}

const compress = promisify(gzip)
const decompress = promisify(gunzip)
const filePattern = /^\d{12}\.json\.gz$/
const defaultMemoryLimit = 2000

/** The spool of collections. */
export function openSpool(options: SpoolOptions): Promise<Spool> {
  return openSpoolOf(collectionSpool, options)
}

export async function openSpoolOf<Entry extends object>(
  kind: SpoolKind<Entry>,
  options: SpoolOptions<Entry>,
): Promise<Spool<Entry>> {
  const { schema, idOf, noun, perFile } = kind
  const { folder, limitBytes, warn, files = diskFiles, retryMs = 5000, onDrop = () => {} } = options
  const memoryLimit = options.memoryLimit ?? defaultMemoryLimit
  await files.makeFolder(folder)
  const known = await existing(folder, schema, files, warn)
  let next = known.reduce((most, file) => Math.max(most, Number.parseInt(file.name, 10)), 0) + 1
  let dropped = 0
  let diskFault: string | null = null
  let closed = false
  let writing: Promise<void> | null = null
  let retry: NodeJS.Timeout | null = null
  /** Not on disk yet. */
  let pending: { entry: Entry; done: () => void }[] = []
  /** Files and memory entries that a batch hands out just now: they are not dropped under the sender's hands. */
  const lent = new Set<SpoolFile | Entry>()
  let wake: (() => void)[] = []

  const bytes = () => known.reduce((sum, file) => sum + file.bytes, 0)

  function write(): void {
    if (writing !== null || pending.length === 0) return
    writing = writeGroup().finally(() => {
      writing = null
      if (diskFault === null) write()
    })
  }

  async function writeGroup(): Promise<void> {
    const group = pending.filter(({ entry }) => !lent.has(entry)).slice(0, perFile)
    if (group.length === 0) return
    const name = `${String(next).padStart(12, '0')}.json.gz`
    try {
      const content = await compress(JSON.stringify(group.map(({ entry }) => entry)))
      await files.writeDurably(folder, name, content)
      next++
      const written = new Set(group)
      // A sender may have taken an entry from memory while it was written: then it is on disk once more, and the server
      // recognises it by its id.
      pending = pending.filter((one) => !written.has(one))
      known.push({ name, bytes: content.length, count: group.length })
      if (diskFault !== null)
        warn({ zh: '缓存目录已恢复写入。', en: 'The spool can write to its disk again.' })
      diskFault = null
      for (const { done } of group) done()
      await makeRoom()
    } catch (error) {
      holdInMemory(error as NodeJS.ErrnoException)
    }
    awaken()
  }

  function holdInMemory(error: NodeJS.ErrnoException): void {
    const fault = error.code ?? error.message
    if (diskFault !== fault)
      warn({
        zh: `缓存目录 ${folder} 无法写入（${fault}）。最多 ${memoryLimit} 份${noun.zh}暂存内存，并会重试写盘。`,
        en: `The spool at ${folder} cannot be written (${fault}). Up to ${memoryLimit} ${noun.en} are kept in memory, and the disk is tried again.`,
      })
    diskFault = fault
    for (const { done } of pending) done()
    while (pending.length > memoryLimit) {
      const position = pending.findIndex(({ entry }) => !lent.has(entry))
      if (position === -1) break
      const [gone] = pending.splice(position, 1)
      dropped++
      if (gone !== undefined) onDrop([gone.entry], 'disk-refused', 0)
    }
    if (retry === null && !closed)
      retry = setTimeout(() => {
        retry = null
        write()
      }, retryMs).unref()
  }

  /** Deletes the oldest files until the rest fit. The newest stays even when it alone is too large. */
  async function makeRoom(): Promise<void> {
    while (bytes() > limitBytes && known.length > 1) {
      const position = known.findIndex((file) => !lent.has(file))
      const oldest = known[position]
      if (oldest === undefined || position === known.length - 1) return
      known.splice(position, 1)
      dropped += oldest.count
      onDrop((await readFileOf(folder, oldest.name, schema, files)) ?? [], 'spool-full', oldest.bytes)
      await files.remove(join(folder, oldest.name))
    }
  }

  function awaken(): void {
    for (const go of wake.splice(0)) go()
  }

  async function oldest(most: number): Promise<SpoolBatch<Entry> | null> {
    const taken: SpoolFile[] = []
    const entries: Entry[] = []
    for (const file of [...known]) {
      if (entries.length > 0 && entries.length + file.count > most) break
      const content = await readFileOf(folder, file.name, schema, files)
      if (content === null) {
        forget(file)
        await quarantine(folder, file.name, files, warn)
        continue
      }
      taken.push(file)
      entries.push(...content)
    }
    if (taken.length === 0) return fromMemory(most)
    for (const file of taken) lent.add(file)
    return {
      entries,
      acknowledge: async () => {
        for (const file of taken) {
          lent.delete(file)
          forget(file)
          await files.remove(join(folder, file.name))
        }
      },
    }
  }

  function forget(file: SpoolFile): void {
    const position = known.indexOf(file)
    if (position !== -1) known.splice(position, 1)
  }

  /** While the disk takes nothing, what is in memory goes to the server straight away. */
  function fromMemory(most: number): SpoolBatch<Entry> | null {
    if (diskFault === null || writing !== null) return null
    const group = pending.slice(0, most)
    if (group.length === 0) return null
    for (const { entry } of group) lent.add(entry)
    return {
      entries: group.map(({ entry }) => entry),
      acknowledge: () => {
        const sent = new Set(group)
        pending = pending.filter((one) => !sent.has(one))
        for (const { entry } of group) lent.delete(entry)
        return Promise.resolve()
      },
    }
  }

  return {
    add(entry) {
      return new Promise<void>((done) => {
        pending.push({ entry, done })
        if (diskFault === null) write()
        else {
          holdInMemory(Object.assign(new Error(diskFault), { code: diskFault }))
          awaken()
        }
      })
    },
    oldest,
    async refuse(entry, reason) {
      onDrop([entry], 'server-refused', 0)
      const name = `${idOf(entry)}.json`
      const content = Buffer.from(JSON.stringify({ reason, ...entry }, null, 2))
      try {
        await files.makeFolder(join(folder, 'refused'))
        await files.writeDurably(join(folder, 'refused'), name, content)
      } catch (error) {
        warn({
          zh: `被服务器拒收的${noun.zh}无法保存（${(error as Error).message}）：${reason}`,
          en: `Refused ${noun.en} could not be kept (${(error as Error).message}): ${reason}`,
        })
      }
    },
    state: () => ({
      count: known.reduce((sum, file) => sum + file.count, 0) + pending.length,
      bytes: bytes(),
      dropped,
    }),
    waitForEntry(signal) {
      if (signal.aborted || known.length > 0 || (diskFault !== null && pending.length > 0))
        return Promise.resolve()
      return new Promise<void>((resolve) => {
        wake.push(resolve)
        signal.addEventListener('abort', () => resolve(), { once: true })
      })
    },
    async close() {
      closed = true
      if (retry !== null) clearTimeout(retry)
      while (writing !== null) await writing
      wake = []
      const lost = pending.length
      if (lost > 0)
        warn({
          zh: `${lost} 份${noun.zh}未能写入缓存，已丢失。`,
          en: `${lost} ${noun.en} could not be written to the spool and are lost.`,
        })
    },
  }
}

/** Files left from before, oldest first; what a crash left half-written is not among them and is removed. */
async function existing(
  folder: string,
  schema: z.ZodType,
  files: SpoolFiles,
  warn: (text: Localised) => void,
): Promise<SpoolFile[]> {
  const found: SpoolFile[] = []
  for (const name of (await files.list(folder)).sort()) {
    if (name.endsWith('.partial')) await files.remove(join(folder, name))
    if (!filePattern.test(name)) continue
    const entries = await readFileOf(folder, name, schema, files)
    if (entries === null) await quarantine(folder, name, files, warn)
    else found.push({ name, bytes: await files.size(join(folder, name)), count: entries.length })
  }
  return found
}

async function readFileOf<Entry>(
  folder: string,
  name: string,
  schema: z.ZodType<Entry>,
  files: SpoolFiles,
): Promise<Entry[] | null> {
  try {
    const content = await decompress(await files.read(join(folder, name)))
    return z.array(schema).parse(JSON.parse(content.toString('utf8')))
  } catch {
    return null
  }
}

async function quarantine(
  folder: string,
  name: string,
  files: SpoolFiles,
  warn: (text: Localised) => void,
): Promise<void> {
  warn({
    zh: `缓存文件 ${name} 已损坏，移到 ${join(folder, 'damaged')}。`,
    en: `Spool file ${name} is damaged; it is kept in ${join(folder, 'damaged')}.`,
  })
  try {
    await files.makeFolder(join(folder, 'damaged'))
    await files.move(join(folder, name), join(folder, 'damaged', name))
  } catch (error) {
    warn({
      zh: `缓存文件 ${name} 无法移动：${(error as Error).message}`,
      en: `Spool file ${name} could not be moved: ${(error as Error).message}`,
    })
  }
}

/** The real disk. */
export const diskFiles: SpoolFiles = {
  makeFolder: async (path) => void (await mkdir(path, { recursive: true, mode: 0o700 })),
  list: (path) => readdir(path),
  read: (path) => readFile(path),
  async writeDurably(folder, name, bytes) {
    const path = join(folder, name)
    const partial = `${path}.partial`
    const file = await open(partial, 'w', 0o600)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(partial, path)
    // The new name is durable only when its folder is.
    const directory = await open(folder, 'r')
    try {
      await directory.sync()
    } finally {
      await directory.close()
    }
  },
  move: (from, to) => rename(from, to),
  remove: (path) => rm(path, { force: true }),
  size: async (path) => (await stat(path)).size,
}

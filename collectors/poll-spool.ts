import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Localised } from '../server/contract/text.ts'
import type { SpoolFiles } from './spool.ts'

/*
 * Batches of polls that the server does not have yet: one file each, written aside, fsynced, renamed. Its name says what
 * is in it, so that neither a start nor a drop has to read it:
 *
 *   <folder>/000000000123_<uuid>_<rows>_<first ms>_<last ms>.poll.gz     oldest first
 *   <folder>/refused/…                                                   what the server refused
 *
 * The content is gzip, whose CRC-32 (RFC 1952, 2.3.1) shows a file that the disk changed.
 */

export interface SpooledBatch {
  /** UUID: a batch that arrives twice is stored once. */
  id: string
  rows: number
  /** The oldest and the newest reading in it, in milliseconds since 1970. */
  firstAt: number
  lastAt: number
  bytes: number
}

type DropReason = 'spool-full' | 'disk-refused' | 'server-refused'

export interface PollSpoolOptions {
  folder: string
  /** Files beyond this are dropped, oldest first. */
  limitBytes: number
  files: SpoolFiles
  warn: (text: Localised) => void
  /** What is given up for good, and why. */
  onDrop: (batch: SpooledBatch, reason: DropReason) => void
}

export interface PollSpool {
  /** Resolves when the batch is durable, or was given up because the disk takes nothing. */
  add(content: Uint8Array, about: Pick<SpooledBatch, 'rows' | 'firstAt' | 'lastAt'>): Promise<void>
  /** The oldest batches, at most `mostBytes` of them but at least one; empty when there are none. */
  oldest(mostBytes: number): Promise<{ batch: SpooledBatch; content: Buffer }[]>
  /** The server has it. */
  remove(id: string): Promise<void>
  /** The server will never take it: kept aside. */
  refuse(id: string): Promise<void>
  state(): { count: number; bytes: number; dropped: number }
  /** Resolves when there may be something to send. */
  waitForBatch(signal: AbortSignal): Promise<void>
}

interface Kept extends SpooledBatch {
  name: string
}

const pattern = /^\d{12}_([0-9a-f-]{36})_(\d+)_(\d+)_(\d+)\.poll\.gz$/

export async function openPollSpool(options: PollSpoolOptions): Promise<PollSpool> {
  const { folder, limitBytes, files, warn, onDrop } = options
  await files.makeFolder(folder)
  const kept = await existing(folder, files)
  let next = kept.reduce((most, file) => Math.max(most, Number.parseInt(file.name, 10)), 0) + 1
  let dropped = 0
  let diskFault: string | null = null
  const wake: (() => void)[] = []
  /** Batches that are on their way to the server: they are not dropped under the sender's hands. */
  const lent = new Set<string>()
  const bytes = () => kept.reduce((sum, file) => sum + file.bytes, 0)

  function drop(batch: SpooledBatch, reason: DropReason): void {
    dropped += batch.rows
    onDrop(batch, reason)
  }

  function take(id: string): Kept | null {
    lent.delete(id)
    const position = kept.findIndex((file) => file.id === id)
    return position === -1 ? null : kept.splice(position, 1)[0]!
  }

  /** The newest stays even when it alone is too large: dropping it as well would keep nothing at all. */
  async function makeRoom(): Promise<void> {
    while (bytes() > limitBytes && kept.length > 1) {
      const oldest = kept.slice(0, -1).find((file) => !lent.has(file.id))
      if (oldest === undefined) return
      take(oldest.id)
      drop(oldest, 'spool-full')
      await files.remove(join(folder, oldest.name))
    }
  }

  return {
    async add(content, about) {
      const id = randomUUID()
      const sequence = String(next++).padStart(12, '0')
      const name = `${sequence}_${id}_${about.rows}_${about.firstAt}_${about.lastAt}.poll.gz`
      const batch: Kept = { id, ...about, bytes: content.length, name }
      try {
        await files.writeDurably(folder, name, content)
      } catch (error) {
        const fault = (error as NodeJS.ErrnoException).code ?? (error as Error).message
        if (diskFault !== fault)
          warn({
            zh: `轮询缓存目录 ${folder} 无法写入（${fault}），读数将丢弃，直到可以写入为止。`,
            en: `The polls' spool at ${folder} cannot be written (${fault}); readings are dropped until it can.`,
          })
        diskFault = fault
        return drop(batch, 'disk-refused')
      }
      diskFault = null
      // Writes may end in another order than they began.
      const position = kept.findIndex((file) => file.name > name)
      kept.splice(position === -1 ? kept.length : position, 0, batch)
      for (const go of wake.splice(0)) go()
      await makeRoom()
    },
    async oldest(mostBytes) {
      const found: { batch: SpooledBatch; content: Buffer }[] = []
      let total = 0
      for (const file of [...kept]) {
        if (found.length > 0 && total + file.bytes > mostBytes) break
        lent.add(file.id)
        try {
          found.push({ batch: file, content: await files.read(join(folder, file.name)) })
          total += file.bytes
        } catch {
          if (take(file.id) !== null) drop(file, 'disk-refused')
        }
      }
      return found
    },
    async remove(id) {
      const file = take(id)
      if (file !== null) await files.remove(join(folder, file.name))
    },
    async refuse(id) {
      const file = take(id)
      if (file === null) return
      drop(file, 'server-refused')
      await files.makeFolder(join(folder, 'refused'))
      await files.move(join(folder, file.name), join(folder, 'refused', file.name))
    },
    state: () => ({ count: kept.length, bytes: bytes(), dropped }),
    waitForBatch(signal) {
      if (signal.aborted || kept.length > 0) return Promise.resolve()
      return new Promise<void>((resolve) => {
        wake.push(resolve)
        signal.addEventListener('abort', () => resolve(), { once: true })
      })
    },
  }
}

/** Files left from before, oldest first; what a crash left half-written goes. */
async function existing(folder: string, files: SpoolFiles): Promise<Kept[]> {
  const found: Kept[] = []
  for (const name of (await files.list(folder)).sort()) {
    if (name.endsWith('.partial')) await files.remove(join(folder, name))
    const match = pattern.exec(name)
    if (match === null) continue
    const [, id = '', rows, firstAt, lastAt] = match
    found.push({
      name,
      id,
      rows: Number(rows),
      firstAt: Number(firstAt),
      lastAt: Number(lastAt),
      bytes: await files.size(join(folder, name)),
    })
  }
  return found
}

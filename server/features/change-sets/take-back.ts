import type { Transaction } from 'sequelize'
import type { App } from '../../app.ts'
import type { UndoConflict } from '../../contract/endpoints/change-sets.ts'
import { entities } from '../../contract/entities/index.ts'
import type { Entity } from '../../contract/entity.ts'
import type { Write, WhyMany } from '../ledger/write-many.ts'
import { readMany, writeMany } from '../ledger/write-many.ts'
import { changedValues, newValues } from '../ledger/values.ts'
import { findConflicts } from './conflicts.ts'
import type { ChangeRef, LoggedChange } from './logged-changes.ts'
import { keyOf, netOf, readChanges } from './logged-changes.ts'

/** Records looked at, and changes taken back, at a time. */
const batchSize = 500

/** Told how far it is; throws to stop. */
export type OnProgress = (stage: 'checking' | 'undoing', done: number, total: number) => void

export interface Judged {
  conflicts: UndoConflict[]
  recordCount: number
}

/** Which records of these changes (newest first) cannot be put back, with the reasons. Reads only. */
export async function judgeChanges(
  { ledger }: Pick<App, 'ledger'>,
  refs: readonly ChangeRef[],
  onProgress: OnProgress,
  transaction?: Transaction,
): Promise<Judged> {
  const byRecord = new Map<string, ChangeRef[]>()
  for (const ref of refs) {
    const known = byRecord.get(keyOf(ref))
    if (known) known.push(ref)
    else byRecord.set(keyOf(ref), [ref])
  }
  const conflicts: UndoConflict[] = []
  const kept = new Set<string>()
  const goes = (entity: string, recordId: number) => {
    const key = keyOf({ entity, recordId })
    return byRecord.has(key) && !kept.has(key)
  }
  let done = 0
  for (const batch of batchesOf([...byRecord.values()], ([ref]) => ref!.entity)) {
    const changes = await readChanges(ledger, batch.flat(), transaction)
    const nets = batch.map((all) => netOf(all.map(({ id }) => changes.get(id)!)))
    for (const conflict of await findConflicts(ledger, nets, goes, transaction)) {
      conflicts.push(conflict)
      kept.add(keyOf(conflict))
    }
    done += batch.length
    onProgress('checking', done, byRecord.size)
  }
  return { conflicts, recordCount: byRecord.size }
}

/** Items in a row that have a key in common, some hundreds at a time. */
function* batchesOf<T>(items: readonly T[], key: (item: T) => string): Generator<T[]> {
  let batch: T[] = []
  for (const item of items) {
    if (batch.length === batchSize || (batch.length > 0 && key(batch[0]!) !== key(item))) {
      yield batch
      batch = []
    }
    batch.push(item)
  }
  if (batch.length > 0) yield batch
}

/**
 * Takes changes (newest first) back, except those of the records kept; each reversal goes into the change log.
 * @returns how many changes were taken back, and how many were kept
 */
export async function takeBack(
  app: Pick<App, 'ledger' | 'now'>,
  refs: readonly ChangeRef[],
  kept: ReadonlySet<string>,
  why: WhyMany,
  onProgress: OnProgress,
): Promise<{ undone: number; kept: number }> {
  const going = refs.filter((ref) => !kept.has(keyOf(ref)))
  let done = 0
  for (const part of batchesOf(going, () => '')) {
    const changes = await readChanges(app.ledger, part, why.transaction)
    for (const run of runsOf(part)) {
      await reverse(
        app,
        run.map(({ id }) => changes.get(id)!),
        why,
      )
    }
    done += part.length
    onProgress('undoing', done, going.length)
  }
  return { undone: going.length, kept: refs.length - going.length }
}

/** Changes in a row that are of one kind and each of another record: they can be reversed in one go. */
function* runsOf(refs: readonly ChangeRef[]): Generator<ChangeRef[]> {
  let run: ChangeRef[] = []
  let seen = new Set<number>()
  for (const ref of refs) {
    const first = run[0]
    if (first && (first.entity !== ref.entity || first.action !== ref.action || seen.has(ref.recordId))) {
      yield run
      run = []
      seen = new Set()
    }
    run.push(ref)
    seen.add(ref.recordId)
  }
  if (run.length > 0) yield run
}

/** What is back already, because somebody put it back by hand, stays as it is. */
async function reverse(
  app: Pick<App, 'ledger' | 'now'>,
  run: readonly LoggedChange[],
  why: WhyMany,
): Promise<void> {
  const entity: Entity = entities[run[0]!.entity]
  const ids = run.map(({ recordId }) => recordId)
  const now = await readMany(app.ledger, entity, ids, why.transaction)
  const writes: Write[] = []
  for (const { action, recordId, before } of run) {
    const current = now.get(recordId)
    if (action === 'remove') {
      if (!current)
        writes.push({ action: 'create', id: recordId, values: newValues(entity, before, 'entered') })
    } else if (current && action === 'create') writes.push({ action: 'remove', current })
    else if (current) {
      const changed = changedValues(entity, current, before)
      if (Object.keys(changed).length > 0) writes.push({ action: 'update', current, changed })
    }
  }
  await writeMany(app, entity, writes, why)
}

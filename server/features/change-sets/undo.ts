import { setTimeout as sleep } from 'node:timers/promises'
import type { App } from '../../app.ts'
import type { ChangeSetProgress, UndoPreview } from '../../contract/endpoints/change-sets.ts'
import { mostConflictsListed } from '../../contract/endpoints/change-sets.ts'
import { changeSet } from '../../contract/entities/change-set.ts'
import type { RowOf } from '../../contract/entity.ts'
import { AppError } from '../../contract/error.ts'
import { readRecord } from '../ledger/actions.ts'
import { cancelTask, progressOf, startTask } from '../tasks/tasks.ts'
import type { Task } from '../tasks/tasks.ts'
import { changesOfSet, keyOf } from './logged-changes.ts'
import { openChangeSet } from './open.ts'
import { judgeChanges, takeBack } from './take-back.ts'

type Row = RowOf<typeof changeSet>

/** A request that undoes a small set answers with its end. */
const answerWithinMilliseconds = 2_000

const taskOf = (id: number) => `changeSet:${id}`

/** What undoing a set would do now. Changes nothing. @throws AppError notFound */
export async function previewUndo(app: App, id: number): Promise<UndoPreview> {
  await readRecord(app, changeSet, id)
  const refs = await changesOfSet(app.ledger, id)
  const { conflicts, recordCount } = await judgeChanges(app, refs, () => undefined)
  return {
    recordCount: recordCount - conflicts.length,
    conflictCount: conflicts.length,
    conflicts: conflicts.slice(0, mostConflictsListed),
  }
}

interface Undo {
  userId: number | null
  /** Leave records with conflicts as they are; without it, a conflict refuses the whole. */
  skipConflicts: boolean
  reason?: string | null
}

/** How far an undo is; nothing is under way when `progress` is null. @throws AppError notFound */
export async function undoProgress(app: App, id: number): Promise<ChangeSetProgress> {
  const progress = await progressOf(app, taskOf(id))
  return { changeSet: await readRecord(app, changeSet, id), progress }
}

/**
 * Takes a set of changes back, newest first, in one transaction and as a set of its own, which can be undone in turn.
 * Resolves when it is done, or after two seconds while it goes on.
 * @throws AppError notFound, notPossible (undone already; conflicts without `skipConflicts`), taskUnderWay
 */
export async function undoChangeSet(app: App, id: number, undo: Undo): Promise<ChangeSetProgress> {
  const row = await readRecord(app, changeSet, id)
  if (row.state === 'undone') throw undoneAlready()
  let failure: unknown = null
  const { ended } = await startTask(app, taskOf(id), async (task) => {
    try {
      await setState(app, id, 'undoing')
      await undoNow(app, row, undo, task)
    } catch (error) {
      failure = error
      await setState(app, id, row.state === 'undoing' ? 'applied' : row.state)
      if (!(error instanceof AppError)) throw error
    }
  })
  await Promise.race([ended, sleep(answerWithinMilliseconds, undefined, { ref: false })])
  if (failure) throw failure
  return undoProgress(app, id)
}

function undoneAlready(): AppError {
  return new AppError('notPossible', {
    zh: '这批变更已经撤销。如需恢复，请撤销那一次“撤销”。',
    en: 'This change set is undone already. To bring it back, undo that undo.',
  })
}

async function setState(app: App, id: number, state: Row['state']): Promise<void> {
  await app.ledger.models.changeSet.update({ state }, { where: { id } })
}

async function undoNow(
  app: App,
  set: Row,
  { userId, skipConflicts, reason }: Undo,
  task: Task,
): Promise<void> {
  const onProgress = (stage: string, done: number, total: number) => {
    if (task.signal.aborted) throw cancelled()
    task.report(stage, done, total)
  }
  await app.ledger.transaction(async (transaction) => {
    const refs = await changesOfSet(app.ledger, set.id, transaction)
    const { conflicts } = await judgeChanges(app, refs, onProgress, transaction)
    if (conflicts.length > 0 && !skipConflicts) throw hasConflicts(conflicts.length)
    const undoing = await openChangeSet(app, {
      kind: 'undo',
      title: set.title,
      userId,
      undoesId: set.id,
      transaction,
    })
    const done = await takeBack(
      app,
      refs,
      new Set(conflicts.map(keyOf)),
      { by: { userId }, transaction, reason: reason ?? null, changeSetId: undoing },
      onProgress,
    )
    await app.ledger.models.changeSet.update(
      {
        state: done.kept > 0 ? 'partly-undone' : 'undone',
        undoneAt: app.now().toISOString(),
        undoneById: userId,
        undoneCount: done.undone,
        keptCount: done.kept,
        version: set.version + 1,
      },
      { where: { id: set.id }, transaction },
    )
    // What this set had taken back is there again.
    if (set.undoesId !== null)
      await app.ledger.models.changeSet.update(
        { state: 'applied', undoneAt: null, undoneById: null, undoneCount: 0, keptCount: 0 },
        { where: { id: set.undoesId }, transaction },
      )
  })
}

function cancelled(): AppError {
  return new AppError('notPossible', {
    zh: '撤销已停止，台账没有改变。',
    en: 'Undoing was stopped; nothing in the ledger has changed.',
  })
}

function hasConflicts(count: number): AppError {
  return new AppError('notPossible', {
    count,
    zh: `有 ${count} 条记录此后被修改过。请查看冲突，然后选择只撤销其余记录。`,
    en: `${count} record(s) have been changed since. Look at the conflicts, then choose to undo the rest.`,
  })
}

/** Stops an undo: its transaction is rolled back. */
export async function cancelUndo(app: App, id: number): Promise<ChangeSetProgress> {
  await cancelTask(app, taskOf(id))
  return undoProgress(app, id)
}

/** An undo whose process went away was rolled back with it. */
export async function recoverUndo(app: App, id: number): Promise<void> {
  await app.ledger.models.changeSet.update({ state: 'applied' }, { where: { id, state: 'undoing' } })
}

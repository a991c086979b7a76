import { setTimeout as sleep } from 'node:timers/promises'
import type { App } from '../../app.ts'
import type { ChangeSetProgress } from '../../contract/endpoints/change-sets.ts'
import { changeSet } from '../../contract/entities/change-set.ts'
import type { HandlersOf } from '../../http/handler.ts'
import { recordHandlers } from '../ledger/routes.ts'
import { cancelUndo, previewUndo, undoChangeSet, undoProgress } from './undo.ts'

const pollMilliseconds = 300

export function changeSetHandlers(app: App): HandlersOf<'changeSet'> {
  return {
    ...recordHandlers(app, changeSet),
    previewUndo: ({ params }) => previewUndo(app, params.id),
    undo: ({ params, body, actor }) =>
      undoChangeSet(app, params.id, {
        userId: actor.userId,
        skipConflicts: body.skipConflicts ?? false,
        reason: body.reason || null,
      }),
    cancelUndo: ({ params }) => cancelUndo(app, params.id),
    events: async ({ params, signal }) => follow(app, await undoProgress(app, params.id), signal),
  }
}

/** The set whenever it or its progress has changed, until nothing is under way or nobody listens. */
async function* follow(
  app: App,
  first: ChangeSetProgress,
  signal: AbortSignal,
): AsyncGenerator<ChangeSetProgress> {
  let now = first
  yield now
  let last = JSON.stringify(now)
  while (now.progress && !signal.aborted) {
    await sleep(pollMilliseconds, undefined, { signal }).catch(() => undefined)
    if (signal.aborted) return
    now = await undoProgress(app, now.changeSet.id)
    const text = JSON.stringify(now)
    if (text !== last) yield now
    last = text
  }
}

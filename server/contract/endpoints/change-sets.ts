import { z } from 'zod'
import { endpoint, IdParams } from '../endpoint.ts'
import { rowSchema } from '../entity.ts'
import { changeSet } from '../entities/change-set.ts'
import { recordEndpoints } from './ledger.ts'

/** Why a change cannot be taken back by itself. */
export const conflictReasons = [
  'changed',
  'gone',
  'back',
  'referenced',
  'taken',
  'missing',
  'hidden',
] as const

/** A record on which somebody has worked since, so that undoing would undo that as well. */
export const UndoConflict = z
  .object({
    entity: z.string(),
    recordId: z.int(),
    recordName: z.string().nullable(),
    /**
     * `changed`: fields have other values now; `gone`: removed since; `back`: entered again since; `referenced`: other
     * records refer to it; `taken`: its old value belongs to another record now; `missing`: what it referred to is gone;
     * `hidden`: it held secrets that no log keeps.
     */
    reason: z.enum(conflictReasons),
    message: z.object({ zh: z.string(), en: z.string() }),
    /** What the set left, what is there now, and what undoing would bring back. */
    fields: z.array(
      z.object({ field: z.string(), left: z.unknown(), now: z.unknown(), before: z.unknown() }),
    ),
    /** Who changed it last, where the change log says so. */
    by: z
      .object({ userId: z.int().nullable(), userName: z.string().nullable(), at: z.iso.datetime() })
      .nullable(),
  })
  .meta({ id: 'UndoConflict' })
export type UndoConflict = z.infer<typeof UndoConflict>

/** Conflicts that a preview lists; it counts all. */
export const mostConflictsListed = 200

export const UndoPreview = z.object({
  /** Records that undoing would put back, and those that it cannot without undoing somebody's later work. */
  recordCount: z.int(),
  conflictCount: z.int(),
  conflicts: z.array(UndoConflict),
})
export type UndoPreview = z.infer<typeof UndoPreview>

export const ChangeSetProgress = z.object({
  changeSet: rowSchema(changeSet),
  /** Null when nothing is under way. Stages: `starting`, `checking`, `undoing`. */
  progress: z.object({ stage: z.string(), done: z.int(), total: z.int() }).nullable(),
})
export type ChangeSetProgress = z.infer<typeof ChangeSetProgress>

const write = { audience: 'person', permission: 'ledger.write', method: 'post', params: IdParams } as const
const read = { audience: 'person', permission: 'ledger.read', method: 'get', params: IdParams } as const

export const changeSetEndpoints = {
  ...recordEndpoints(changeSet),
  previewUndo: endpoint({
    ...read,
    path: '/change-sets/:id/undo-preview',
    summary: {
      zh: '预览撤销：可撤销的记录与冲突',
      en: 'What undoing a change set would do, and its conflicts',
    },
    returns: UndoPreview,
  }),
  /** Answers when it is done or after two seconds, whichever comes first; then `events` goes on telling. */
  undo: endpoint({
    ...write,
    path: '/change-sets/:id/undo',
    summary: { zh: '撤销一批变更', en: 'Undo a change set' },
    body: z.strictObject({
      /** Leave records with conflicts as they are; without it, a conflict refuses the whole. */
      skipConflicts: z.boolean().optional(),
      reason: z.string().trim().max(1000).optional(),
    }),
    returns: ChangeSetProgress,
    status: 202,
  }),
  cancelUndo: endpoint({
    ...write,
    path: '/change-sets/:id/cancel-undo',
    summary: { zh: '停止撤销（恢复到撤销之前）', en: 'Stop undoing; everything stays as it was before' },
    returns: ChangeSetProgress,
  }),
  /** Server-sent events, each with a `ChangeSetProgress` as data; ends when nothing is under way. */
  events: endpoint({
    ...read,
    path: '/change-sets/:id/events',
    summary: { zh: '撤销的实时进度（SSE）', en: 'Live progress of an undo (server-sent events)' },
    returns: z.custom<AsyncIterable<ChangeSetProgress>>(),
    produces: 'event-stream',
  }),
}

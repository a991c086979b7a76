import { z } from 'zod'
import { endpoint, IdParams } from '../endpoint.ts'
import { rowSchema } from '../entity.ts'
import { changeActions } from '../entities/change-log-entry.ts'
import { finding, findingStatuses } from '../entities/finding.ts'
import { sources } from '../entities/evidence.ts'
import { valuesOf } from '../state.ts'
import { recordEndpoints } from './ledger.ts'

/** One thing seen that speaks for a finding, in the order in which an expert would want to read it. */
export const EvidenceItem = z.object({
  source: z.enum(valuesOf(sources)),
  /** What was seen: a field's name, `interface`, `neighbour`, `attempts`. */
  what: z.string(),
  value: z.string().nullable(),
  firstSeenAt: z.string().nullable(),
  lastSeenAt: z.string().nullable(),
  /** Link inside the console to the record that was read: `/targets/12`, `/devices/7`. */
  link: z.string().nullable(),
})
export type EvidenceItem = z.infer<typeof EvidenceItem>

export const Comment = z
  .object({
    id: z.int(),
    findingId: z.int(),
    text: z.string(),
    at: z.iso.datetime(),
    userId: z.int().nullable(),
    userName: z.string().nullable(),
  })
  .meta({ id: 'Comment' })
export type Comment = z.infer<typeof Comment>

const decide = {
  audience: 'person',
  permission: 'finding.decide',
  method: 'post',
  params: IdParams,
  returns: rowSchema(finding),
  ifMatch: true,
} as const
const reason = z.string().trim().max(1000).optional()
const Reason = z.strictObject({ reason })
const source = z.enum(valuesOf(sources))
/** Accepting: as proposed, or with the value of another source, or with one that the person types (`null`: none). */
const Acceptance = z
  .strictObject({
    reason,
    source: source.optional(),
    value: z.union([z.string().max(1000), z.number(), z.boolean(), z.null()]).optional(),
  })
  .refine((body) => body.source === undefined || body.value === undefined)

export const decisions = ['accept', 'reject', 'reopen', 'release'] as const
const Decisions = z.strictObject({
  decision: z.enum(decisions),
  findings: z
    .array(z.object({ id: z.int(), version: z.int() }))
    .min(1)
    .max(500),
  /** Accepting takes this source's value instead of the proposed one. */
  source: source.optional(),
  reason,
})
const Message = z.object({ zh: z.string(), en: z.string() })

/** What a decision would do, found by doing it and taking it back. */
export const DecisionPreview = z
  .object({
    id: z.int(),
    /** The finding's status afterwards; null where the decision would be refused. */
    status: z.enum(valuesOf(findingStatuses)).nullable(),
    refused: Message.nullable(),
    changes: z.array(
      z.object({
        entity: z.string(),
        recordId: z.int(),
        recordName: z.string().nullable(),
        action: z.enum(valuesOf(changeActions)),
        before: z.record(z.string(), z.unknown()).nullable(),
        after: z.record(z.string(), z.unknown()).nullable(),
      }),
    ),
  })
  .meta({ id: 'DecisionPreview' })
export type DecisionPreview = z.infer<typeof DecisionPreview>

export const findingEndpoints = {
  ...recordEndpoints(finding),
  accept: endpoint({
    ...decide,
    path: '/findings/:id/accept',
    summary: {
      zh: '采纳实测值、其他来源的值或填写的值，台账随之更新',
      en: 'Accept the observed value, another source’s, or one that is typed; the ledger takes it',
    },
    body: Acceptance,
  }),
  reject: endpoint({
    ...decide,
    path: '/findings/:id/reject',
    summary: {
      zh: '驳回：保留登记值，证据变化前不再提示',
      en: 'Reject: the declared value stands until the evidence changes',
    },
    body: Reason,
  }),
  reopen: endpoint({
    ...decide,
    path: '/findings/:id/reopen',
    summary: { zh: '重新打开（撤销已作的处理）', en: 'Reopen, undoing what was decided' },
    body: Reason,
  }),
  release: endpoint({
    ...decide,
    path: '/findings/:id/release',
    summary: {
      zh: '解除字段锁定：台账不变，差异重新待处理',
      en: 'Release a lock: the ledger stays as it is, the finding is open again',
    },
    body: Reason,
  }),
  assign: endpoint({
    ...decide,
    path: '/findings/:id/assign',
    summary: { zh: '指派经办人', en: 'Assign to a person' },
    body: z.strictObject({ assigneeId: z.int().positive().nullable() }),
  }),
  comments: endpoint({
    method: 'get',
    path: '/findings/:id/comments',
    summary: { zh: '意见列表', en: 'Comments on a finding' },
    audience: 'person',
    permission: 'ledger.read',
    params: IdParams,
    returns: z.object({ items: z.array(Comment) }),
  }),
  comment: endpoint({
    method: 'post',
    path: '/findings/:id/comments',
    summary: { zh: '填写意见', en: 'Comment on a finding' },
    audience: 'person',
    permission: 'finding.decide',
    params: IdParams,
    body: z.strictObject({ text: z.string().trim().min(1).max(2000) }),
    returns: Comment,
    status: 201,
  }),
  /** People to whom a finding may be assigned. */
  assignees: endpoint({
    method: 'get',
    path: '/findings/assignees',
    summary: { zh: '可指派的人员', en: 'People who can be assigned' },
    audience: 'person',
    permission: 'ledger.read',
    returns: z.object({ items: z.array(z.object({ id: z.int(), name: z.string() })) }),
  }),
  /** Decides several findings in one transaction each; what could not be decided is listed with its reason. */
  decideMany: endpoint({
    method: 'post',
    path: '/findings/decisions',
    summary: { zh: '批量处理', en: 'Decide several findings' },
    audience: 'person',
    permission: 'finding.decide',
    body: Decisions,
    returns: z.object({
      decided: z.array(z.int()),
      refused: z.array(z.object({ id: z.int(), message: Message })),
    }),
  }),
  previewMany: endpoint({
    method: 'post',
    path: '/findings/decisions/preview',
    summary: { zh: '预览批量处理的结果', en: 'What deciding several findings would do' },
    audience: 'person',
    permission: 'finding.decide',
    body: Decisions,
    returns: z.object({ items: z.array(DecisionPreview) }),
  }),
  reconcile: endpoint({
    method: 'post',
    path: '/findings/reconcile',
    summary: { zh: '重新核对全部台账', en: 'Reconcile the whole ledger again' },
    audience: 'person',
    permission: 'finding.decide',
    returns: z.object({ opened: z.int(), resolved: z.int(), unchanged: z.int() }),
  }),
}

import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { PollBatchEnvelope } from '../poll.ts'

/** What collectors call with what they polled. */
export const pollLinkEndpoints = {
  ingest: endpoint({
    audience: 'collector',
    permission: null,
    method: 'post',
    path: '/ingest/polls',
    summary: {
      zh: '上传轮询读数（可重复提交）',
      en: 'Hand in batches of polls; repeating it changes nothing',
    },
    body: z.strictObject({ batches: z.array(PollBatchEnvelope).min(1).max(500) }),
    /** Every id handed in is in exactly one list; accepted and duplicate ones are safe with the server. */
    returns: z.object({
      accepted: z.array(z.string()),
      duplicate: z.array(z.string()),
      refused: z.array(z.object({ id: z.string(), reason: z.string() })),
    }),
    bodyLimitMib: 64,
  }),
}

/** What people see of the stored polls. */
export const pollEndpoints = {
  /** What is stored of a span of time. */
  summary: endpoint({
    audience: 'person',
    permission: 'ledger.read',
    method: 'get',
    path: '/polls/summary',
    summary: { zh: '轮询入库情况', en: 'What is stored of the polls of a span of time' },
    query: z.strictObject({ from: z.iso.datetime(), to: z.iso.datetime() }),
    returns: z.object({
      rows: z.int(),
      ports: z.int(),
      firstAt: z.iso.datetime().nullable(),
      lastAt: z.iso.datetime().nullable(),
    }),
  }),
}

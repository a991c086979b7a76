import { z } from 'zod'
import { endpoint, Nothing } from '../endpoint.ts'
import { collectionGap } from '../entities/collection-gap.ts'
import { GapReport, PollBatchEnvelope, PollVisit } from '../poll.ts'
import { recordEndpoints } from './ledger.ts'

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
  /** All of them are kept when this answers; one that was reported before changes nothing. */
  reportGaps: endpoint({
    audience: 'collector',
    permission: null,
    method: 'post',
    path: '/ingest/gaps',
    summary: {
      zh: '上报采集缺口（可重复提交）',
      en: 'Report what is missing and why; repeating it changes nothing',
    },
    body: z.strictObject({ gaps: z.array(GapReport).min(1).max(500) }),
    returns: Nothing,
    status: 204,
  }),
}

export const collectionGapEndpoints = recordEndpoints(collectionGap)

/** What people see of the stored polls. */
export const pollEndpoints = {
  /** What polling cost a target in the last day, and how its last poll was done and why so. */
  load: endpoint({
    audience: 'person',
    permission: 'ledger.read',
    method: 'get',
    path: '/polls/load',
    summary: { zh: '轮询给设备带来的负担', en: 'What polling costs a target' },
    query: z.strictObject({ targetId: z.coerce.number().int().positive() }),
    returns: z.object({
      polls: z.int(),
      requests: z.number(),
      octets: z.number(),
      variables: z.number(),
      timeouts: z.number(),
      deviceMilliseconds: z.number(),
      lastAt: z.iso.datetime().nullable(),
      last: PollVisit.nullable(),
    }),
  }),
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

import { z } from 'zod'
import { Collection } from '../collection.ts'
import { endpoint, IdParams, Nothing } from '../endpoint.ts'
import { createSchema, rowSchema, updateSchema } from '../entity.ts'
import { collectionRun } from '../entities/collection-run.ts'
import { collector } from '../entities/collector.ts'
import { credential, authProtocols, credentialProtocols, privProtocols } from '../entities/credential.ts'
import { evidence } from '../entities/evidence.ts'
import { target } from '../entities/target.ts'
import { valuesOf } from '../state.ts'
import { ledgerEndpoints, recordEndpoints, writeEndpoints } from './ledger.ts'

/** Secrets of a credential: written, never read back. RFC 3414 wants keys of at least 8 characters. */
const secrets = {
  community: z.string().min(1).max(255).optional(),
  authKey: z.string().min(8).max(255).optional(),
  privKey: z.string().min(8).max(255).optional(),
}

export const credentialEndpoints = {
  ...recordEndpoints(credential),
  ...writeEndpoints(credential, {
    create: createSchema(credential, secrets),
    update: updateSchema(credential, secrets),
  }),
}

const CollectorWithToken = z.object({ collector: rowSchema(collector), token: z.string() })

const collectorWrites = writeEndpoints(collector, {
  create: createSchema(collector),
  update: updateSchema(collector),
})
export const collectorEndpoints = {
  ...recordEndpoints(collector),
  ...collectorWrites,
  /** The token is shown this once; only its hash is kept. */
  create: endpoint({ ...collectorWrites.create, returns: CollectorWithToken }),
  issueToken: endpoint({
    method: 'post',
    path: '/collectors/:id/token',
    summary: { zh: '重新签发令牌（旧令牌立即失效）', en: 'Issue a new token; the old one stops working' },
    audience: 'person',
    permission: 'collection.manage',
    params: IdParams,
    returns: CollectorWithToken,
  }),
  revokeToken: endpoint({
    method: 'delete',
    path: '/collectors/:id/token',
    summary: { zh: '吊销令牌', en: 'Revoke the token' },
    audience: 'person',
    permission: 'collection.manage',
    params: IdParams,
    returns: Nothing,
    status: 204,
  }),
}

export const jobStates = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const

/** A collection that a person asked for, and how far it is. */
export const Job = z
  .object({
    id: z.int(),
    targetId: z.int(),
    state: z.enum(jobStates),
    /** What is being done now: `connecting`, `identifying`, `interfaces`, `addresses`, `neighbours`, `components`, `sensors`, `storing`. */
    stage: z.string().nullable(),
    /** Stages done and stages in all. */
    done: z.int(),
    total: z.int(),
    /** Variables read so far. */
    variables: z.int(),
    requestedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().nullable(),
    collectionId: z.string().nullable(),
    collectionStatus: z.enum(['complete', 'partial', 'failed']).nullable(),
    problems: Collection.shape.problems,
  })
  .meta({ id: 'Job' })
export type Job = z.infer<typeof Job>

export const targetEndpoints = {
  ...ledgerEndpoints(target),
  collect: endpoint({
    method: 'post',
    path: '/targets/:id/collect',
    summary: { zh: '立即采集', en: 'Collect now' },
    audience: 'person',
    permission: 'collection.request',
    params: IdParams,
    returns: Job,
    status: 202,
  }),
}

export const jobEndpoints = {
  get: endpoint({
    method: 'get',
    path: '/jobs/:id',
    summary: { zh: '采集任务的进度', en: 'How far a requested collection is' },
    audience: 'person',
    permission: 'ledger.read',
    params: IdParams,
    returns: Job,
  }),
  /** Server-sent events, each with a `Job` as data; ends when the job ends. */
  events: endpoint({
    method: 'get',
    path: '/jobs/:id/events',
    summary: {
      zh: '采集任务的实时进度（SSE）',
      en: 'Live progress of a requested collection (server-sent events)',
    },
    audience: 'person',
    permission: 'ledger.read',
    params: IdParams,
    returns: z.custom<AsyncIterable<Job>>(),
    produces: 'event-stream',
  }),
  cancel: endpoint({
    method: 'post',
    path: '/jobs/:id/cancel',
    summary: { zh: '取消采集任务', en: 'Cancel a requested collection' },
    audience: 'person',
    permission: 'collection.request',
    params: IdParams,
    returns: Job,
  }),
}

export const collectionRunEndpoints = recordEndpoints(collectionRun)
export const evidenceEndpoints = recordEndpoints(evidence)

/** A credential as a collector gets it: its secrets sealed for the collector's own key. */
export const SealedCredential = z.object({
  id: z.int(),
  protocol: z.enum(valuesOf(credentialProtocols)),
  userName: z.string().nullable(),
  authProtocol: z.enum(valuesOf(authProtocols)).nullable(),
  privProtocol: z.enum(valuesOf(privProtocols)).nullable(),
  contextName: z.string().nullable(),
  /** Base64 of a box that only the collector's private key opens; inside: JSON `{ community?, authKey?, privKey? }`. */
  sealedSecrets: z.string(),
})
export type SealedCredential = z.infer<typeof SealedCredential>

export const Assignment = z.object({
  /** Changes whenever anything below does; a collector that already has it gets `unchanged: true` and no lists. */
  revision: z.string(),
  unchanged: z.boolean(),
  targets: z.array(
    z.object({
      id: z.int(),
      address: z.string(),
      port: z.int(),
      intervalSeconds: z.int(),
      /** Interval at which the counters of ports are read between full collections; absent: never. */
      pollSeconds: z.int().positive().optional(),
      /** In the order in which they are to be tried. */
      credentialIds: z.array(z.int()),
    }),
  ),
  credentials: z.array(SealedCredential),
})
export type Assignment = z.infer<typeof Assignment>

const collectorRow = { audience: 'collector', permission: null } as const

/** What collectors call, with `Authorization: Bearer <token>`. */
export const collectorLinkEndpoints = {
  heartbeat: endpoint({
    ...collectorRow,
    method: 'post',
    path: '/collector/heartbeat',
    summary: { zh: '采集器心跳', en: 'A collector reports itself' },
    body: z.strictObject({
      hostname: z.string().max(200),
      softwareVersion: z.string().max(40),
      /** X25519 public key, SPKI DER in base64; secrets are sealed for it. */
      publicKey: z.string().max(200),
      spoolCount: z.int().min(0),
      spoolBytes: z.int().min(0),
      spoolDropped: z.int().min(0),
      inFlight: z.int().min(0),
    }),
    returns: z.object({ collectorId: z.int(), name: z.string() }),
  }),
  assignment: endpoint({
    ...collectorRow,
    method: 'get',
    path: '/collector/assignment',
    summary: { zh: '采集器的任务清单', en: 'Targets and sealed credentials for a collector' },
    query: z.strictObject({ revision: z.string().max(100).optional() }),
    returns: Assignment,
  }),
  /** Waits up to `waitSeconds` for a job; takes what it returns. */
  takeJobs: endpoint({
    ...collectorRow,
    method: 'post',
    path: '/collector/jobs/take',
    summary: { zh: '领取立即采集任务', en: 'Take requested collections' },
    body: z.strictObject({ waitSeconds: z.number().min(0).max(25), most: z.int().min(1).max(50) }),
    returns: z.object({ jobs: z.array(z.object({ id: z.int(), targetId: z.int() })) }),
  }),
  /** Answers whether the job was cancelled meanwhile. */
  reportProgress: endpoint({
    ...collectorRow,
    method: 'post',
    path: '/collector/jobs/:id/progress',
    summary: { zh: '上报采集进度', en: 'Report progress of a requested collection' },
    params: IdParams,
    body: z.strictObject({ stage: z.string().max(40), done: z.int(), total: z.int(), variables: z.int() }),
    returns: z.object({ cancelled: z.boolean() }),
  }),
  ingest: endpoint({
    ...collectorRow,
    method: 'post',
    path: '/ingest/collections',
    summary: { zh: '上传采集结果（可重复提交）', en: 'Hand in collections; repeating it changes nothing' },
    body: z.strictObject({
      collections: z
        .array(
          z.object({
            /** What is not a collection is refused by its id; it does not hold up the others. */
            collection: z.union([Collection, z.object({ id: z.string().max(100) })]),
            jobId: z.int().nullable(),
          }),
        )
        .min(1)
        .max(200),
    }),
    /** Every id handed in is in exactly one list; accepted and duplicate ones are safe with the server. */
    returns: z.object({
      accepted: z.array(z.string()),
      duplicate: z.array(z.string()),
      refused: z.array(z.object({ id: z.string(), reason: z.string() })),
    }),
    bodyLimitMib: 64,
  }),
}

import { z } from 'zod'
import { DiscoveryProgress, Found } from '../discovery.ts'
import { endpoint, IdParams } from '../endpoint.ts'
import { rowSchema } from '../entity.ts'
import { discovery } from '../entities/discovery.ts'
import { discoveryFind } from '../entities/discovery-find.ts'
import { discoveryRun } from '../entities/discovery-run.ts'
import { SealedCredential } from './collection.ts'
import { ledgerEndpoints, recordEndpoints } from './ledger.ts'

const ask = {
  audience: 'person',
  permission: 'collection.request',
  method: 'post',
  params: IdParams,
} as const
const run = rowSchema(discoveryRun)

export const discoveryEndpoints = {
  ...ledgerEndpoints(discovery),
  /** While a run has not ended, that one is returned. */
  start: endpoint({
    ...ask,
    path: '/discoveries/:id/start',
    summary: { zh: '开始发现', en: 'Start a discovery' },
    returns: run,
    status: 202,
  }),
}

/** A run while it goes on: its counts, and what it found last. */
export const DiscoveryEvent = z.object({ run, newest: z.array(rowSchema(discoveryFind)) })
export type DiscoveryEvent = z.infer<typeof DiscoveryEvent>

export const discoveryRunEndpoints = {
  ...recordEndpoints(discoveryRun),
  /** Server-sent events, each with a `DiscoveryEvent` as data; ends when the run ends. */
  events: endpoint({
    method: 'get',
    path: '/discovery-runs/:id/events',
    summary: { zh: '发现的实时进度（SSE）', en: 'Live progress of a discovery (server-sent events)' },
    audience: 'person',
    permission: 'ledger.read',
    params: IdParams,
    returns: z.custom<AsyncIterable<DiscoveryEvent>>(),
    produces: 'event-stream',
  }),
  cancel: endpoint({
    ...ask,
    path: '/discovery-runs/:id/cancel',
    summary: { zh: '停止发现（可继续）', en: 'Stop a discovery; it can be resumed' },
    returns: run,
  }),
  resume: endpoint({
    ...ask,
    path: '/discovery-runs/:id/resume',
    summary: { zh: '从停止处继续发现', en: 'Resume a discovery where it stopped' },
    returns: run,
    status: 202,
  }),
}

export const discoveryFindEndpoints = {
  ...recordEndpoints(discoveryFind),
  /** Registers, ignores or takes up again several finds; what could not be done is listed with its reason. */
  decideMany: endpoint({
    method: 'post',
    path: '/discovery-finds/decisions',
    summary: { zh: '批量登记或忽略发现结果', en: 'Register or ignore several finds' },
    audience: 'person',
    permission: 'finding.decide',
    body: z.strictObject({
      decision: z.enum(['register', 'ignore', 'restore']),
      findIds: z.array(z.int().positive()).min(1).max(500),
      reason: z.string().trim().max(1000).optional(),
    }),
    returns: z.object({
      decided: z.array(z.int()),
      refused: z.array(z.object({ id: z.int(), message: z.object({ zh: z.string(), en: z.string() }) })),
    }),
  }),
}

/** A run as a collector takes it, with where an earlier collector got to. */
export const HandedOutDiscovery = z.object({
  runId: z.int(),
  ranges: z.string(),
  allowList: z.string().nullable(),
  port: z.int(),
  ratePerSecond: z.int(),
  crawlDepth: z.int(),
  protocols: z.array(z.enum(['lldp', 'cdp', 'arp', 'forwarding'])),
  /** In the order in which to try them. */
  credentials: z.array(SealedCredential),
  from: DiscoveryProgress.pick({ position: true, pending: true, crawled: true }),
})
export type HandedOutDiscovery = z.infer<typeof HandedOutDiscovery>

const collectorRow = { audience: 'collector', permission: null, method: 'post' } as const

/** What collectors call about discoveries. A run is lent: who does not report for a minute loses it. */
export const discoveryLinkEndpoints = {
  takeDiscovery: endpoint({
    ...collectorRow,
    path: '/collector/discoveries/take',
    summary: { zh: '领取发现任务', en: 'Take a discovery' },
    body: z.strictObject({}),
    returns: z.object({ discovery: HandedOutDiscovery.nullable() }),
  }),
  /** Repeating it changes nothing. Answers whether to stop: cancelled, or lent to another meanwhile. */
  reportDiscovery: endpoint({
    ...collectorRow,
    path: '/collector/discoveries/:id/progress',
    summary: { zh: '上报发现进度与结果', en: 'Report progress and finds of a discovery' },
    params: IdParams,
    body: z.strictObject({
      progress: DiscoveryProgress,
      finds: z.array(Found).max(50),
      /** `done`: nothing is left to ask; `stopped`: the collector is being stopped and another may go on at once. */
      ended: z.enum(['done', 'stopped']).nullable(),
    }),
    returns: z.object({ stop: z.boolean() }),
    bodyLimitMib: 64,
  }),
}

import { z } from 'zod'
import { gapCauses, gapKinds } from './entities/collection-gap.ts'
import { valuesOf } from './state.ts'

/*
 * Between two full collections a collector only reads the counters of ports. What it read travels in batches of many
 * devices as columns, because a city's ports are some hundred thousand rows in every minute.
 */

/**
 * Counters of a port in the order of their columns. Octets and packets are the 64-bit ones of ifXTable where the device
 * has them (the row's flag says so), errors, discards and unknown protocols are 32 bits wide (RFC 2863).
 */
export const pollCounters = [
  'inOctets',
  'outOctets',
  'inUnicastPackets',
  'outUnicastPackets',
  'inMulticastPackets',
  'outMulticastPackets',
  'inBroadcastPackets',
  'outBroadcastPackets',
  'inDiscards',
  'outDiscards',
  'inErrors',
  'outErrors',
  'inUnknownProtocols',
] as const
export type PollCounter = (typeof pollCounters)[number]

const PollCost = z.object({ requests: z.number(), variables: z.number(), milliseconds: z.number() })

/** How one poll of a device was done, and what it cost the device. */
export const PollVisit = z.object({
  /** Both tables whole; the needed columns of all ports; chosen ports by name. */
  method: z.enum(['whole', 'columns', 'ports']),
  requests: z.int().min(0),
  /** Sent and received. */
  octets: z.int().min(0),
  variables: z.int().min(0),
  timeouts: z.int().min(0),
  /** Time that the device worked on answers: their round trips, less the shortest of them each. */
  deviceMilliseconds: z.number().min(0),
  /** What either way would have cost, as it was reckoned before; null where nothing was to be chosen. */
  choice: z.object({ columns: PollCost, ports: PollCost }).nullable(),
})
export type PollVisit = z.infer<typeof PollVisit>

/** What a collector says of readings that are missing; see the entity `collectionGap`. */
export const GapReport = z.object({
  /** UUID. */
  id: z.uuid(),
  kind: z.enum(valuesOf(gapKinds)),
  cause: z.enum(valuesOf(gapCauses)),
  fromAt: z.iso.datetime(),
  toAt: z.iso.datetime(),
  targets: z.int().min(0),
  samples: z.int().min(0),
  octets: z.int().min(0),
  detail: z.string().max(500).nullable(),
})
export type GapReport = z.infer<typeof GapReport>

/** One batch: its content is `server/domain/poll-batch.ts` under gzip (RFC 1952), in base64. */
export const PollBatchEnvelope = z.object({
  /** UUID made by the collector; a batch that arrives twice is stored once. */
  id: z.uuid(),
  content: z.base64().max(48 * 2 ** 20),
})
export type PollBatchEnvelope = z.infer<typeof PollBatchEnvelope>

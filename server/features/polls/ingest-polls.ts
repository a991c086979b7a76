import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { App } from '../../app.ts'
import type { PollBatchEnvelope } from '../../contract/poll.ts'
import { decodePollBatch, PollBatchError, type PollRows } from '../../domain/poll-batch.ts'
import type { CollectorActor } from '../../http/handler.ts'
import type { PollAppend } from '../../metrics/poll-tables.ts'

interface Outcome {
  accepted: string[]
  duplicate: string[]
  refused: { id: string; reason: string }[]
}

const inflate = promisify(gunzip)
/** A batch of the largest size that a collector makes is some megabytes; this is where a bomb ends. */
const mostOctets = 256 * 2 ** 20

/**
 * Stores batches of polls. All of them are in the metric store in one transaction when this resolves; a batch that cannot
 * be read is refused with its reason and does not hold up the others.
 * @throws when the metric store is away: the collector keeps everything and comes back
 */
export async function ingestPolls(
  app: App,
  collector: CollectorActor,
  batches: readonly PollBatchEnvelope[],
): Promise<Outcome> {
  const outcome: Outcome = { accepted: [], duplicate: [], refused: [] }
  const readable: PollAppend[] = []
  for (const { id, content } of batches)
    try {
      const rows = await readBatch(content)
      const zone = await targetsOfZone(app, collector.networkZoneId, rows)
      const strangers = rows.devices.filter(({ targetId }) => !zone.has(targetId)).length
      if (strangers === rows.devices.length && strangers > 0)
        outcome.refused.push({ id, reason: 'unknown-targets' })
      else readable.push({ id, rows: strangers === 0 ? rows : withoutStrangers(rows, zone) })
    } catch (error) {
      if (!(error instanceof UnreadableError) && !(error instanceof PollBatchError)) throw error
      outcome.refused.push({ id, reason: error.message })
    }
  if (readable.length === 0) return outcome
  const duplicates = await app.metrics.appendPolls(readable)
  for (const id of new Set(readable.map((batch) => batch.id)))
    (duplicates.has(id) ? outcome.duplicate : outcome.accepted).push(id)
  return outcome
}

class UnreadableError extends Error {}

async function readBatch(content: string): Promise<PollRows> {
  let bytes: Buffer
  try {
    bytes = await inflate(Buffer.from(content, 'base64'), { maxOutputLength: mostOctets })
  } catch (error) {
    throw new UnreadableError(`not gzip: ${(error as Error).message}`)
  }
  return decodePollBatch(bytes)
}

interface KnownTargets {
  ids: ReadonlySet<number>
  readAt: number
}

/** Batches come several times a second; a target that is not known here is looked for at once, one that went in a minute. */
const knownMs = 60_000
const knownTargets = new WeakMap<App, Map<number, KnownTargets>>()

/** A collector speaks for the targets of its own zone; those that were removed meanwhile are no longer of interest. */
async function targetsOfZone(app: App, networkZoneId: number, rows: PollRows): Promise<ReadonlySet<number>> {
  let zones = knownTargets.get(app)
  if (zones === undefined) knownTargets.set(app, (zones = new Map<number, KnownTargets>()))
  const known = zones.get(networkZoneId)
  const now = app.now().getTime()
  const isFresh = known !== undefined && Math.abs(now - known.readAt) < knownMs
  if (isFresh && rows.devices.every(({ targetId }) => known.ids.has(targetId))) return known.ids
  const targets = (await app.ledger.models.target.findAll({
    attributes: ['id'],
    where: { networkZoneId },
    raw: true,
  })) as unknown as { id: number }[]
  const ids = new Set(targets.map(({ id }) => id))
  zones.set(networkZoneId, { ids, readAt: now })
  return ids
}

/** The rows of known targets only. */
function withoutStrangers(rows: PollRows, zone: ReadonlySet<number>): PollRows {
  const kept: number[] = []
  let row = 0
  for (const device of rows.devices)
    for (const end = row + device.rows; row < end; row++) if (zone.has(device.targetId)) kept.push(row)
  const chosen = <T extends Float64Array | Uint32Array | Uint8Array>(from: T, to: T): T => {
    kept.forEach((source, position) => (to[position] = from[source]!))
    return to
  }
  return {
    devices: rows.devices.filter(({ targetId }) => zone.has(targetId)),
    names: kept.map((source) => rows.names[source]!),
    at: chosen(rows.at, new Float64Array(kept.length)),
    counters: rows.counters.map((column) => BigUint64Array.from(kept, (source) => column[source]!)),
    speedBps: chosen(rows.speedBps, new Float64Array(kept.length)),
    lastChange: chosen(rows.lastChange, new Uint32Array(kept.length)),
    discontinuity: chosen(rows.discontinuity, new Uint32Array(kept.length)),
    flags: chosen(rows.flags, new Uint8Array(kept.length)),
  }
}

import { randomBytes } from 'node:crypto'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** The engine that a collector is for informs: the authoritative one (RFC 3414, 1.5.1). */
export interface OwnEngine {
  id: Buffer
  boots: number
  /** Seconds since this start. */
  time(): number
}

const Kept = z.object({ id: z.string().regex(/^[0-9a-f]{10,64}$/), boots: z.int().min(0) })

/** RFC 3414, 2.2.2: an engine whose boots have reached this must be set up anew. */
export const lastBoots = 2 ** 31 - 1

/**
 * The collector's engine, its id kept in the folder and its boots counted up at each start, as RFC 3414, 2.2 wants: a
 * message caught before a restart is outside of the time window after it. A folder that lost its file gets a new id.
 */
export function openEngine(folder: string, now: () => number): OwnEngine {
  const path = join(folder, 'snmp-engine.json')
  const kept = recall(path)
  const { id, boots } =
    kept === null || kept.boots >= lastBoots - 1
      ? { id: newEngineId(), boots: 1 }
      : { id: kept.id, boots: kept.boots + 1 }
  writeFileSync(`${path}.partial`, JSON.stringify({ id, boots }), { mode: 0o600 })
  renameSync(`${path}.partial`, path)
  const started = now()
  return { id: Buffer.from(id, 'hex'), boots, time: () => Math.floor((now() - started) / 1000) }
}

function recall(path: string): z.infer<typeof Kept> | null {
  try {
    return Kept.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return null
  }
}

/**
 * Format 5 of SnmpEngineID (RFC 3411, 5), octets of our own choice, under the enterprise number that RFC 5612 sets aside
 * for those who have none.
 */
function newEngineId(): string {
  const id = Buffer.alloc(17)
  id.writeUInt32BE(0x8000_0000 + 32_473, 0)
  id[4] = 5
  randomBytes(12).copy(id, 5)
  return id.toString('hex')
}

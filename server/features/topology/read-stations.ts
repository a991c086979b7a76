import { Op } from 'sequelize'
import type { Ledger } from '../../db/ledger.ts'
import { select } from '../../db/select.ts'
import type { Sighting } from '../../domain/topology/sighting.ts'
import type { Station } from '../../domain/topology/stations.ts'

/** A station with what the ledger says of it. */
export interface LedgerStation extends Station {
  deviceId: number | null
  targetId: number | null
  roomId: number | null
}

/** Sightings by target, kept between passes so that only what changed is read and parsed again. */
export type SightingCache = Map<number, { digest: string; sighting: Sighting }>

/** After an hour, or three missed visits where those are rarer, an answer no longer says who is there now. */
const freshMilliseconds = 3_600_000
const missedVisits = 3

interface SeenRow {
  targetId: number
  deviceId: number | null
  name: string
  address: string
  intervalSeconds: number
  at: string
  digest: string
}

/**
 * All devices of the ledger, and the targets that answer without being one, each with its latest sighting. A device that
 * has been silent for long keeps its ports and addresses, so that others' words still name it, but not its neighbours.
 */
export async function readStations(
  ledger: Ledger,
  cache: SightingCache,
  now: Date,
): Promise<LedgerStation[]> {
  const devices = (await select(
    ledger,
    'SELECT `id`, `name`, `managementAddress`, `roomId` FROM `device` ORDER BY `id`',
  )) as unknown as { id: number; name: string; managementAddress: string | null; roomId: number | null }[]
  const seen = (await select(
    ledger,
    'SELECT s.`targetId`, COALESCE(t.`deviceId`, o.`deviceId`) AS `deviceId`, t.`name`, t.`address`, ' +
      't.`intervalSeconds`, o.`at`, s.`digest` FROM `topology_sighting` s ' +
      'JOIN `target` t ON t.`id` = s.`targetId` JOIN `observation` o ON o.`targetId` = s.`targetId` ORDER BY o.`at`',
  )) as unknown as SeenRow[]
  await refresh(ledger, cache, seen)
  const sightingOf = (row: SeenRow): Sighting | null => {
    const known = cache.get(row.targetId)?.sighting
    if (known === undefined) return null
    const patience = Math.max(freshMilliseconds, missedVisits * row.intervalSeconds * 1000)
    const isFresh = now.getTime() - Date.parse(row.at) <= patience
    return isFresh ? known : { ...known, neighbours: [], learnt: [], arp: [] }
  }
  // Of several targets of one device the one that answered last stands.
  const byDevice = new Map(seen.map((row) => [row.deviceId, row]))
  return [
    ...devices.map(({ id, name, managementAddress, roomId }): LedgerStation => {
      const row = byDevice.get(id)
      return {
        key: `device:${id}`,
        name,
        managementAddress,
        seenAt: row?.at ?? null,
        sighting: row ? sightingOf(row) : null,
        deviceId: id,
        targetId: null,
        roomId,
      }
    }),
    ...seen
      .filter((row) => row.deviceId === null)
      .map((row): LedgerStation => ({
        key: `target:${row.targetId}`,
        name: cache.get(row.targetId)?.sighting.name ?? row.name,
        managementAddress: null,
        seenAt: row.at,
        sighting: sightingOf(row),
        deviceId: null,
        targetId: row.targetId,
        roomId: null,
      })),
  ]
}

const rowsPerRead = 500

async function refresh(ledger: Ledger, cache: SightingCache, seen: readonly SeenRow[]): Promise<void> {
  const current = new Set(seen.map((row) => row.targetId))
  for (const targetId of cache.keys()) if (!current.has(targetId)) cache.delete(targetId)
  const stale = seen.filter((row) => cache.get(row.targetId)?.digest !== row.digest)
  for (let start = 0; start < stale.length; start += rowsPerRead) {
    const ids = stale.slice(start, start + rowsPerRead).map((row) => row.targetId)
    const rows = (await ledger.support.topology_sighting.findAll({
      attributes: ['targetId', 'digest', 'body'],
      where: { targetId: { [Op.in]: ids } },
      raw: true,
    } as never)) as unknown as { targetId: number; digest: string; body: string }[]
    for (const { targetId, digest, body } of rows)
      cache.set(targetId, { digest, sighting: JSON.parse(body) as Sighting })
  }
}

import { Op } from 'sequelize'
import type { App } from '../../app.ts'
import { mergeTopology } from '../../domain/topology/merge.ts'
import { fingerprintOf, linkRowsOf, type LinkRow } from './link-rows.ts'
import { readStations, type SightingCache } from './read-stations.ts'

interface KnownRow extends LinkRow {
  id: number
  version: number
  createdAt: string
  updatedAt: string
}

/** A link that is still there is written again only when its times have moved on by this much. */
const timesMoveMilliseconds = 600_000
const goneKeptMilliseconds = 30 * 86_400_000
const rowsPerStatement = 200

/**
 * Works out all links anew from the latest sightings and brings the table in line: new ones are added, changed ones
 * changed, those that no end sees any more kept as gone for a month. What is the same is not written.
 * @returns rows written
 */
export async function mergeLinks(app: Pick<App, 'ledger' | 'now'>, cache: SightingCache): Promise<number> {
  const { ledger } = app
  const now = app.now()
  const at = now.toISOString()
  const stations = await readStations(ledger, cache, now)
  const known = (await ledger.models.topologyLink.findAll({ raw: true })) as unknown as KnownRow[]
  const byFingerprint = new Map(known.map((row) => [row.fingerprint, row]))
  const topology = mergeTopology(stations, (key) => {
    const row = byFingerprint.get(fingerprintOf(key))
    return row?.status === 'seen' ? row.firstSeenAt : null
  })
  const rows = linkRowsOf(topology, stations, at)
  const fresh: object[] = []
  const changed: object[] = []
  for (const row of rows) {
    const before = byFingerprint.get(row.fingerprint)
    byFingerprint.delete(row.fingerprint)
    if (before === undefined) fresh.push({ ...row, version: 1, createdAt: at, updatedAt: at })
    else if (before.status === 'gone' || differs(before, row)) {
      const firstSeenAt = before.status === 'gone' ? row.firstSeenAt : before.firstSeenAt
      changed.push({ ...before, ...row, firstSeenAt, version: before.version + 1, updatedAt: at })
    } else if (Date.parse(row.lastSeenAt) - Date.parse(before.lastSeenAt) >= timesMoveMilliseconds)
      changed.push({ ...before, lastSeenAt: row.lastSeenAt })
  }
  const ends = new Set(rows.flatMap(endsOf))
  const replaced: number[] = []
  for (const row of byFingerprint.values()) {
    if (row.status !== 'seen') continue
    if (row.protocol === 'forwarding' || endsOf(row).some((end) => ends.has(end))) replaced.push(row.id)
    else changed.push({ ...row, status: 'gone', conflict: 'none', version: row.version + 1, updatedAt: at })
  }
  await write(app, fresh, changed)
  await ledger.models.topologyLink.destroy({ where: { id: { [Op.in]: replaced } } })
  const before = new Date(now.getTime() - goneKeptMilliseconds).toISOString()
  await ledger.models.topologyLink.destroy({ where: { status: 'gone', updatedAt: { [Op.lt]: before } } })
  return fresh.length + changed.length
}

/**
 * One port and the node beyond it. A link of which this still holds was not unplugged: its other port became known. Nor
 * was a mere inference unplugged when it turned out wrong.
 */
function endsOf({ aNode, aPort, bNode, bPort }: LinkRow): string[] {
  return [JSON.stringify([aNode, aPort, bNode]), JSON.stringify([bNode, bPort, aNode])]
}

const comparedColumns = [
  'name',
  'aDeviceId',
  'bDeviceId',
  'roomId',
  'conflict',
  'protocol',
  'aSeenBy',
  'bSeenBy',
  'announced',
] as const

function differs(before: LinkRow, now: LinkRow): boolean {
  return comparedColumns.some((column) => before[column] !== now[column])
}

async function write({ ledger }: Pick<App, 'ledger'>, fresh: object[], changed: object[]): Promise<void> {
  if (fresh.length + changed.length === 0) return
  const { topologyLink } = ledger.models
  const columns = Object.keys(topologyLink.getAttributes()).filter(
    (column) => column !== 'id' && column !== 'createdAt',
  )
  await ledger.transaction(async (transaction) => {
    for (const rows of portions(fresh))
      await topologyLink.bulkCreate(rows as never, { transaction, returning: false })
    for (const rows of portions(changed))
      await topologyLink.bulkCreate(rows as never, {
        transaction,
        returning: false,
        updateOnDuplicate: columns as never,
      })
  })
}

function* portions<T>(rows: readonly T[]): Generator<T[]> {
  for (let start = 0; start < rows.length; start += rowsPerStatement)
    yield rows.slice(start, start + rowsPerStatement)
}

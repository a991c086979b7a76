import { Op } from 'sequelize'
import type { CityTopology, Topology, TopologyNode, TopologyRoom } from '../../contract/endpoints/topology.ts'
import { room } from '../../contract/entities/room.ts'
import type { Ledger } from '../../db/ledger.ts'
import { select } from '../../db/select.ts'
import type { Sighting } from '../../domain/topology/sighting.ts'
import { everyRecord } from '../ledger/actions.ts'
import type { LinkRow } from './link-rows.ts'

type Context = { ledger: Ledger }
type StoredLink = LinkRow & { id: number }

interface DeviceRow {
  id: number
  name: string
  kind: TopologyNode['kind']
  roomId: number | null
}

/**
 * Devices and links: of one room, with the far ends of links that leave it, or of the city. Devices that no link reaches
 * are among the nodes.
 */
export async function readTopology({ ledger }: Context, roomId: number | undefined): Promise<Topology> {
  const devices = (await select(
    ledger,
    'SELECT `id`, `name`, `kind`, `roomId` FROM `device` ORDER BY `id`',
  )) as unknown as DeviceRow[]
  const byId = new Map(devices.map((device) => [device.id, device]))
  const all = (await ledger.models.topologyLink.findAll({
    where: { status: 'seen' },
    order: ['id'],
    raw: true,
  } as never)) as unknown as StoredLink[]
  const roomsOf = (link: StoredLink) =>
    [link.roomId, ...[link.aDeviceId, link.bDeviceId].map((id) => byId.get(id ?? 0)?.roomId)].filter(
      (id) => id != null,
    )
  const links = roomId === undefined ? all : all.filter((link) => roomsOf(link).includes(roomId))
  const nodes = await nodesOf(ledger, links, byId)
  for (const device of devices)
    if (roomId === undefined || device.roomId === roomId) nodes.set(`device:${device.id}`, nodeOf(device))
  const inUse = new Set([...nodes.values()].map((node) => node.roomId))
  const rooms = await readRooms(ledger, roomId === undefined ? undefined : [...inUse])
  return {
    nodes: [...nodes.values()],
    links: links.map((link) => ({
      id: link.id,
      a: link.aNode,
      aPort: link.aPort,
      b: link.bNode,
      bPort: link.bPort,
      protocol: link.protocol,
      conflict: link.conflict,
      aSeenBy: link.aSeenBy,
      bSeenBy: link.bSeenBy,
    })),
    rooms: rooms.filter((one) => inUse.has(one.id)),
  }
}

const nodeOf = ({ id, name, kind, roomId }: DeviceRow): TopologyNode => ({
  key: `device:${id}`,
  name,
  deviceId: id,
  targetId: null,
  kind,
  roomId,
})

/** The ends of links. One that is not in the ledger stands in the room that it is seen from. */
async function nodesOf(
  ledger: Ledger,
  links: readonly StoredLink[],
  devices: ReadonlyMap<number, DeviceRow>,
): Promise<Map<string, TopologyNode>> {
  const nodes = new Map<string, TopologyNode>()
  const kinds = await kindsOfTargets(ledger, links)
  for (const link of links) {
    for (const [key, name] of [
      [link.aNode, link.aName],
      [link.bNode, link.bName],
    ] as const) {
      if (nodes.has(key)) continue
      const [what, number] = key.split(':')
      const device = what === 'device' ? devices.get(Number(number)) : undefined
      const targetId = what === 'target' ? Number(number) : null
      const kind = targetId === null ? null : (kinds.get(targetId) ?? null)
      nodes.set(
        key,
        device ? nodeOf(device) : { key, name, deviceId: null, targetId, kind, roomId: link.roomId },
      )
    }
  }
  return nodes
}

async function kindsOfTargets(
  ledger: Ledger,
  links: readonly StoredLink[],
): Promise<Map<number, TopologyNode['kind']>> {
  const ids = links
    .flatMap((link) => [link.aNode, link.bNode])
    .filter((key) => key.startsWith('target:'))
    .map((key) => Number(key.slice('target:'.length)))
  if (ids.length === 0) return new Map()
  const rows = (await ledger.support.topology_sighting.findAll({
    attributes: ['targetId', 'body'],
    where: { targetId: { [Op.in]: ids } },
    raw: true,
  } as never)) as unknown as { targetId: number; body: string }[]
  return new Map(rows.map((row) => [row.targetId, (JSON.parse(row.body) as Sighting).kind]))
}

async function readRooms(ledger: Ledger, ids?: readonly (number | null)[]): Promise<TopologyRoom[]> {
  const wanted = ids?.filter((id) => id !== null)
  if (wanted?.length === 0) return []
  const records = await everyRecord({ ledger }, room, wanted ? { id: wanted.join(',') } : {})
  const devices = await countByRoom(ledger, 'FROM `device` WHERE `roomId` IS NOT NULL')
  const links = await countByRoom(
    ledger,
    "FROM `topology_link` WHERE `status` = 'seen' AND `roomId` IS NOT NULL",
  )
  const conflicts = await countByRoom(
    ledger,
    "FROM `topology_link` WHERE `status` = 'seen' AND `conflict` <> 'none' AND `roomId` IS NOT NULL",
  )
  const regions = await regionNames(ledger)
  return records
    .map((one) => ({
      id: one.id,
      code: one.code,
      name: one.name,
      regionId: one.regionId,
      regionName: regions.get(one.regionId ?? 0)?.name ?? null,
      regionNameEn: regions.get(one.regionId ?? 0)?.nameEn ?? null,
      deviceCount: devices.get(one.id) ?? 0,
      linkCount: links.get(one.id) ?? 0,
      conflictCount: conflicts.get(one.id) ?? 0,
    }))
    .sort((a, b) => (a.code < b.code ? -1 : 1))
}

async function countByRoom(ledger: Ledger, from: string): Promise<Map<number, number>> {
  const rows = await select(ledger, `SELECT \`roomId\`, COUNT(*) AS \`n\` ${from} GROUP BY \`roomId\``)
  return new Map(rows.map((row) => [row['roomId'] as number, Number(row['n'])]))
}

async function regionNames(ledger: Ledger) {
  const rows = (await select(ledger, 'SELECT `id`, `name`, `nameEn` FROM `region`')) as unknown as {
    id: number
    name: string
    nameEn: string | null
  }[]
  return new Map(rows.map((row) => [row.id, row]))
}

/** Every room, and the links between rooms, counted. */
export async function readCityTopology({ ledger }: Context): Promise<CityTopology> {
  const rows = await select(
    ledger,
    'SELECT a.`roomId` AS `one`, b.`roomId` AS `other`, l.`conflict` FROM `topology_link` l ' +
      'JOIN `device` a ON a.`id` = l.`aDeviceId` JOIN `device` b ON b.`id` = l.`bDeviceId` ' +
      "WHERE l.`status` = 'seen' AND a.`roomId` <> b.`roomId`",
  )
  const links = new Map<string, CityTopology['links'][number]>()
  for (const row of rows) {
    const [aRoomId, bRoomId] = [Number(row['one']), Number(row['other'])].sort((one, other) => one - other)
    const key = `${aRoomId} ${bRoomId}`
    const link = links.get(key) ?? { aRoomId: aRoomId!, bRoomId: bRoomId!, count: 0, conflictCount: 0 }
    link.count++
    if (row['conflict'] !== 'none') link.conflictCount++
    links.set(key, link)
  }
  return { rooms: await readRooms(ledger), links: [...links.values()] }
}

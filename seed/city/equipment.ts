import { applicationEntries } from './catalogue/applications.ts'
import type { DeviceRole } from './catalogue/models.ts'
import type { RoomDraft } from './rooms-draft.ts'
import type { ZoneCode } from './records.ts'
import type { Random } from '../random.ts'

/** A device before it has a make: where it stands and what for. */
export interface Equipment {
  room: RoomDraft
  role: DeviceRole
  zone: ZoneCode
  /** Ends the lines of its zone. */
  edge: boolean
  /** Indexes of the applications that run on it, with what it does for them. */
  applications: { index: number; role: 'application' | 'database' | 'storage' }[]
}

/** The survey's counts of hardware. */
const counts = { servers: 454, storage: 64, network: 476 }

export function planEquipment(random: Random, rooms: readonly RoomDraft[]): Equipment[] {
  const servers = planServers(random, rooms)
  const storage = planStorage(random, rooms, servers)
  const network = planNetwork(rooms, servers)
  return rooms.flatMap((room) =>
    [...network, ...servers, ...storage].filter((equipment) => equipment.room === room),
  )
}

const item = (
  room: RoomDraft,
  role: DeviceRole,
  zone: ZoneCode,
  rest: Partial<Equipment> = {},
): Equipment => ({ room, role, zone, edge: false, applications: [], ...rest })

/** The network that an organisation works on: servers without an application of their own stand there. */
export function homeZone(room: RoomDraft): ZoneCode {
  return room.organisation.category === 'school' ? 'internet' : 'private'
}

function planServers(random: Random, rooms: readonly RoomDraft[]): Equipment[] {
  const servers: Equipment[] = []
  const sharedWebServer = new Map<string, Equipment>()
  applicationEntries.forEach((application, index) => {
    const own = rooms.filter((room) => room.organisation.code === application.organisation)
    const main = own[0]!
    const second = own[1]
    const add = (room: RoomDraft, role: 'application' | 'database'): void => {
      servers.push(item(room, 'server', application.zone, { applications: [{ index, role }] }))
    }
    const shared = sharedWebServer.get(`${main.id} ${application.zone}`)
    if (application.criticality === 'medium' || application.criticality === 'low') {
      // Small systems share a machine where there is one of their network.
      if (shared && shared.applications.length < 3) shared.applications.push({ index, role: 'application' })
      else {
        add(main, 'application')
        sharedWebServer.set(`${main.id} ${application.zone}`, servers.at(-1)!)
      }
      return
    }
    add(main, 'application')
    add(main, 'database')
    // The most important systems have a third machine, in the second room where there is one of their network.
    if (application.criticality === 'critical') {
      add(second && application.zone === 'private' ? second : main, 'database')
    }
  })
  while (servers.length < counts.servers) {
    const room = random.weighted(rooms, ({ size, organisation }) =>
      organisation.category === 'school' || organisation.category === 'hospital' ? size ** 1.6 : size / 3,
    )
    servers.push(item(room, 'server', homeZone(room)))
  }
  if (servers.length !== counts.servers) throw new RangeError(`applications need ${servers.length} servers`)
  return servers
}

function planStorage(
  random: Random,
  rooms: readonly RoomDraft[],
  servers: readonly Equipment[],
): Equipment[] {
  const count = new Map(rooms.map((room) => [room, servers.filter((server) => server.room === room).length]))
  const storage = rooms
    .filter((room) => room.size >= 3)
    .map((room) => item(room, 'storage', homeZone(room)))
    .slice(0, counts.storage)
  while (storage.length < counts.storage) {
    const room = random.weighted(rooms, (candidate) => Math.max(0, count.get(candidate)! - 4) ** 1.5)
    storage.push(item(room, 'storage', homeZone(room)))
  }
  return storage
}

function planNetwork(rooms: readonly RoomDraft[], servers: readonly Equipment[]): Equipment[] {
  const network = rooms.flatMap((room) => planRoomNetwork(room, servers))
  // Large rooms have their second and third wish fulfilled before small ones have their first.
  const wishes = rooms
    .flatMap((room) => furtherRoles(room).map((role, turn) => ({ room, role, rank: turn - room.size * 0.8 })))
    .sort((one, other) => one.rank - other.rank || one.room.id - other.room.id)
  const missing = Math.max(0, counts.network - network.length)
  for (const { room, role } of wishes.slice(0, missing)) network.push(item(room, role, homeZone(room)))
  if (network.length !== counts.network) throw new RangeError(`rooms need ${network.length} network devices`)
  return network
}

/** What a room cannot do without: an edge for each network, a switch for each network with servers. */
function planRoomNetwork(room: RoomDraft, servers: readonly Equipment[]): Equipment[] {
  const own = servers.filter((server) => server.room === room)
  const has = (zone: ZoneCode): boolean => own.some((server) => server.zone === zone)
  const { category } = room.organisation
  const home = homeZone(room)
  const network: Equipment[] = [item(room, room.size >= 4 ? 'core' : 'distribution', home)]
  // Small schools, and the further rooms of a campus, have no private network of their own.
  const joined = category === 'school' && (room.size === 1 || !room.main)
  if (!joined) network.push(item(room, 'router', 'private', { edge: true }))
  if (room.main) network.push(item(room, 'firewall', 'internet', { edge: true }))
  if (room.main && category === 'municipal') network.push(item(room, 'router', 'extranet', { edge: true }))
  for (const zone of ['internet', 'extranet', 'private', 'intranet'] as const) {
    if (zone !== home && has(zone)) network.push(item(room, 'access', zone))
  }
  if (has('intranet') && room.size >= 3) network.push(item(room, 'firewall', 'intranet'))
  const homeServers = own.filter((server) => server.zone === home).length
  for (let i = 0; i < Math.floor(homeServers / 9); i++) network.push(item(room, 'access', home))
  return network
}

/** What a room would have next, most wanted first. */
function furtherRoles({ size, main, organisation: { category } }: RoomDraft): DeviceRole[] {
  const campus = main && (category === 'school' || category === 'hospital')
  const wireless: DeviceRole[] =
    campus && size >= 2 ? ['wireless-controller', 'access-point', 'access-point'] : []
  if (size === 5) return [...wireless, 'load-balancer', 'security', 'core', 'firewall', 'access', 'security']
  if (size === 4) return [...wireless, 'security', 'firewall', 'access', 'load-balancer', 'access']
  if (size === 3) return [...wireless.slice(0, 2), 'firewall', 'access', 'security', 'access']
  return [...wireless.slice(0, 2), 'access', 'firewall', 'security', 'access']
}

import type { Device } from './devices.ts'
import { homeZone } from './equipment.ts'
import { layPorts, takePort, type Port, type Ports } from './ports.ts'
import type { ZoneCode } from './records.ts'

export interface LinkEnd {
  device: Device
  port: Port
}

/** Which port of which device goes where. */
export interface Cabling {
  ports: Map<Device, Ports>
  links: [LinkEnd, LinkEnd][]
}

/** Cables every room: servers to switches, switches to the main switch, edges to the switch of their network. */
export function cableRooms(
  devices: readonly Device[],
  /** Devices that really stand in another room than the ledger says, with that room's id. */
  movedTo: ReadonlyMap<Device, number>,
): Cabling {
  const cabling: Cabling = { ports: new Map(), links: [] }
  for (const device of devices) cabling.ports.set(device, layPorts(device))
  const roomOf = (device: Device): number => movedTo.get(device) ?? device.equipment.room.id
  const byRoom = Map.groupBy(devices, roomOf)
  for (const roomId of [...byRoom.keys()].sort((a, b) => a - b))
    cableRoom(cabling, byRoom.get(roomId)!, movedTo)
  return cabling
}

function cableRoom(cabling: Cabling, devices: Device[], movedTo: ReadonlyMap<Device, number>): void {
  const settled = devices.find((device) => !movedTo.has(device))
  if (!settled) return
  const main = findMain(devices, homeZone(settled.equipment.room))
  const turns = new Map<string, number>()
  for (const device of devices) {
    // The switch of a network other than the room's own is joined to its edge alone.
    if (device === main || (isSwitch(device) && device.equipment.zone !== main?.equipment.zone)) continue
    const { role, zone } = device.equipment
    const leaf = role === 'server' || role === 'storage' || role === 'access-point'
    const candidates = leaf ? switchesFor(devices, zone, movedTo.has(device)) : []
    const turn = turns.get(zone) ?? 0
    if (candidates.length > 0) turns.set(zone, turn + 1)
    const parent = candidates[turn % candidates.length] ?? parentSwitch(devices, device, main)
    if (parent && parent !== device) connect(cabling, device, parent)
  }
}

const isSwitch = ({ equipment: { role } }: Device): boolean =>
  role === 'access' || role === 'distribution' || role === 'core'

function findMain(devices: readonly Device[], home: ZoneCode): Device | undefined {
  const own = devices.filter((device) => isSwitch(device) && device.equipment.zone === home)
  return own.find(({ equipment }) => equipment.role !== 'access') ?? own[0]
}

/** Switches that servers of a network plug into: its access switches where it has any, else its main switch. */
function switchesFor(devices: readonly Device[], zone: ZoneCode, moved: boolean): Device[] {
  const own = devices.filter((device) => isSwitch(device) && device.equipment.zone === zone)
  const access = own.filter(({ equipment }) => equipment.role === 'access')
  const fit = access.length > 0 ? access : own
  // A moved machine keeps whatever network it finds.
  return fit.length > 0 || !moved ? fit : devices.filter(isSwitch)
}

/** The classified network touches nothing else; every other device reaches the room's main switch. */
function parentSwitch(
  devices: readonly Device[],
  device: Device,
  main: Device | undefined,
): Device | undefined {
  const { zone, role } = device.equipment
  const own = devices.find(
    (other) => other !== device && isSwitch(other) && other.equipment.zone === zone && !isSwitch(device),
  )
  if (zone === 'intranet') return own
  return role === 'router' || role === 'firewall' ? (own ?? main) : main
}

export function connect(cabling: Cabling, device: Device, parent: Device): void {
  const far = takePort(cabling.ports.get(parent)!, 'runs', 'link', device.record.assetTag)
  if (!far) throw new RangeError(`${parent.record.name} has no free port for ${device.record.name}`)
  const near = takePort(cabling.ports.get(device)!, 'uplinks', 'link', parent.record.assetTag)
  if (!near) throw new RangeError(`${device.record.name} has no free port`)
  const speedMbps = Math.min(near.speedMbps, far.speedMbps)
  near.speedMbps = speedMbps
  far.speedMbps = speedMbps
  cabling.links.push([
    { device, port: near },
    { device: parent, port: far },
  ])
}

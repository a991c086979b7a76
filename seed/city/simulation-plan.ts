import { planAccessPoints } from './access-points.ts'
import { carrierNames, type CarrierCode } from './carriers.ts'
import { interfaceTypes } from './catalogue/port-layouts.ts'
import { plantCablingFaults, type CablingFault } from './cabling-faults.ts'
import type { City } from './city.ts'
import type { LinkEnd } from './cabling.ts'
import type { Device } from './devices.ts'
import { planModules } from './modules.ts'
import { allPorts, type Port } from './ports.ts'
import { learnAddresses, silenceStorage } from './learnt-addresses.ts'
import type { LineRecord } from './records.ts'
import {
  demonstrationCommunity,
  simulationAddress,
  usualAddressing,
  type SimulationAddressing,
} from './simulation-address.ts'
import { hashText, makeRandom, type Random } from '../random.ts'
import type { SimulatedDevice, SimulatedInterface, SimulatedNeighbour } from '../simulation/spec.ts'

/** Organisationally unique identifiers (IEEE MA-L) that the vendors' equipment carries. */
const ouis: Record<string, string> = {
  Huawei: '00:e0:fc',
  H3C: '3c:e5:a6',
  Ruijie: '00:1a:a9',
  Cisco: '00:1b:54',
  ZTE: '00:19:c6',
  Dell: 'b8:2a:72',
  HPE: '00:1f:29',
  IBM: '00:1a:64',
  Lenovo: '40:f2:e9',
  Inspur: '6c:92:bf',
  EMC: '00:60:16',
  NetApp: '00:a0:98',
}
/** Locally administered: for makes of which no address block is at hand. */
const otherOui = '02:4a:5a'

interface Traffic {
  inMbps: number
  outMbps: number
}

/**
 * What every manageable device of the city says over SNMP, the planted differences included. The order and addresses
 * are those of the city's targets.
 */
export function planSimulation(
  city: City,
  addressing: SimulationAddressing = usualAddressing,
): SimulatedDevice[] {
  return planNetwork(city, addressing).devices
}

/** The same, with the faults of its cabling, which are no differences to the ledger: it says nothing of cables. */
export function planNetwork(
  city: City,
  addressing: SimulationAddressing = usualAddressing,
): { devices: SimulatedDevice[]; faults: CablingFault[] } {
  const devices = planDevices(city, addressing)
  learnAddresses(devices)
  silenceStorage(devices)
  const { disguises, moves } = city.network
  const spared = [...moves.keys(), ...disguises.silent].map(({ record }) => record.assetTag)
  const strangers = city.network.simulated.filter(({ record }) => record.id === 0)
  const faults = plantCablingFaults(
    devices,
    new Set([...spared, ...strangers.map(({ record }) => record.assetTag)]),
  )
  return { devices, faults }
}

function planDevices(city: City, addressing: SimulationAddressing): SimulatedDevice[] {
  const { simulated, disguises } = city.network
  const index = new Map(simulated.map((device, position) => [device, position]))
  const neighbours = listNeighbours(city, index)
  const traffic = drawLinkTraffic(city)
  const lines = new Map(city.records.line.map((line) => [line.code, line]))
  return simulated.map((device, position): SimulatedDevice => {
    const { record } = device
    const random = makeRandom(hashText(record.assetTag))
    const model = disguises.models.get(device) ?? device.make.model
    return {
      key: record.assetTag,
      ...simulationAddress(position, addressing),
      community: demonstrationCommunity,
      answers: !disguises.silent.has(device),
      vendor: model.vendor,
      kind: record.kind as SimulatedDevice['kind'],
      model: model.model,
      softwareVersion: record.softwareVersion ?? null,
      serialNumber: disguises.serialNumbers.get(device) ?? record.serialNumber!,
      name: record.name,
      location: locationOf(city, device, random),
      contact: random.chance(0.5) ? `${device.equipment.room.organisation.short}信息科` : 'it@jz.example',
      managementAddress: record.managementAddress!,
      prefixLength: 24,
      encoding: device.encoding,
      interfaces: allPorts(city.network.cabling.ports.get(device)!).map((port) =>
        planInterface(city, device, port, position, random, traffic, lines),
      ),
      neighbours: neighbours.get(device) ?? [],
      learnt: [],
      resolved: [],
      modules: planModules(random, model),
      accessPoints: planAccessPoints(city, device),
      uptimeSeconds: random.int(3, 400) * 86_400 + random.int(0, 86_399),
      noiseSeed: random.int(1, 2 ** 31 - 1),
    }
  })
}

/** Room code, rack and unit, as an engineer types it; some write the room's name before it. */
function locationOf(city: City, device: Device, random: Random): string {
  const { record } = device
  const roomId = city.network.moves.get(device) ?? record.roomId!
  const room = city.records.room.find(({ id }) => id === roomId)!
  const moved = roomId !== record.roomId
  const racks = city.records.rack.filter((rack) => rack.roomId === roomId)
  const rack = moved ? racks.at(-1) : racks.find(({ id }) => id === record.rackId)
  // What was carried over or brought in stands above everything else in the room's last rack.
  const unit = moved ? 38 : record.positionU
  const place = rack && unit != null ? ` ${rack.name}-${String(unit).padStart(2, '0')}U` : ''
  const chinese = device.encoding === 'gb18030' || random.chance(0.3)
  return `${chinese ? `${room.name} ` : ''}${room.code}${place}`
}

function macOf(vendor: string, device: number, port: number): string {
  const low = (device + 1) * 128 + port
  const bytes = [low >> 16, low >> 8, low].map((byte) => (byte & 255).toString(16).padStart(2, '0'))
  return `${ouis[vendor] ?? otherOui}:${bytes.join(':')}`
}

/** The address that a device names itself by in LLDP: that of its lowest port. */
const chassisMac = (vendor: string, device: number): string => macOf(vendor, device, 0)

function listNeighbours(city: City, index: ReadonlyMap<Device, number>): Map<Device, SimulatedNeighbour[]> {
  const neighbours = new Map<Device, SimulatedNeighbour[]>()
  const tell = (local: LinkEnd, remote: LinkEnd): void => {
    const own = neighbours.get(local.device) ?? []
    own.push({
      localInterface: local.port.name,
      remoteKey: remote.device.record.assetTag,
      remoteName: remote.device.record.name,
      remoteChassisMac: chassisMac(remote.device.make.model.vendor, index.get(remote.device)!),
      remoteInterface: remote.port.name,
      remoteAddress: remote.device.record.managementAddress ?? null,
      remoteDescription: null,
    })
    neighbours.set(local.device, own)
  }
  for (const [near, far] of city.network.cabling.links) {
    // Who is not managed speaks no LLDP either.
    if (!index.has(near.device) || !index.has(far.device)) continue
    tell(near, far)
    tell(far, near)
  }
  return neighbours
}

/** Mean traffic of each cable, seen from each end: what one receives the other sends. */
function drawLinkTraffic(city: City): Map<Port, Traffic> {
  const random = makeRandom(hashText('link traffic'))
  const traffic = new Map<Port, Traffic>()
  for (const [near, far] of city.network.cabling.links) {
    const top = near.port.speedMbps * (near.device.equipment.role === 'server' ? 0.06 : 0.25)
    const inMbps = round3(top * random.next() ** 2)
    const outMbps = round3(top * random.next() ** 2)
    traffic.set(near.port, { inMbps, outMbps })
    traffic.set(far.port, { inMbps: outMbps, outMbps: inMbps })
  }
  return traffic
}

function planInterface(
  city: City,
  device: Device,
  port: Port,
  position: number,
  random: Random,
  traffic: ReadonlyMap<Port, Traffic>,
  lines: ReadonlyMap<string, LineRecord>,
): SimulatedInterface {
  const ports = city.network.cabling.ports.get(device)!
  const offset = allPorts(ports).indexOf(port)
  const isManagement = port === ports.management
  const line = port.use === 'line' ? lines.get(port.to!) : undefined
  // Ports that no record speaks of: desks on switches, disks' fabric on storage.
  const isUserPort = port.use === 'none' && !isManagement && usesFreePorts(device) && random.chance(0.55)
  const isShut = port.use === 'none' && !isManagement && !isUserPort && random.chance(0.3)
  const isDown = line !== undefined && city.network.disguises.linesDown.has(line)
  const mean = meanTraffic(random, port, line, isUserPort, traffic)
  return {
    index: port.index,
    name: port.name,
    alias: aliasOf(city, port, line),
    type: port.type,
    mac: macOf(device.make.model.vendor, position, offset),
    speedMbps: port.speedMbps,
    adminUp: !isShut,
    operUp: (port.operUp || isUserPort) && !isDown,
    meanInMbps: isDown ? 0 : mean.inMbps,
    meanOutMbps: isDown ? 0 : mean.outMbps,
  }
}

function usesFreePorts({ equipment: { role } }: Device): boolean {
  return role === 'access' || role === 'distribution' || role === 'core' || role === 'storage'
}

function meanTraffic(
  random: Random,
  port: Port,
  line: LineRecord | undefined,
  isUserPort: boolean,
  traffic: ReadonlyMap<Port, Traffic>,
): Traffic {
  if (line) {
    // Some lines lie idle, some are full, most are somewhere between.
    const load = random.weighted([0.002, 0.12, 0.3, 0.45, 0.78], (share) => (share === 0.3 ? 4 : 1.5))
    const inMbps = round3(line.bandwidthMbps * load * (0.8 + random.next() * 0.4))
    return { inMbps, outMbps: round3(inMbps * (0.1 + random.next() * 0.5)) }
  }
  const link = traffic.get(port)
  if (link) return link
  if (!isUserPort) return { inMbps: 0, outMbps: 0 }
  const top = port.type === interfaceTypes.fibreChannel ? 300 : Math.min(port.speedMbps, 1000) * 0.02
  return { inMbps: round3(top * random.next() ** 3), outMbps: round3(top * random.next() ** 2) }
}

function aliasOf(city: City, port: Port, line: LineRecord | undefined): string {
  if (line) {
    const carrier = city.records.carrier.find(({ id }) => id === line.carrierId)
    const name = carrier ? carrierNames[carrier.code as CarrierCode] : ''
    return `${name}专线 ${line.code} ${line.bandwidthMbps}M`
  }
  if (port.use !== 'link') return ''
  const remote = city.network.simulated.find(({ record }) => record.assetTag === port.to)
  return remote ? `TO-${remote.record.name}` : ''
}

function round3(value: number): number {
  return Math.round(value * 1000) / 1000
}

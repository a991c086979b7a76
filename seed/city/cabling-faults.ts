import type { SimulatedDevice, SimulatedNeighbour } from '../simulation/spec.ts'

/** A cable that is not as it should be, put into the demonstration on purpose; the topology must mark exactly these. */
export interface CablingFault {
  kind: 'one-sided' | 'two-neighbours' | 'unregistered'
  /** Asset tags and ports of the ends; null for an end that nobody knows. */
  device: string
  port: string
  others: { device: string | null; port: string }[]
}

/** What stands unmanaged in a cupboard and still announces itself. */
const closet = {
  remoteName: 'closet-sw-302',
  remoteChassisMac: '00:0f:e2:4c:30:02',
  remoteInterface: 'Ethernet1/0/1',
  remoteAddress: '192.168.1.1',
  remoteDescription: 'H3C S1626 Ethernet Switch, Version 3.10',
} as const

/**
 * Plants one fault of each kind at three large switches: a fibre of which one strand is broken, a port that two servers
 * claim, a switch that nobody knows. What devices say else stays as it is, so that the ledger is contradicted nowhere.
 * @param spared devices about which other differences are planted
 */
export function plantCablingFaults(
  devices: readonly SimulatedDevice[],
  spared: ReadonlySet<string>,
): CablingFault[] {
  const byKey = new Map(devices.map((device) => [device.key, device]))
  const isPlain = ({ key, answers }: SimulatedDevice) => answers && !spared.has(key)
  const switches = devices
    .filter((device) => device.kind === 'switch' && isPlain(device))
    .filter(({ neighbours }) => neighbours.every((one) => isPlain(remoteOf(one, byKey))))
    .sort((a, b) => b.neighbours.length - a.neighbours.length || (a.key < b.key ? -1 : 1))
  const [crowded, deaf, host] = [
    switches.find((device) => serversOf(device, byKey).length >= 2),
    switches.filter((device) => device.neighbours.length >= 4)[1],
    switches.filter((device) => freePort(device) !== undefined)[2],
  ]
  if (!crowded || !deaf || !host) throw new RangeError('no switch to plant a cabling fault at')
  return [crowdPort(crowded, byKey), breakStrand(deaf), plugIn(host)]
}

type ByKey = ReadonlyMap<string, SimulatedDevice>

function remoteOf({ remoteKey }: SimulatedNeighbour, byKey: ByKey): SimulatedDevice {
  const remote = remoteKey === null ? undefined : byKey.get(remoteKey)
  if (!remote) throw new RangeError(`no device ${remoteKey}`)
  return remote
}

function serversOf(device: SimulatedDevice, byKey: ByKey): SimulatedNeighbour[] {
  return device.neighbours.filter((one) => remoteOf(one, byKey).kind === 'server')
}

/** The second server's cable is announced at the first one's port, by both its ends. */
function crowdPort(device: SimulatedDevice, byKey: ByKey): CablingFault {
  const [first, second] = serversOf(device, byKey) as [SimulatedNeighbour, SimulatedNeighbour]
  const back = remoteOf(second, byKey).neighbours.find(({ remoteKey }) => remoteKey === device.key)!
  second.localInterface = first.localInterface
  back.remoteInterface = first.localInterface
  return {
    kind: 'two-neighbours',
    device: device.key,
    port: first.localInterface,
    others: [first, second].map((one) => ({ device: one.remoteKey, port: one.remoteInterface })),
  }
}

/** It no longer hears the neighbour that goes on hearing it. */
function breakStrand(device: SimulatedDevice): CablingFault {
  const lost = device.neighbours.splice(1, 1)[0]!
  return {
    kind: 'one-sided',
    device: device.key,
    port: lost.localInterface,
    others: [{ device: lost.remoteKey, port: lost.remoteInterface }],
  }
}

function freePort({ interfaces, neighbours }: SimulatedDevice) {
  return interfaces.find(
    (port) =>
      port.type === 6 &&
      port.operUp &&
      port.alias === '' &&
      !neighbours.some(({ localInterface }) => localInterface === port.name),
  )
}

function plugIn(device: SimulatedDevice): CablingFault {
  const { name } = freePort(device)!
  device.neighbours.push({ localInterface: name, remoteKey: null, ...closet })
  return {
    kind: 'unregistered',
    device: device.key,
    port: name,
    others: [{ device: null, port: closet.remoteInterface }],
  }
}

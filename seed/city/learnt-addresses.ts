import { hashText } from '../random.ts'
import { chassisMac } from '../simulation/mib/chassis.ts'
import type { LearntAddress, ResolvedAddress, SimulatedDevice } from '../simulation/spec.ts'

interface Cable {
  port: string
  remote: SimulatedDevice
  remotePort: string
}

/**
 * Fills in what switches have learnt of where addresses are, and what routers and firewalls resolve: everything that the
 * cables lead to, and a desk's computer at each port that is up and belongs to nothing else.
 */
export function learnAddresses(devices: readonly SimulatedDevice[]): void {
  const byKey = new Map(devices.map((device) => [device.key, device]))
  const cables = new Map(
    devices.map((device) => [
      device,
      device.neighbours.flatMap(({ localInterface, remoteKey, remoteInterface }): Cable[] => {
        const remote = remoteKey === null ? undefined : byKey.get(remoteKey)
        return remote ? [{ port: localInterface, remote, remotePort: remoteInterface }] : []
      }),
    ]),
  )
  for (const device of devices) {
    const behind = (cables.get(device) ?? []).map((cable) => ({
      cable,
      reached: reachedThrough(device, cable, cables),
    }))
    if (device.kind === 'switch')
      device.learnt = [
        ...behind.flatMap(({ cable, reached }) =>
          reached.map(({ mac, vlan }) => ({ port: cable.port, mac, vlan })),
        ),
        ...desksOf(device),
      ]
    if (device.kind === 'router' || device.kind === 'firewall')
      device.resolved = behind.flatMap(({ cable, reached }) =>
        reached.map(({ mac, ip }): ResolvedAddress => ({ port: cable.port, mac, ip })),
      )
  }
}

interface Reached {
  mac: string
  ip: string
  vlan: number
}

/** Every device beyond a cable, once. */
function reachedThrough(
  from: SimulatedDevice,
  first: Cable,
  cables: ReadonlyMap<SimulatedDevice, readonly Cable[]>,
): Reached[] {
  const seen = new Set([from])
  const reached: Reached[] = []
  const queue = [first]
  for (let cable = queue.shift(); cable; cable = queue.shift()) {
    const { remote, remotePort } = cable
    if (seen.has(remote)) continue
    seen.add(remote)
    reached.push({
      mac: addressAt(remote, remotePort),
      ip: remote.managementAddress,
      vlan: vlanOf(remote),
    })
    queue.push(...(cables.get(remote) ?? []))
  }
  return reached
}

/** A switch speaks with one address of its own, others with that of the port. */
function addressAt(device: SimulatedDevice, port: string): string {
  if (device.kind === 'switch') return chassisMac(device)
  return device.interfaces.find(({ name }) => name === port)?.mac ?? chassisMac(device)
}

/** Networks have a VLAN each, named by the third octet of their addresses. */
function vlanOf({ managementAddress }: SimulatedDevice): number {
  return 100 + Number(managementAddress.split('.')[2])
}

function desksOf(device: SimulatedDevice): LearntAddress[] {
  const taken = new Set(device.neighbours.map(({ localInterface }) => localInterface))
  return device.interfaces
    .filter((port) => port.type === 6 && port.operUp && port.alias === '' && !taken.has(port.name))
    .map((port) => {
      const hash = (hashText(`${device.key} ${port.name}`) >>> 0).toString(16).padStart(8, '0')
      return { port: port.name, mac: `02:5a:${hash.match(/../g)!.join(':')}`, vlan: vlanOf(device) }
    })
}

/** Storage mostly speaks no LLDP: only its address at the switch's port says where it hangs. */
export function silenceStorage(devices: readonly SimulatedDevice[]): void {
  const storage = new Set(devices.filter(({ kind }) => kind === 'storage').map(({ key }) => key))
  for (const device of devices)
    device.neighbours = storage.has(device.key)
      ? []
      : device.neighbours.filter(({ remoteKey }) => remoteKey === null || !storage.has(remoteKey))
}

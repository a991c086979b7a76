import type { SimulatedNeighbour } from '../spec.ts'
import { chassisMac, macOctets } from './chassis.ts'
import type { DeviceState, InterfaceState } from './device-state.ts'
import { systemDescription } from './system-description.ts'
import { scalars, table } from './table.ts'
import type { Column, MibTable } from './table.ts'
import { text } from './text.ts'
import type { TextEncoding } from './text.ts'
import { dotted, integer, octets, zeroDotZero } from './value.ts'
import type { Value } from './value.ts'
import type { Kind } from './kind.ts'

/*
 * LLDP-MIB (IEEE 802.1AB-2005, clause 12). Devices that have no neighbour in the plan have no LLDP at all.
 */

const lldpLocalSystem = '1.0.8802.1.1.2.1.3'
/** LldpChassisIdSubtype macAddress(4), LldpPortIdSubtype interfaceName(5). */
const macAddressSubtype = integer(4)
const interfaceNameSubtype = integer(5)
const ethernetCsmacd = 6

/** LldpSystemCapabilitiesMap, a BITS string: bridge(2), wlanAccessPoint(3), router(4), stationOnly(7). */
const capabilityBits: Record<Kind, number> = {
  switch: 0b0010_1000,
  router: 0b0000_1000,
  firewall: 0b0000_1000,
  'load-balancer': 0b0000_1000,
  'wireless-controller': 0b0011_0000,
  'access-point': 0b0001_0000,
  server: 0b0000_0001,
  storage: 0b0000_0001,
}

const capabilities = (kind: Kind): Value => octets(Buffer.of(capabilityBits[kind], 0))

const localSystem: readonly Column<DeviceState>[] = [
  { id: 1, read: () => macAddressSubtype },
  { id: 2, read: ({ spec }) => octets(macOctets(chassisMac(spec))) },
  { id: 3, read: ({ spec }) => text(spec.name, spec.encoding) },
  { id: 4, read: ({ spec }) => text(systemDescription(spec), spec.encoding) },
  { id: 5, read: ({ spec }) => capabilities(spec.kind) },
  { id: 6, read: ({ spec }) => capabilities(spec.kind) },
]

interface PortRow {
  state: InterfaceState
  encoding: TextEncoding
}

const lldpLocPortEntry: readonly Column<PortRow>[] = [
  { id: 2, read: () => interfaceNameSubtype },
  { id: 3, read: (row) => text(row.state.spec.name, row.encoding) },
  { id: 4, read: (row) => text(row.state.spec.alias || row.state.spec.name, row.encoding) },
]

interface NeighbourRow {
  neighbour: SimulatedNeighbour
  local: InterfaceState
  remoteIndex: number
  encoding: TextEncoding
}

/** A neighbour ages out while the port is down. */
const whileUp =
  (read: (row: NeighbourRow) => Value | null): Column<NeighbourRow>['read'] =>
  (row) =>
    row.local.operUp ? read(row) : null

const lldpRemEntry: readonly Column<NeighbourRow>[] = [
  { id: 4, read: whileUp(() => macAddressSubtype) },
  { id: 5, read: whileUp((row) => octets(macOctets(row.neighbour.remoteChassisMac))) },
  { id: 6, read: whileUp(() => interfaceNameSubtype) },
  { id: 7, read: whileUp((row) => text(row.neighbour.remoteInterface, row.encoding)) },
  { id: 8, read: whileUp((row) => text(row.neighbour.remoteInterface, row.encoding)) },
  { id: 9, read: whileUp((row) => text(row.neighbour.remoteName, row.encoding)) },
  {
    id: 10,
    read: whileUp(({ neighbour: { remoteDescription }, encoding }) =>
      remoteDescription === null ? null : text(remoteDescription, encoding),
    ),
  },
]

/** lldpRemManAddrTable: the address itself is in the index; ifIndex(2) 1, no OID. */
const lldpRemManAddrEntry: readonly Column<NeighbourRow>[] = [
  { id: 3, read: whileUp(() => integer(2)) },
  { id: 4, read: whileUp(() => integer(1)) },
  { id: 5, read: whileUp(() => zeroDotZero) },
]

/** @throws Error when a neighbour is on an interface that the device does not have. */
export function lldpTables(device: DeviceState): MibTable[] {
  const { spec, interfaces } = device
  if (spec.neighbours.length === 0) return []
  const ports = interfaces
    .filter((one) => one.spec.type === ethernetCsmacd)
    .map((state) => ({ state, encoding: spec.encoding }))
  const neighbours = spec.neighbours.map((neighbour, position): NeighbourRow => {
    const local = interfaces.find((one) => one.spec.name === neighbour.localInterface)
    if (!local) throw new Error(`neighbour on ${neighbour.localInterface}, which ${spec.key} does not have`)
    return { neighbour, local, remoteIndex: position + 1, encoding: spec.encoding }
  })
  return [
    scalars(lldpLocalSystem, localSystem, device),
    table(`${lldpLocalSystem}.7.1`, lldpLocPortEntry, ports, (row) => [row.state.spec.index]),
    // lldpRemTimeMark 0: what most equipment answers, whatever the TimeFilter of RMON2-MIB would say.
    table('1.0.8802.1.1.2.1.4.1.1', lldpRemEntry, neighbours, (row) => [
      0,
      row.local.spec.index,
      row.remoteIndex,
    ]),
    table(
      '1.0.8802.1.1.2.1.4.2.1',
      lldpRemManAddrEntry,
      neighbours.filter((row) => row.neighbour.remoteAddress !== null),
      (row) => [0, row.local.spec.index, row.remoteIndex, 1, 4, ...dotted(row.neighbour.remoteAddress!)],
    ),
  ]
}

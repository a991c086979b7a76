import type { InterfaceFacts, NeighborFacts } from '../../../server/contract/collection.ts'
import { subIdentifiers } from '../oid.ts'
import { readTable, type Row, type Table, type TableShape } from '../table.ts'
import { numberOf, textOf } from '../value.ts'
import type { Visit } from '../visit.ts'
import { managementAddressesOf, type ManagementAddresses } from './lldp-addresses.ts'
import { chassisIdOf, chassisSubtype, networkAddressOf, portIdOf, portSubtype } from './lldp-identifiers.ts'

type RemoteColumn =
  | 'chassisIdSubtype'
  | 'chassisId'
  | 'portIdSubtype'
  | 'portId'
  | 'portDescription'
  | 'systemName'
  | 'systemDescription'

/** lldpRemTable of LLDP-MIB (IEEE 802.1AB-2005, 12), indexed by time mark, local port number, remote index. */
const remoteTable: TableShape<RemoteColumn> = {
  name: 'lldpRemTable',
  entry: '1.0.8802.1.1.2.1.4.1.1',
  columns: {
    chassisIdSubtype: 4,
    chassisId: 5,
    portIdSubtype: 6,
    portId: 7,
    portDescription: 8,
    systemName: 9,
    systemDescription: 10,
  },
}

/**
 * lldpV2RemTable of LLDP-V2-MIB (IEEE 802.1AB-2009, 11.5), indexed by time mark, ifIndex, destination address index,
 * remote index: the same columns, one further on.
 */
const remoteTableV2: TableShape<RemoteColumn> = {
  name: 'lldpV2RemTable',
  entry: '1.3.111.2.802.1.1.13.1.4.1.1',
  columns: {
    chassisIdSubtype: 5,
    chassisId: 6,
    portIdSubtype: 7,
    portId: 8,
    portDescription: 9,
    systemName: 10,
    systemDescription: 11,
  },
}

/** lldpLocPortTable: what the local port numbers stand for. */
const localPortTable = {
  name: 'lldpLocPortTable',
  entry: '1.0.8802.1.1.2.1.3.7.1',
  columns: { idSubtype: 2, id: 3, description: 4 },
} as const

/** lldpRemManAddrTable; the address itself is in the index, a column is read only to see the rows. */
const addressTable = {
  name: 'lldpRemManAddrTable',
  entry: '1.0.8802.1.1.2.1.4.2.1',
  columns: { interfaceSubtype: 3 },
} as const

const addressTableV2 = {
  name: 'lldpV2RemManAddrTable',
  entry: '1.3.111.2.802.1.1.13.1.4.2.1',
  columns: { interfaceSubtype: 3 },
} as const

type Remote = Table<RemoteColumn>
type LocalPorts = Table<keyof typeof localPortTable.columns>
type LocalPort = Row<keyof typeof localPortTable.columns>

/** Neighbours by LLDP-MIB; by LLDP-V2-MIB where the device has that one and the first names none. */
export async function readLldp(
  visit: Visit,
  interfaces: InterfaceFacts[],
  hasV2: boolean,
): Promise<NeighborFacts[]> {
  const remote = await readTable(visit, remoteTable)
  if (remote.rows.size > 0) {
    const [local, addresses] = await Promise.all([
      readTable(visit, localPortTable),
      readTable(visit, addressTable),
    ])
    return lldpNeighborsOf(remote, local, managementAddressesOf(addresses.rows.keys(), 3), interfaces)
  }
  if (!hasV2) return []
  const remoteV2 = await readTable(visit, remoteTableV2)
  if (remoteV2.rows.size === 0) return []
  const addresses = await readTable(visit, addressTableV2)
  return lldpV2NeighborsOf(remoteV2, managementAddressesOf(addresses.rows.keys(), 4), interfaces)
}

export function lldpNeighborsOf(
  remote: Remote,
  local: LocalPorts,
  addresses: ManagementAddresses,
  interfaces: InterfaceFacts[],
): NeighborFacts[] {
  return [...remote.rows].map(([index, row]) => {
    const portNumber = subIdentifiers(index).at(-2) ?? 0
    const port = local.rows.get(String(portNumber)) ?? {}
    return neighborOf(row, localInterface(portNumber, port, interfaces), addresses.get(index))
  })
}

export function lldpV2NeighborsOf(
  remote: Remote,
  addresses: ManagementAddresses,
  interfaces: InterfaceFacts[],
): NeighborFacts[] {
  return [...remote.rows].map(([index, row]) => {
    const interfaceIndex = subIdentifiers(index)[1]
    const name = interfaces.find((one) => one.index === interfaceIndex)?.name ?? null
    return neighborOf(row, name, addresses.get(index))
  })
}

function neighborOf(
  row: Row<RemoteColumn>,
  localInterfaceName: string | null,
  announced: string | undefined,
): NeighborFacts {
  const subtype = numberOf(row.chassisIdSubtype)
  return {
    localInterface: localInterfaceName,
    protocol: 'lldp',
    remoteName: textOf(row.systemName),
    remotePort: portIdOf(numberOf(row.portIdSubtype), row.portId) ?? textOf(row.portDescription),
    remoteChassisId: chassisIdOf(subtype, row.chassisId),
    remoteAddress:
      announced ?? (subtype === chassisSubtype.networkAddress ? networkAddressOf(row.chassisId) : null),
    remoteDescription: textOf(row.systemDescription),
  }
}

/**
 * The interface that a local LLDP port is. The port's own table names it by interface name, MAC address or description;
 * the port number equals ifIndex on much equipment, but not on all, so it comes last.
 */
function localInterface(portNumber: number, port: LocalPort, interfaces: InterfaceFacts[]): string | null {
  const subtype = numberOf(port.idSubtype)
  const id = portIdOf(subtype, port.id)
  const description = textOf(port.description)
  const named = (name: string | null) =>
    name === null
      ? undefined
      : (interfaces.find((one) => one.name === name) ?? interfaces.find((one) => one.description === name))
  const byName = subtype === portSubtype.macAddress ? undefined : named(id)
  const byMac = () => {
    const candidates = interfaces.filter((one) => one.mac !== null && one.mac === id)
    return candidates.length === 1 ? candidates[0] : undefined
  }
  const found = byName ?? named(description) ?? byMac() ?? interfaces.find((one) => one.index === portNumber)
  return found?.name ?? (subtype === portSubtype.interfaceName ? id : null) ?? description ?? id
}

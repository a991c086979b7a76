import type { InterfaceFacts, NeighborFacts } from '../../../server/contract/collection.ts'
import { subIdentifiers } from '../oid.ts'
import { readTable, type Row, type Table } from '../table.ts'
import { decodeText, hex } from '../text.ts'
import { bytesOf, numberOf, textOf } from '../value.ts'
import type { Visit } from '../visit.ts'
import type { Varbind } from '../varbind.ts'
import { ipv6 } from './addresses.ts'

/** lldpRemTable of LLDP-MIB (IEEE 802.1AB-2005, 12), indexed by time mark, local port number, remote index. */
const remoteTable = {
  name: 'lldpRemTable',
  entry: '1.0.8802.1.1.2.1.4.1.1',
  columns: {
    chassisIdSubtype: 4,
    chassisId: 5,
    portIdSubtype: 6,
    portId: 7,
    portDescription: 8,
    systemName: 9,
  },
} as const

/** lldpLocPortTable: what the local port numbers stand for. */
const localPortTable = {
  name: 'lldpLocPortTable',
  entry: '1.0.8802.1.1.2.1.3.7.1',
  columns: { idSubtype: 2, id: 3, description: 4 },
} as const

type LocalPort = Row<keyof typeof localPortTable.columns>

export async function readLldp(visit: Visit, interfaces: InterfaceFacts[]): Promise<NeighborFacts[]> {
  const remote = await readTable(visit, remoteTable)
  if (remote.rows.size === 0) return []
  const local = await readTable(visit, localPortTable)
  return lldpNeighborsOf(remote, local, interfaces)
}

export function lldpNeighborsOf(
  remote: Table<keyof typeof remoteTable.columns>,
  local: Table<keyof typeof localPortTable.columns>,
  interfaces: InterfaceFacts[],
): NeighborFacts[] {
  return [...remote.rows].map(([index, row]) => {
    const portNumber = subIdentifiers(index).at(-2) ?? 0
    return {
      localInterface: localInterface(portNumber, local.rows.get(String(portNumber)) ?? {}, interfaces),
      protocol: 'lldp',
      remoteName: textOf(row.systemName),
      remotePort: portId(numberOf(row.portIdSubtype), row.portId) ?? textOf(row.portDescription),
      remoteChassisId: chassisId(numberOf(row.chassisIdSubtype), row.chassisId),
      remoteAddress: null,
      remoteDescription: null,
    }
  })
}

/** LldpPortIdSubtype. */
const portSubtype = { macAddress: 3, networkAddress: 4, interfaceName: 5 }
/** LldpChassisIdSubtype. */
const chassisSubtype = { macAddress: 4, networkAddress: 5 }

/**
 * The interface that a local LLDP port is. The port's own table names it by interface name, MAC address or description;
 * the port number equals ifIndex on much equipment, but not on all, so it comes last.
 */
function localInterface(portNumber: number, port: LocalPort, interfaces: InterfaceFacts[]): string | null {
  const subtype = numberOf(port.idSubtype)
  const id = portId(subtype, port.id)
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

function chassisId(subtype: number | null, id: Varbind | undefined): string | null {
  const bytes = bytesOf(id)
  if (bytes === null || bytes.length === 0) return textOf(id)
  if (subtype === chassisSubtype.macAddress) return hex(bytes)
  if (subtype === chassisSubtype.networkAddress) return networkAddress(bytes)
  return decodeText(bytes)
}

function portId(subtype: number | null, id: Varbind | undefined): string | null {
  const bytes = bytesOf(id)
  if (bytes === null || bytes.length === 0) return textOf(id)
  if (subtype === portSubtype.macAddress && bytes.length === 6) return hex(bytes)
  if (subtype === portSubtype.networkAddress) return networkAddress(bytes)
  return decodeText(bytes)
}

/** First octet: IANA address family number (1 IPv4, 2 IPv6). */
function networkAddress(bytes: Uint8Array): string {
  const address = Array.from(bytes.subarray(1))
  if (bytes[0] === 1 && address.length === 4) return address.join('.')
  if (bytes[0] === 2 && address.length === 16) return ipv6(address)
  return hex(bytes)
}

import type { ArpFacts } from '../../../server/contract/collection.ts'
import { subIdentifiers } from '../oid.ts'
import { readTable, type Table } from '../table.ts'
import { macOf, numberOf } from '../value.ts'
import type { Visit } from '../visit.ts'
import { addressOf } from './lldp-identifiers.ts'

/** ipNetToPhysicalTable of IP-MIB (RFC 4293), indexed by ifIndex, InetAddressType and InetAddress. */
const physicalTable = {
  name: 'ipNetToPhysicalTable',
  entry: '1.3.6.1.2.1.4.35.1',
  columns: { mac: 4, type: 6 },
} as const

/** ipNetToMediaTable of RFC 1213: IPv4 only, indexed by ifIndex and address; what most equipment still has alone. */
const mediaTable = {
  name: 'ipNetToMediaTable',
  entry: '1.3.6.1.2.1.4.22.1',
  columns: { mac: 2, type: 4 },
} as const

type Entries = Table<'mac' | 'type'>

/** ipNetToPhysicalType: 2 invalid, 5 local (an address of the device itself); ipNetToMediaType has 2 as well. */
const notANeighbour = new Set([2, 5])

/** Which address has which MAC, as the device sees its own networks. */
export async function readArp(visit: Visit): Promise<ArpFacts[]> {
  const current = arpOf(await readTable(visit, physicalTable), inetAddress)
  return current.length > 0 ? current : arpOf(await readTable(visit, mediaTable), ipv4Address)
}

export function arpOf(entries: Entries, addressIn: (index: number[]) => string | null): ArpFacts[] {
  const found: ArpFacts[] = []
  for (const [index, row] of entries.rows) {
    const [interfaceIndex = null, ...rest] = subIdentifiers(index)
    const ip = addressIn(rest)
    const mac = macOf(row.mac)
    if (ip === null || mac === null || notANeighbour.has(numberOf(row.type) ?? 0)) continue
    found.push({ ip, mac, interfaceIndex })
  }
  return found
}

function ipv4Address(index: number[]): string | null {
  return addressOf(1, index)
}

/** RFC 4001: type (1 ipv4, 2 ipv6, 3 ipv4z, 4 ipv6z), length, octets; the zone of 3 and 4 is left out. */
function inetAddress(index: number[]): string | null {
  const [type = 0, length = 0, ...octets] = index
  if (type === 1 || type === 2) return addressOf(type, octets)
  if (type === 3 || type === 4) return addressOf(type - 2, octets.slice(0, length - 4))
  return null
}

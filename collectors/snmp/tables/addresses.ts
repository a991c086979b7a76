import type { AddressFacts } from '../../../server/contract/collection.ts'
import { subIdentifiers } from '../oid.ts'
import { readTable, type Table } from '../table.ts'
import { numberOf, oidOf, textOf } from '../value.ts'
import type { Visit } from '../visit.ts'

/** ipAddrTable of RFC 1213: IPv4 only, indexed by the address; deprecated and still what most equipment has. */
const ipAddrTable = {
  name: 'ipAddrTable',
  entry: '1.3.6.1.2.1.4.20.1',
  columns: { address: 1, interfaceIndex: 2, netmask: 3 },
} as const

/** ipAddressTable of IP-MIB (RFC 4293): IPv4 and IPv6, indexed by InetAddressType and InetAddress. */
const ipAddressTable = {
  name: 'ipAddressTable',
  entry: '1.3.6.1.2.1.4.34.1',
  columns: { interfaceIndex: 3, type: 4, prefix: 5 },
} as const

/** ipAddressType of an entry that is no host's address. */
const broadcast = 3

export async function readAddresses(visit: Visit): Promise<AddressFacts[]> {
  const [old, current] = await Promise.all([readTable(visit, ipAddrTable), readTable(visit, ipAddressTable)])
  return addressesOf(old, current)
}

/** Every address once; where both tables know it, the old table's mask wins over a missing prefix. */
export function addressesOf(
  old: Table<keyof typeof ipAddrTable.columns>,
  current: Table<keyof typeof ipAddressTable.columns>,
): AddressFacts[] {
  const found = new Map<string, AddressFacts>()
  for (const [index, row] of old.rows) {
    // Some agents number the rows instead of indexing them by address, or put something before it.
    const ip = textOf(row.address) ?? ipv4(subIdentifiers(index).slice(-4))
    if (ip === null) continue
    found.set(ip, {
      ip,
      prefixLength: prefixOfMask(textOf(row.netmask)),
      interfaceIndex: numberOf(row.interfaceIndex),
    })
  }
  for (const [index, row] of current.rows) {
    const ip = inetAddress(subIdentifiers(index))
    if (ip === null || numberOf(row.type) === broadcast) continue
    const known = found.get(ip)
    found.set(ip, {
      ip,
      prefixLength: known?.prefixLength ?? prefixOfPointer(oidOf(row.prefix)),
      interfaceIndex: known?.interfaceIndex ?? numberOf(row.interfaceIndex),
    })
  }
  return [...found.values()].filter((address) => address.ip !== '0.0.0.0' && address.ip !== '::')
}

function ipv4(bytes: number[]): string | null {
  return bytes.length === 4 && bytes.every((byte) => byte <= 255) ? bytes.join('.') : null
}

/** RFC 4001: type (1 ipv4, 2 ipv6, 3 ipv4z, 4 ipv6z), length, octets; the zone of 3 and 4 is left out. */
function inetAddress(index: number[]): string | null {
  const [type, , ...bytes] = index
  if (type === 1 || type === 3) return ipv4(bytes.slice(0, 4))
  if ((type === 2 || type === 4) && bytes.length >= 16) return ipv6(bytes.slice(0, 16))
  return null
}

/** The form of RFC 5952: lower case, the longest run of zero groups shortened. */
export function ipv6(bytes: number[]): string {
  const groups = Array.from({ length: 8 }, (_, i) =>
    (((bytes[2 * i] ?? 0) << 8) | (bytes[2 * i + 1] ?? 0)).toString(16),
  )
  let best = { start: -1, length: 1 }
  for (let start = 0; start < 8; start++) {
    let length = 0
    while (start + length < 8 && groups[start + length] === '0') length++
    if (length > best.length) best = { start, length }
  }
  if (best.start === -1) return groups.join(':')
  return `${groups.slice(0, best.start).join(':')}::${groups.slice(best.start + best.length).join(':')}`
}

/** Length of a contiguous mask; null for any other. */
export function prefixOfMask(mask: string | null): number | null {
  const bytes = mask?.split('.').map(Number) ?? []
  if (bytes.length !== 4) return null
  const bits = bytes.map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return /^1*0*$/.test(bits) ? (bits.indexOf('0') === -1 ? 32 : bits.indexOf('0')) : null
}

/** ipAddressPrefix points at a row of ipAddressPrefixTable, whose last sub-identifier is the prefix length. */
function prefixOfPointer(pointer: string | null): number | null {
  if (pointer === null || !pointer.startsWith('1.3.6.1.2.1.4.32.1.')) return null
  const length = Number(pointer.slice(pointer.lastIndexOf('.') + 1))
  return length >= 0 && length <= 128 ? length : null
}

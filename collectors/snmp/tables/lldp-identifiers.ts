import { decodeText, hex } from '../text.ts'
import { bytesOf, textOf } from '../value.ts'
import type { Varbind } from '../varbind.ts'
import { ipv6 } from './addresses.ts'

/*
 * Identifiers of IEEE 802.1AB-2005, 9.5.2 and 9.5.3: an octet string means what its subtype says.
 */

/** LldpPortIdSubtype. */
export const portSubtype = { macAddress: 3, networkAddress: 4, interfaceName: 5 }
/** LldpChassisIdSubtype. */
export const chassisSubtype = { macAddress: 4, networkAddress: 5 }

/** A MAC or an address in its usual form, else text; null for an empty one. */
export function chassisIdOf(subtype: number | null, id: Varbind | undefined): string | null {
  const bytes = bytesOf(id)
  if (bytes === null || bytes.length === 0) return textOf(id)
  if (subtype === chassisSubtype.macAddress) return hex(bytes)
  if (subtype === chassisSubtype.networkAddress) return networkAddressOf(id) ?? hex(bytes)
  return decodeText(bytes)
}

export function portIdOf(subtype: number | null, id: Varbind | undefined): string | null {
  const bytes = bytesOf(id)
  if (bytes === null || bytes.length === 0) return textOf(id)
  if (subtype === portSubtype.macAddress && bytes.length === 6) return hex(bytes)
  if (subtype === portSubtype.networkAddress) return networkAddressOf(id) ?? hex(bytes)
  return decodeText(bytes)
}

/** An identifier of subtype networkAddress: its first octet is the IANA address family number. Null for other families. */
export function networkAddressOf(id: Varbind | undefined): string | null {
  const bytes = bytesOf(id)
  return bytes === null || bytes.length === 0 ? null : addressOf(bytes[0] ?? 0, Array.from(bytes.subarray(1)))
}

/** An address by its IANA address family number (1 IPv4, 2 IPv6); null for other families and wrong lengths. */
export function addressOf(family: number, octets: number[]): string | null {
  if (octets.some((octet) => octet > 255)) return null
  if (family === 1 && octets.length === 4) return octets.join('.')
  if (family === 2 && octets.length === 16) return ipv6(octets)
  return null
}

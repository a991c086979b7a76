import { subIdentifiers } from '../oid.ts'
import { addressOf } from './lldp-identifiers.ts'

/** A neighbour's management address by its index in the table of neighbours. */
export type ManagementAddresses = Map<string, string>

/**
 * lldpRemManAddrTable and lldpV2RemManAddrTable are indexed by the neighbour's own index (`width` numbers), the address
 * family, and the address with its length before it; some agents leave the length out. Of several addresses an IPv4 one
 * is taken, because that is what the ledger holds; link-local and loopback addresses lead nowhere.
 */
export function managementAddressesOf(indexes: Iterable<string>, width: number): ManagementAddresses {
  const found: ManagementAddresses = new Map()
  for (const index of indexes) {
    const numbers = subIdentifiers(index)
    const neighbour = numbers.slice(0, width).join('.')
    const [family = 0, ...rest] = numbers.slice(width)
    const address = addressOf(family, rest[0] === rest.length - 1 ? rest.slice(1) : rest)
    if (address === null || /^(127\.|169\.254\.|0\.0\.0\.0$|fe[89ab]|::1?$)/.test(address)) continue
    const known = found.get(neighbour)
    if (known === undefined || (known.includes(':') && !address.includes(':'))) found.set(neighbour, address)
  }
  return found
}

import type { Facts } from '../../server/contract/collection.ts'
import type { CrawlProtocol, Lead } from '../../server/contract/discovery.ts'
import { isLocalAddress, normalAddress } from '../../server/domain/identity.ts'

export interface Leads {
  /**
   * Addresses that a device at `fromAddress` knows of and that nobody named before, by the protocols that may be followed.
   * @param depth of that device: how many steps of crawling led to it
   */
  learn(fromAddress: string, facts: Facts, depth: number): Lead[]
}

/**
 * What devices know of others. A forwarding table and an LLDP neighbour without a management address give a MAC address
 * only; it becomes an address as soon as any device's ARP table knows it, be that earlier or later.
 */
export function createLeads(protocols: ReadonlySet<CrawlProtocol>): Leads {
  const ipsOfMac = new Map<string, Set<string>>()
  const waiting = new Map<string, Omit<Lead, 'address'>>()
  const named = new Set<string>()

  return {
    learn(fromAddress, facts, depth) {
      const found: Lead[] = []
      const origin = (how: CrawlProtocol) => ({ how, fromAddress, depth: depth + 1 })
      const name = (text: string, by: Omit<Lead, 'address'>) => {
        const address = normalAddress(text)
        if (named.has(address) || isNobody(address)) return
        named.add(address)
        found.push({ address, ...by })
      }
      const nameByMac = (text: string, by: Omit<Lead, 'address'>) => {
        const mac = macOf(text)
        if (mac === null) return
        const ips = ipsOfMac.get(mac)
        if (!ips) waiting.set(mac, waiting.get(mac) ?? by)
        else for (const ip of ips) name(ip, by)
      }

      for (const own of facts.addresses) named.add(normalAddress(own.ip))
      named.add(normalAddress(fromAddress))
      // Neighbours first: where several protocols know an address, the one that says most about it counts.
      for (const { protocol, remoteAddress, remoteChassisId } of facts.neighbors) {
        if (!protocols.has(protocol)) continue
        if (remoteAddress !== null) name(remoteAddress, origin(protocol))
        else if (remoteChassisId !== null) nameByMac(remoteChassisId, origin(protocol))
      }
      if (protocols.has('forwarding'))
        for (const { mac } of facts.forwarding) nameByMac(mac, origin('forwarding'))
      for (const { ip, mac: text } of facts.arp) {
        const mac = macOf(text)
        if (mac === null) continue
        const ips = ipsOfMac.get(mac) ?? new Set()
        ipsOfMac.set(mac, ips.add(ip))
        const by = waiting.get(mac)
        if (by) name(ip, by)
      }
      if (protocols.has('arp')) for (const { ip } of facts.arp) name(ip, origin('arp'))
      return found
    },
  }
}

/** Six octets in any usual notation; null for group addresses (IEEE 802, 8.2) and for what is none. */
function macOf(text: string): string | null {
  const digits = text.toLowerCase().replace(/[^0-9a-f]/g, '')
  if (digits.length !== 12 || /^0+$/.test(digits)) return null
  return Number.parseInt(digits.slice(0, 2), 16) & 1 ? null : digits
}

/** Group, broadcast and link-local addresses lead to no single device. 127/8 is for the allow-list to decide. */
function isNobody(address: string): boolean {
  if (/^127\./.test(address)) return false
  return isLocalAddress(address) || /^(22[4-9]|23\d|24\d|25[0-5])\./.test(address) || /^ff/.test(address)
}

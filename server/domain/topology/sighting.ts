import type { DeviceFacts, Facts } from '../../contract/collection.ts'

/** A port of a device, as far as others can name it. */
export interface SightedPort {
  index: number
  name: string
  description: string | null
  alias: string | null
  mac: string | null
  /** IANAifType. */
  type: number | null
}

export interface SightedNeighbour {
  port: string | null
  protocol: 'lldp' | 'cdp'
  name: string | null
  remotePort: string | null
  chassisId: string | null
  address: string | null
  description: string | null
}

/** Addresses learnt on one port; `macs` is empty when there were more than are worth keeping. */
export interface LearntOnPort {
  interfaceIndex: number
  count: number
  macs: string[]
}

/** What one device says about its links: the part of its facts that topology is made from, without counters. */
export interface Sighting {
  chassisId: string | null
  name: string | null
  kind: DeviceFacts['kind']
  description: string | null
  addresses: string[]
  ports: SightedPort[]
  neighbours: SightedNeighbour[]
  learnt: LearntOnPort[]
  /** IP and MAC. */
  arp: [string, string][]
}

/** Beyond this many addresses a port is an uplink or leads to another network: no single device is behind it. */
export const mostPerPort = 64
/** A gateway's whole ARP table is of no use here; devices of the ledger are among the first thousands. */
const mostArpEntries = 4_000

/** Order and repetition in the device's answer do not matter: what says the same is equal. */
export function sightingOf(facts: Facts): Sighting {
  return {
    chassisId: facts.device.chassisId,
    name: facts.device.name,
    kind: facts.device.kind,
    description: facts.device.description,
    addresses: facts.addresses.map((one) => one.ip).sort(),
    ports: facts.interfaces
      .flatMap(({ index, name, description, alias, mac, type }) =>
        name === null ? [] : [{ index, name, description, alias, mac, type }],
      )
      .sort((a, b) => a.index - b.index),
    neighbours: facts.neighbors
      .map((one) => ({
        port: one.localInterface,
        protocol: one.protocol,
        name: one.remoteName,
        remotePort: one.remotePort,
        chassisId: one.remoteChassisId,
        address: one.remoteAddress,
        description: one.remoteDescription?.slice(0, 200) ?? null,
      }))
      .sort(byText),
    learnt: learntOf(facts),
    arp: facts.arp
      .slice(0, mostArpEntries)
      .map((one): [string, string] => [one.ip, one.mac])
      .sort(byText),
  }
}

function learntOf({ forwarding }: Facts): LearntOnPort[] {
  const byPort = new Map<number, Set<string>>()
  for (const { mac, interfaceIndex } of forwarding) {
    if (interfaceIndex === null) continue
    const macs = byPort.get(interfaceIndex)
    if (macs === undefined) byPort.set(interfaceIndex, new Set([mac]))
    else macs.add(mac)
  }
  return [...byPort]
    .map(([interfaceIndex, macs]) => ({
      interfaceIndex,
      // Beyond the limit the exact number changes all the time and says nothing more.
      count: Math.min(macs.size, mostPerPort + 1),
      macs: macs.size > mostPerPort ? [] : [...macs].sort(),
    }))
    .sort((a, b) => a.interfaceIndex - b.interfaceIndex)
}

function byText(a: unknown, b: unknown): number {
  const left = JSON.stringify(a)
  const right = JSON.stringify(b)
  return left < right ? -1 : left > right ? 1 : 0
}

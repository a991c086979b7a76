import { isLocalAddress, normalAddress, normalMac, shortName } from '../identity.ts'
import { portLookup, type PortLookup } from './ports.ts'
import type { SightedNeighbour, SightedPort, Sighting } from './sighting.ts'

/** Something that can be an end of a link: a device of the ledger, or what answers at a target that nobody declared. */
export interface Station {
  /** `device:7`, `target:12`. */
  key: string
  /** Name and management address in the ledger. */
  name: string | null
  managementAddress: string | null
  /** When it last answered; null when it never did. */
  seenAt: string | null
  sighting: Sighting | null
}

/** A neighbour that is no station, with the best that is known of it. */
export interface Stranger {
  /** `unknown:` and its chassis id, else name, else address. */
  key: string
  name: string | null
  chassisId: string | null
  address: string | null
  description: string | null
}

/** Stations by what others call them. What two stations share names neither. */
export interface StationIndex {
  stations: ReadonlyMap<string, Station>
  find(neighbour: SightedNeighbour): Station | null
  /** The station and port that a MAC belongs to; the port is null for a chassis id or by ARP. */
  byMac(mac: string): { station: Station; port: SightedPort | null } | null
  portOf(station: Station): PortLookup
}

export function indexStations(list: readonly Station[]): StationIndex {
  const stations = new Map(list.map((station) => [station.key, station]))
  const byChassis = new Unique<Station>()
  const byAddress = new Unique<Station>()
  const byName = new Unique<Station>()
  const macs = new Unique<Station>()
  const portsByMac = new Map<string, SightedPort>()
  for (const station of list) {
    const { sighting } = station
    for (const name of [station.name, sighting?.name]) if (name) byName.add(nameKey(name), station)
    for (const address of [station.managementAddress, ...(sighting?.addresses ?? [])])
      if (address && !isLocalAddress(address)) byAddress.add(normalAddress(address), station)
    if (sighting?.chassisId) byChassis.add(normalMac(sighting.chassisId), station)
    if (sighting?.chassisId && isMac(sighting.chassisId)) macs.add(normalMac(sighting.chassisId), station)
    for (const port of sighting?.ports ?? []) {
      if (port.mac === null) continue
      const mac = normalMac(port.mac)
      macs.add(mac, station)
      // Several ports of a switch may carry one address; a physical one (ethernetCsmacd) is meant.
      if (!portsByMac.has(mac) || port.type === 6) portsByMac.set(mac, port)
    }
  }
  addSilentByArp(list, macs)
  const lookups = new Map<string, PortLookup>()
  return {
    stations,
    find({ chassisId, address, name }) {
      const chassis = chassisId === null ? null : normalMac(chassisId)
      return (
        (chassis === null ? null : (byChassis.get(chassis) ?? macs.get(chassis))) ??
        (address === null ? null : byAddress.get(normalAddress(address))) ??
        (chassisId === null ? null : byAddress.get(normalAddress(chassisId))) ??
        (name === null ? null : byName.get(nameKey(name)))
      )
    },
    byMac(mac) {
      const station = macs.get(mac)
      return station === null ? null : { station, port: portsByMac.get(mac) ?? null }
    },
    portOf(station) {
      let lookup = lookups.get(station.key)
      if (lookup === undefined) lookups.set(station.key, (lookup = portLookup(station.sighting?.ports ?? [])))
      return lookup
    },
  }
}

/** Devices that were never collected are known by the MAC that others resolve their management address to. */
function addSilentByArp(list: readonly Station[], macs: Unique<Station>): void {
  const silent = new Map<string, Station>()
  for (const station of list)
    if (station.sighting === null && station.managementAddress !== null)
      silent.set(normalAddress(station.managementAddress), station)
  if (silent.size === 0) return
  for (const { sighting } of list) {
    for (const [ip, mac] of sighting?.arp ?? []) {
      const station = silent.get(normalAddress(ip))
      if (station) macs.add(normalMac(mac), station)
    }
  }
}

/** CDP adds a serial number in brackets to some names: `core-1(FOX1234)`. */
export function nameKey(name: string): string {
  return shortName(name.replace(/\([^()]*\)\s*$/, ''))
}

export function isMac(text: string): boolean {
  return /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(normalMac(text))
}

class Unique<T> {
  readonly #found = new Map<string, T | null>()

  add(key: string, item: T): void {
    if (key === '') return
    const known = this.#found.get(key)
    this.#found.set(key, known === undefined || known === item ? item : null)
  }

  get(key: string): T | null {
    return this.#found.get(key) ?? null
  }
}

import { compareEnds, linkKey, type Link, type LinkEnd } from './links.ts'
import type { SightedPort } from './sighting.ts'
import type { Station, StationIndex } from './stations.ts'

/** One port of a bridge and the stations behind it. */
interface Behind {
  bridge: Station
  port: SightedPort
  /** By station key: the station's port whose address was learnt, where the address belongs to one. */
  stations: Map<string, SightedPort | null>
  /** Addresses that belong to no station. */
  others: number
}

/**
 * Links that no protocol announced, from what bridges have learnt. Where exactly one station is behind a port, and no
 * other port of the network sees that station alone, the station hangs on that port:
 *
 * - a station that is no bridge: at that port, if nothing else is there but, for a server, its guests' addresses;
 * - a bridge: if it sees the first one at a port of its own; nothing that is known stands between them.
 *
 * A port with a neighbour by LLDP or CDP is an uplink; its learnt address only confirms that neighbour.
 */
export function addForwarding(links: Link[], list: readonly Station[], index: StationIndex): Link[] {
  const behind = list.flatMap((bridge) => portsOf(bridge, index))
  const ends = new Map<string, Link[]>()
  for (const link of links) for (const end of [link.a, link.b]) push(ends, endKey(end.node, end.port), link)
  for (const one of behind) confirm(one, ends)
  const single = behind.filter(
    (one) => one.stations.size === 1 && !ends.has(endKey(one.bridge.key, one.port.name)),
  )
  const places = new Map<string, Behind[]>()
  for (const one of single) {
    const [key, port] = [...one.stations][0]!
    // A host may be at two switches with a port each; a bridge has one address at all of them.
    const isHost = !isBridge(index.stations.get(key)!)
    push(places, endKey(key, isHost ? (port?.name ?? null) : null), one)
  }
  const inferred = new Map<string, Link>()
  for (const [place, ...rivals] of places.values()) {
    if (!place || rivals.length > 0) continue
    const station = index.stations.get([...place.stations.keys()][0]!)!
    const link = isBridge(station) ? betweenBridges(place, station, behind) : leaf(place, station)
    if (link === null || ends.has(endKey(station.key, endAt(link, station.key).port))) continue
    inferred.set(linkKey(link), link)
  }
  return [...links, ...inferred.values()]
}

const isBridge = (station: Station) => (station.sighting?.learnt.length ?? 0) > 0

function portsOf(bridge: Station, index: StationIndex): Behind[] {
  const { sighting } = bridge
  if (sighting === null) return []
  const ports = new Map(sighting.ports.map((port) => [port.index, port]))
  return sighting.learnt.flatMap(({ interfaceIndex, macs }) => {
    const port = ports.get(interfaceIndex)
    if (port === undefined || macs.length === 0) return []
    const behind: Behind = { bridge, port, stations: new Map(), others: 0 }
    for (const mac of macs) {
      const owner = index.byMac(mac)
      if (owner === null) behind.others++
      else if (owner.station.key !== bridge.key) {
        const known = behind.stations.get(owner.station.key)
        behind.stations.set(owner.station.key, known ?? owner.port)
      }
    }
    return [behind]
  })
}

/** The announced neighbour's address was learnt at the port where it was announced. */
function confirm({ bridge, port, stations }: Behind, ends: ReadonlyMap<string, Link[]>): void {
  for (const link of ends.get(endKey(bridge.key, port.name)) ?? []) {
    const [own, other] =
      link.a.node === bridge.key && link.a.port === port.name ? [link.a, link.b] : [link.b, link.a]
    if (stations.has(other.node)) own.sees.add('fdb')
  }
}

/** Addresses besides the server's own that its port may show: virtual machines. */
const mostGuests = 32

function leaf({ bridge, port, stations, others }: Behind, station: Station): Link | null {
  if (others > mostGuests) return null
  return between(endOf(bridge.key, port, true), endOf(station.key, stations.get(station.key) ?? null, false))
}

function betweenBridges(place: Behind, station: Station, behind: readonly Behind[]): Link | null {
  const back = behind.filter((one) => one.bridge === station && one.stations.has(place.bridge.key))
  return back.length === 1
    ? between(endOf(place.bridge.key, place.port, true), endOf(station.key, back[0]!.port, true))
    : null
}

function endOf(node: string, port: SightedPort | null, sees: boolean): LinkEnd {
  return { node, port: port?.name ?? null, isPortKnown: port !== null, sees: new Set(sees ? ['fdb'] : []) }
}

function between(one: LinkEnd, other: LinkEnd): Link {
  return compareEnds(one, other) <= 0 ? { a: one, b: other } : { a: other, b: one }
}

const endAt = (link: Link, node: string) => (link.a.node === node ? link.a : link.b)
const endKey = (node: string, port: string | null) => JSON.stringify([node, port])

function push<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key)
  if (list) list.push(item)
  else lists.set(key, [item])
}

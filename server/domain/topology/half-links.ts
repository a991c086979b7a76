import type { SightedNeighbour } from './sighting.ts'
import { nameKey, type Station, type StationIndex, type Stranger } from './stations.ts'
import { normalAddress, normalMac } from '../identity.ts'

/** One end's word for a link: on this port I see that port of that node. */
export interface HalfLink {
  from: string
  fromPort: string | null
  to: string
  toPort: string | null
  /** The other end is a station whose ports are known, and `toPort` is one of them. */
  isPortKnown: boolean
  protocols: Set<'lldp' | 'cdp'>
}

/** Every neighbour that the stations name, with its node and ports found; those that are no station become strangers. */
export function halfLinksOf(
  list: readonly Station[],
  index: StationIndex,
): { halves: HalfLink[]; strangers: Map<string, Stranger> } {
  const seen = list.flatMap((from) =>
    (from.sighting?.neighbours ?? []).map((neighbour) => ({ from, neighbour, to: index.find(neighbour) })),
  )
  const strangers = new Map<string, Stranger>()
  const chassisByName = namesOfChassis(seen.flatMap(({ neighbour, to }) => (to ? [] : [neighbour])))
  const halves = new Map<string, HalfLink>()
  for (const { from, neighbour, to } of seen) {
    const node = to?.key ?? addStranger(strangers, strangerOf(neighbour, from, chassisByName)).key
    const port = to && neighbour.remotePort !== null ? index.portOf(to)(neighbour.remotePort) : null
    const half: HalfLink = {
      from: from.key,
      fromPort: localPort(from, neighbour, index),
      to: node,
      toPort: port?.name ?? neighbour.remotePort,
      isPortKnown: port !== null,
      protocols: new Set([neighbour.protocol]),
    }
    const key = JSON.stringify([half.from, half.fromPort, half.to, half.toPort])
    const known = halves.get(key)
    if (known) known.protocols.add(neighbour.protocol)
    else halves.set(key, half)
  }
  return { halves: joinProtocols([...halves.values()], strangers), strangers }
}

function localPort(from: Station, { port }: SightedNeighbour, index: StationIndex): string | null {
  return port === null ? null : (index.portOf(from)(port)?.name ?? port)
}

/** A stranger's chassis by its name, where LLDP gave both: CDP names no chassis. */
function namesOfChassis(neighbours: readonly SightedNeighbour[]): Map<string, string | null> {
  const found = new Map<string, string | null>()
  for (const { name, chassisId } of neighbours) {
    if (name === null || chassisId === null) continue
    const key = nameKey(name)
    const chassis = normalMac(chassisId)
    found.set(key, found.has(key) && found.get(key) !== chassis ? null : chassis)
  }
  return found
}

function strangerOf(
  { name, chassisId, address, description, port, remotePort }: SightedNeighbour,
  from: Station,
  chassisByName: ReadonlyMap<string, string | null>,
): Stranger {
  const chassis = chassisId === null ? null : normalMac(chassisId)
  const known = chassis ?? (name === null ? null : (chassisByName.get(nameKey(name)) ?? null))
  const identity =
    known ??
    (name === null ? null : nameKey(name)) ??
    (address === null ? null : normalAddress(address)) ??
    // Nothing names it: it is what hangs on this port.
    `${from.key} ${port ?? ''} ${remotePort ?? ''}`
  return { key: `unknown:${identity}`, name, chassisId: known, address, description }
}

/** Values in a fixed order of preference, so that the order in which neighbours are read does not matter. */
function addStranger(strangers: Map<string, Stranger>, one: Stranger): Stranger {
  const known = strangers.get(one.key)
  const better = (a: string | null, b: string | null) => (a === null || (b !== null && b < a) ? b : a)
  const merged = !known
    ? one
    : {
        key: one.key,
        name: better(known.name, one.name),
        chassisId: better(known.chassisId, one.chassisId),
        address: better(known.address, one.address),
        description: better(known.description, one.description),
      }
  strangers.set(one.key, merged)
  return merged
}

/**
 * LLDP and CDP on one port speak of one cable: where each names one neighbour and one of the two is a stranger, they are
 * the same; where both name the same node and only one its port, that port is meant.
 */
function joinProtocols(halves: HalfLink[], strangers: Map<string, Stranger>): HalfLink[] {
  const groups = new Map<string, HalfLink[]>()
  const joined: HalfLink[] = []
  for (const half of halves) {
    if (half.fromPort === null) {
      joined.push(half)
      continue
    }
    const key = JSON.stringify([half.from, half.fromPort])
    const group = groups.get(key)
    if (group) group.push(half)
    else groups.set(key, [half])
  }
  for (const group of groups.values()) {
    const [one, other] = group
    const together = one && other && group.length === 2 ? joinedPair(one, other, strangers) : null
    joined.push(...(together ? [together] : group))
  }
  const used = new Set(joined.map((half) => half.to))
  for (const key of [...strangers.keys()]) if (!used.has(key)) strangers.delete(key)
  return joined
}

function joinedPair(
  one: HalfLink,
  other: HalfLink,
  strangers: ReadonlyMap<string, Stranger>,
): HalfLink | null {
  const [lldp, cdp] = one.protocols.has('lldp') ? [one, other] : [other, one]
  if (lldp.protocols.has('cdp') || cdp.protocols.has('lldp')) return null
  if (lldp.to !== cdp.to && !strangers.has(lldp.to) && !strangers.has(cdp.to)) return null
  const node = strangers.has(lldp.to) && !strangers.has(cdp.to) ? cdp : lldp
  const port = [lldp, cdp].find((half) => half.to === node.to && half.isPortKnown) ?? node
  const protocols = new Set<'lldp' | 'cdp'>(['lldp', 'cdp'])
  return { ...node, toPort: port.toPort, isPortKnown: port.isPortKnown, protocols }
}

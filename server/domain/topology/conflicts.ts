import type { Link, LinkEnd } from './links.ts'
import { looksLikePortName } from './ports.ts'
import type { StationIndex } from './stations.ts'

/**
 * - `loop`: both ends are one device.
 * - `two-neighbours`: a port announces two devices; LLDP frames are not forwarded (IEEE 802.1AB-2005, 7.1), so one of
 *   them is stale, or something that is no bridge stands between.
 * - `no-such-port`: an end is named that the device does not have.
 * - `one-sided`: one end sees the other, which answers the same protocol and does not see it.
 * - `unregistered`: an end is not in the ledger.
 */
export type Conflict = 'loop' | 'two-neighbours' | 'no-such-port' | 'one-sided' | 'unregistered'

/** IANAifType of ports that are bundles or not made of wire: several neighbours are natural there. */
const notOneWire = new Set([24, 53, 131, 135, 136, 150, 161])

/**
 * The gravest conflict of each link, null for none.
 * @param firstSeenAt when a link was first seen: a device that was last asked before that cannot have confirmed it
 */
export function conflictsOf(
  links: readonly Link[],
  index: StationIndex,
  firstSeenAt: (link: Link) => string | null,
): (Conflict | null)[] {
  const neighbours = new Map<string, Set<string>>()
  for (const { a, b } of links) {
    if (!a.sees.has('lldp') && !b.sees.has('lldp')) continue
    for (const [end, other] of [
      [a, b],
      [b, a],
    ] as const) {
      if (end.port === null) continue
      const key = JSON.stringify([end.node, end.port])
      neighbours.set(key, (neighbours.get(key) ?? new Set()).add(other.node))
    }
  }
  const isCrowded = (link: Link, end: LinkEnd) =>
    (link.a.sees.has('lldp') || link.b.sees.has('lldp')) &&
    (neighbours.get(JSON.stringify([end.node, end.port]))?.size ?? 0) > 1 &&
    isWire(end, index)
  return links.map((link) => {
    const { a, b } = link
    if (a.node === b.node) return 'loop'
    if (isCrowded(link, a) || isCrowded(link, b)) return 'two-neighbours'
    if (isNoPort(a, b, index) || isNoPort(b, a, index)) return 'no-such-port'
    if (isUnanswered(a, b, index, firstSeenAt(link)) || isUnanswered(b, a, index, firstSeenAt(link)))
      return 'one-sided'
    return [a, b].some(({ node }) => !node.startsWith('device:')) ? 'unregistered' : null
  })
}

function isWire({ node, port }: LinkEnd, index: StationIndex): boolean {
  // A stranger's ports are only heard of; an agent that gives every neighbour the same port id proves nothing.
  const station = index.stations.get(node)
  if (!station?.sighting || port === null) return false
  const own = index.portOf(station)(port)
  return own !== null && !notOneWire.has(own.type ?? 6)
}

function isNoPort(end: LinkEnd, other: LinkEnd, index: StationIndex): boolean {
  const ports = index.stations.get(end.node)?.sighting?.ports ?? []
  return (
    other.sees.size > 0 &&
    !end.isPortKnown &&
    end.port !== null &&
    ports.length > 0 &&
    looksLikePortName(end.port)
  )
}

/** `from` sees `to` by a protocol in which `to` hears others, but not `from`, although it was asked since. */
function isUnanswered(from: LinkEnd, to: LinkEnd, index: StationIndex, since: string | null): boolean {
  const station = index.stations.get(to.node)
  if (!station?.sighting || station.seenAt === null || since === null || station.seenAt <= since) return false
  const { neighbours } = station.sighting
  return (['lldp', 'cdp'] as const).some(
    (protocol) =>
      from.sees.has(protocol) &&
      !to.sees.has('lldp') &&
      !to.sees.has('cdp') &&
      neighbours.some((neighbour) => neighbour.protocol === protocol),
  )
}

import { conflictsOf, type Conflict } from './conflicts.ts'
import { addForwarding } from './forwarding.ts'
import { halfLinksOf } from './half-links.ts'
import { compare, joinHalves, linkKey, type Link } from './links.ts'
import { indexStations, type Station, type Stranger } from './stations.ts'

export interface MergedLink extends Link {
  /** The same for the same two ports, whoever sees them. */
  key: string
  conflict: Conflict | null
}

export interface Topology {
  /** In the order of their keys. */
  links: MergedLink[]
  /** Ends that are no station, in the order of their keys. */
  strangers: Stranger[]
}

/**
 * Merges what all stations say of their neighbours, and what bridges have learnt, into links. The order of the stations
 * and of what they say does not matter.
 * @param firstSeenAt when a link with that key was first seen; null for a new one
 */
export function mergeTopology(
  stations: readonly Station[],
  firstSeenAt: (key: string) => string | null,
): Topology {
  const list = [...stations].sort((one, other) => compare(one.key, other.key))
  const index = indexStations(list)
  const { halves, strangers } = halfLinksOf(list, index)
  const links = addForwarding(joinHalves(halves), list, index)
  const conflicts = conflictsOf(links, index, (link) => firstSeenAt(linkKey(link)))
  return {
    links: links
      .map((link, position) => ({ ...link, key: linkKey(link), conflict: conflicts[position] ?? null }))
      .sort((one, other) => compare(one.key, other.key)),
    strangers: [...strangers.values()].sort((one, other) => compare(one.key, other.key)),
  }
}

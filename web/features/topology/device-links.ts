import type { RowOf } from '../../../server/contract/entity.ts'
import type { topologyLink } from '../../../server/contract/entities/topology-link.ts'

type Link = RowOf<typeof topologyLink>

/** A link as one of its ends sees it. */
export interface OwnLink {
  id: number
  ownPort: string | null
  neighbour: string
  neighbourId: number | null
  theirPort: string | null
  conflict: Link['conflict']
  protocol: Link['protocol']
  seesThem: string | null
  seenByThem: string | null
  announced: string | null
}

/** A device's links from its own side, by its ports. A cable between two of its ports stands there once for each. */
export function ownLinks(deviceId: number, links: readonly Link[]): OwnLink[] {
  const common = ({ id, conflict, protocol, announced }: Link) => ({ id, conflict, protocol, announced })
  return links
    .flatMap((link) => {
      const sides: OwnLink[] = []
      if (link.aDeviceId === deviceId)
        sides.push({
          ...common(link),
          ownPort: link.aPort,
          neighbour: link.bName,
          neighbourId: link.bDeviceId,
          theirPort: link.bPort,
          seesThem: link.aSeenBy,
          seenByThem: link.bSeenBy,
        })
      if (link.bDeviceId === deviceId)
        sides.push({
          ...common(link),
          ownPort: link.bPort,
          neighbour: link.aName,
          neighbourId: link.aDeviceId,
          theirPort: link.aPort,
          seesThem: link.bSeenBy,
          seenByThem: link.aSeenBy,
        })
      return sides
    })
    .sort((a, b) => (a.ownPort ?? '').localeCompare(b.ownPort ?? '', 'en', { numeric: true }))
}

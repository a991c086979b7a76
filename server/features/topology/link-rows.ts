import { createHash } from 'node:crypto'
import { topologyLink } from '../../contract/entities/topology-link.ts'
import type { LinkConflict, LinkProtocol } from '../../contract/entities/topology-link.ts'
import type { LinkEnd, Protocol } from '../../domain/topology/links.ts'
import type { MergedLink, Topology } from '../../domain/topology/merge.ts'
import type { Stranger } from '../../domain/topology/stations.ts'
import { nameKeyOf, searchTextOf } from '../ledger/search-text.ts'
import type { LedgerStation } from './read-stations.ts'

/** A row of the table of links, apart from its id, version and times of change. */
export interface LinkRow {
  name: string
  aDeviceId: number | null
  aName: string
  aPort: string | null
  bDeviceId: number | null
  bName: string
  bPort: string | null
  roomId: number | null
  conflict: LinkConflict
  protocol: LinkProtocol
  aSeenBy: string | null
  bSeenBy: string | null
  announced: string | null
  status: 'seen' | 'gone'
  firstSeenAt: string
  lastSeenAt: string
  fingerprint: string
  aNode: string
  bNode: string
  searchText: string | null
  nameKey: string | null
}

export function fingerprintOf(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}

/** The rows of a merged topology. A link was last seen when the last of the ends that see it answered. */
export function linkRowsOf(
  { links, strangers }: Topology,
  stations: readonly LedgerStation[],
  now: string,
): LinkRow[] {
  const byKey = new Map(stations.map((station) => [station.key, station]))
  const strangerByKey = new Map(strangers.map((stranger) => [stranger.key, stranger]))
  const end = (one: LinkEnd) => ({
    ...one,
    station: byKey.get(one.node),
    stranger: strangerByKey.get(one.node),
  })
  return links.map((link) => rowOf(link, end(link.a), end(link.b), now))
}

type End = LinkEnd & { station: LedgerStation | undefined; stranger: Stranger | undefined }

function rowOf(link: MergedLink, a: End, b: End, now: string): LinkRow {
  const seenAt = [a, b]
    .flatMap((one) => (one.sees.size > 0 && one.station?.seenAt ? [one.station.seenAt] : []))
    .sort()
  const names = { a: nameOf(a), b: nameOf(b) }
  const written = {
    name: `${portText(names.a, a.port)} — ${portText(names.b, b.port)}`.slice(0, 500),
    announced: [a, b].map(announcedBy).filter(Boolean).join(' / ').slice(0, 500) || null,
  }
  return {
    ...written,
    aDeviceId: a.station?.deviceId ?? null,
    aName: names.a,
    aPort: a.port?.slice(0, 200) ?? null,
    bDeviceId: b.station?.deviceId ?? null,
    bName: names.b,
    bPort: b.port?.slice(0, 200) ?? null,
    roomId: roomOf(a, b),
    conflict: link.conflict ?? 'none',
    protocol: protocolOf(new Set([...a.sees, ...b.sees])),
    aSeenBy: seenBy(a),
    bSeenBy: seenBy(b),
    status: 'seen',
    firstSeenAt: seenAt[0] ?? now,
    lastSeenAt: seenAt.at(-1) ?? now,
    fingerprint: fingerprintOf(link.key),
    aNode: a.node.slice(0, 300),
    bNode: b.node.slice(0, 300),
    searchText: searchTextOf(topologyLink, written),
    nameKey: nameKeyOf(topologyLink, written),
  }
}

function nameOf({ station, stranger, node }: End): string {
  return (
    station?.name ??
    stranger?.name ??
    stranger?.chassisId ??
    stranger?.address ??
    node.replace(/^\w+:/, '')
  ).slice(0, 200)
}

const portText = (name: string, port: string | null) => (port === null ? name : `${name} ${port}`)

function announcedBy({ station, stranger }: End): string | null {
  if (station?.deviceId != null) return null
  const { sighting } = station ?? {}
  const said = stranger ?? {
    chassisId: sighting?.chassisId ?? null,
    address: sighting?.addresses.find((address) => !address.startsWith('127.')) ?? null,
    description: sighting?.description ?? null,
  }
  return [said.address, said.chassisId, said.description].filter(Boolean).join(' · ')
}

/** The room of both ends, or of the one whose room is known; none for a link between two rooms. */
function roomOf(a: End, b: End): number | null {
  const rooms = new Set([a, b].flatMap((one) => one.station?.roomId ?? []))
  return rooms.size === 1 ? [...rooms][0]! : null
}

const protocolWords: Record<Protocol, string> = { lldp: 'LLDP', cdp: 'CDP', fdb: 'FDB' }

function seenBy({ sees }: End): string | null {
  const words = (Object.keys(protocolWords) as Protocol[]).filter((protocol) => sees.has(protocol))
  return words.map((protocol) => protocolWords[protocol]).join(', ') || null
}

function protocolOf(sees: ReadonlySet<Protocol>): LinkProtocol {
  if (sees.has('lldp')) return sees.has('cdp') ? 'lldp-cdp' : 'lldp'
  return sees.has('cdp') ? 'cdp' : 'forwarding'
}

import type { HalfLink } from './half-links.ts'

export type Protocol = 'lldp' | 'cdp' | 'fdb'

export interface LinkEnd {
  /** Key of a station or stranger. */
  node: string
  port: string | null
  /** Whether the port is one that its node has; false where the node does not list its ports or not this one. */
  isPortKnown: boolean
  /** By which protocols this end sees the other. */
  sees: Set<Protocol>
}

/** A cable with both ends, `a` before `b` in the order of their keys and ports. */
export interface Link {
  a: LinkEnd
  b: LinkEnd
}

/**
 * Puts the two ends' words together. Ends that name each other's port are one link; an end that cannot name the other's
 * port takes the one that names it; a pair of nodes with one such half on each side has one cable. What stays alone is a
 * link that one end sees.
 */
export function joinHalves(halves: readonly HalfLink[]): Link[] {
  const pairs = new Map<string, HalfLink[]>()
  for (const half of halves) {
    const key = JSON.stringify([half.from, half.to].sort())
    const pair = pairs.get(key)
    if (pair) pair.push(half)
    else pairs.set(key, [half])
  }
  return [...pairs.values()].flatMap(joinPair)
}

function joinPair(halves: HalfLink[]): Link[] {
  const first = [halves[0]!.from, halves[0]!.to].sort()[0]!
  const isLoop = halves[0]!.from === halves[0]!.to
  const near = sorted(halves.filter((half) => half.from === first))
  const far = isLoop ? [] : sorted(halves.filter((half) => half.from !== first))
  if (isLoop) return joinLoop(near)
  const links: Link[] = []
  const take = (a: HalfLink, b: HalfLink) => {
    near.splice(near.indexOf(a), 1)
    far.splice(far.indexOf(b), 1)
    links.push(linkOf(a, b))
  }
  const rules: ((a: HalfLink, b: HalfLink) => boolean)[] = [
    (a, b) => a.isPortKnown && b.isPortKnown && a.toPort === b.fromPort && b.toPort === a.fromPort,
    (a, b) => a.toPort === b.fromPort && b.toPort === a.fromPort && a.toPort !== null && b.toPort !== null,
    (a, b) => names(b, a) && !a.isPortKnown,
    (a, b) => names(a, b) && !b.isPortKnown,
  ]
  for (const fits of rules) {
    for (const a of [...near]) {
      const candidates = far.filter((b) => fits(a, b))
      const rivals = candidates.length === 1 ? near.filter((other) => fits(other, candidates[0]!)) : []
      if (rivals.length === 1) take(a, candidates[0]!)
    }
  }
  if (near.length === 1 && far.length === 1 && !near[0]!.isPortKnown && !far[0]!.isPortKnown)
    take(near[0]!, far[0]!)
  return [...links, ...[...near, ...far].map((half) => linkOf(half, null))]
}

const names = (a: HalfLink, b: HalfLink) => a.toPort !== null && a.toPort === b.fromPort

/** Both ends of a cable between two ports of one node are said by that node. */
function joinLoop(halves: HalfLink[]): Link[] {
  const rest = [...halves]
  const links: Link[] = []
  for (let half = rest.shift(); half; half = rest.shift()) {
    const back = rest.find((other) => other.fromPort === half.toPort && other.toPort === half.fromPort)
    if (back) rest.splice(rest.indexOf(back), 1)
    links.push(linkOf(half, back ?? null))
  }
  return links
}

function linkOf(half: HalfLink, back: HalfLink | null): Link {
  const from: LinkEnd = {
    node: half.from,
    port: half.fromPort,
    isPortKnown: half.fromPort !== null,
    sees: new Set(half.protocols),
  }
  const to: LinkEnd = {
    node: half.to,
    port: back?.fromPort ?? half.toPort,
    isPortKnown: back ? back.fromPort !== null : half.isPortKnown,
    sees: new Set(back?.protocols ?? []),
  }
  return compareEnds(from, to) <= 0 ? { a: from, b: to } : { a: to, b: from }
}

export function compareEnds(one: LinkEnd, other: LinkEnd): number {
  return compare(one.node, other.node) || compare(one.port ?? '', other.port ?? '')
}

export function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}

function sorted(halves: HalfLink[]): HalfLink[] {
  return [...halves].sort(
    (one, other) =>
      compare(one.fromPort ?? '', other.fromPort ?? '') || compare(one.toPort ?? '', other.toPort ?? ''),
  )
}

/** What stays the same as long as the cable does. */
export function linkKey({ a, b }: Link): string {
  return JSON.stringify([a.node, a.port, b.node, b.port])
}

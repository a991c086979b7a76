import type { TopologyGraphLink, TopologyNode } from '../../../server/contract/endpoints/topology.ts'
import { deviceKinds } from '../../../server/contract/entities/device.ts'
import { linkConflicts, linkProtocols } from '../../../server/contract/entities/topology-link.ts'
import type { LinkConflict } from '../../../server/contract/entities/topology-link.ts'
import type { Localised } from '../../../server/contract/text.ts'
import type { GraphEdge, GraphSpec, GraphTone } from '../../charts/chart-spec.ts'
import type { TopologyWords } from './messages.ts'
import type { NodeShape } from './node-shape.ts'

/** What the builders of graphs need besides the data. */
export interface GraphContext {
  words: TopologyWords
  say: (text: Localised) => string
  /** Pixels. */
  width: number
  /** What a person is looking for, or nothing. */
  find: string
}

export function shapeOf(node: TopologyNode): NodeShape {
  return node.kind ?? 'unknown'
}

/** Where a click on a node leads. */
export function addressOf(node: TopologyNode): string | undefined {
  if (node.deviceId !== null) return `/devices/${node.deviceId}`
  return node.targetId === null ? undefined : `/targets/${node.targetId}`
}

export function toneOf(node: TopologyNode): GraphTone {
  return node.deviceId === null
    ? 'info'
    : node.kind === 'server' || node.kind === 'storage'
      ? 'plain'
      : 'accent'
}

export function nodeDetails(node: TopologyNode, { words, say }: GraphContext): string[] {
  if (node.deviceId !== null) return [node.name, say(deviceKinds[node.kind ?? 'other'].label)]
  return [node.name, node.targetId === null ? words.unknown : words.answering]
}

/** Whether a name is what a person is looking for; everything is when nothing is looked for. */
export function isFound(name: string, find: string): boolean {
  return find === '' || name.toLowerCase().includes(find.toLowerCase())
}

const tones: Record<(typeof linkConflicts)[LinkConflict]['tone'], GraphTone> = {
  bad: 'bad',
  warning: 'warning',
  info: 'info',
  good: 'faint',
}

/** Conflicts by stroke, width and colour; a link that nobody announced is dotted. */
export function edgeStyle(link: Pick<TopologyGraphLink, 'conflict' | 'protocol'>) {
  const tone = tones[linkConflicts[link.conflict].tone]
  const isGrave = tone === 'bad' || tone === 'warning'
  return {
    tone,
    stroke:
      link.protocol === 'forwarding'
        ? ('dotted' as const)
        : tone === 'warning' || tone === 'info'
          ? ('dashed' as const)
          : ('solid' as const),
    width: isGrave ? 3 : 1.2,
  }
}

export function edgeDetails(
  link: TopologyGraphLink,
  names: ReadonlyMap<string, string>,
  { words, say }: GraphContext,
): string[] {
  const [a, b] = [names.get(link.a) ?? link.a, names.get(link.b) ?? link.b]
  const side = (name: string, by: string | null) =>
    by === null ? words.seesNot({ name }) : words.sees({ name, by })
  return [
    `${a} ${link.aPort ?? '?'} ↔ ${b} ${link.bPort ?? '?'}`,
    ...(link.protocol === 'forwarding'
      ? [words.inferred]
      : [side(a, link.aSeenBy), ...(link.b.startsWith('unknown:') ? [] : [side(b, link.bSeenBy)])]),
    ...(link.conflict === 'none'
      ? []
      : [`${say(linkConflicts[link.conflict].label)}：${words.explain[link.conflict]}`]),
  ]
}

/** Cables between the same two devices lie beside each other. */
export function bends(links: readonly Pick<GraphEdge, 'from' | 'to'>[]): number[] {
  const counts = new Map<string, number>()
  return links.map(({ from, to }) => {
    const key = [from, to].sort().join(' ')
    const before = counts.get(key) ?? 0
    counts.set(key, before + 1)
    const size = Math.ceil(before / 2) * 0.16
    // Bending is seen from the edge's start: the same side for both directions.
    return (before % 2 === 1 ? size : -size) * (from < to ? 1 : -1)
  })
}

/** The links as a table; each row leads to its link. */
export function linkTable(
  links: readonly TopologyGraphLink[],
  names: ReadonlyMap<string, string>,
  { words, say }: GraphContext,
): GraphSpec['table'] {
  const { aName, aPort, bName, bPort, protocol, conflict, aSees, bSees } = words.columns
  return {
    columns: [aName, aPort, bName, bPort, conflict, protocol, aSees, bSees],
    rows: links.map((link) => ({
      cells: [
        names.get(link.a) ?? link.a,
        link.aPort,
        names.get(link.b) ?? link.b,
        link.bPort,
        say(linkConflicts[link.conflict].label),
        say(linkProtocols[link.protocol].label),
        link.aSeenBy,
        link.bSeenBy,
      ],
      to: `/links/${link.id}`,
    })),
  }
}

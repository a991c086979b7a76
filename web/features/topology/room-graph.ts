import type { Topology } from '../../../server/contract/endpoints/topology.ts'
import { linkConflicts } from '../../../server/contract/entities/topology-link.ts'
import type { GraphNode, GraphSpec } from '../../charts/chart-spec.ts'
import {
  addressOf,
  bends,
  edgeDetails,
  edgeStyle,
  isFound,
  linkTable,
  nodeDetails,
  shapeOf,
  toneOf,
  type GraphContext,
} from './graph-parts.ts'
import { nodePaths } from './node-shape.ts'
import { layoutRoom } from './room-layout.ts'

/** A room's network: every device by name, conflicts with their word, what stands in other rooms marked as such. */
export function roomGraph(topology: Topology, roomId: number, context: GraphContext): GraphSpec {
  const { words, say, width, find } = context
  const { nodes, links } = topology
  const rooms = new Map(topology.rooms.map((room) => [room.id, room]))
  const names = new Map(nodes.map((node) => [node.key, node.name]))
  const { places, height, looseY } = layoutRoom(
    nodes.map((node) => ({ key: node.key, name: node.name, shape: shapeOf(node) })),
    links,
    width,
  )
  const counts = new Map<string, number>()
  for (const link of links) for (const key of [link.a, link.b]) counts.set(key, (counts.get(key) ?? 0) + 1)
  const hits = new Set(nodes.filter((node) => isFound(node.name, find)).map((node) => node.key))
  const bent = bends(links.map((link) => ({ from: link.a, to: link.b })))
  const room = rooms.get(roomId)
  return {
    kind: 'graph',
    question: words.questions.room({ room: room?.name ?? '' }),
    width,
    height,
    nodes: [
      ...nodes.map((node): GraphNode => {
        const place = places.get(node.key)!
        const elsewhere = node.roomId !== null && node.roomId !== roomId ? rooms.get(node.roomId) : undefined
        const to = addressOf(node)
        return {
          key: node.key,
          x: place.x,
          y: place.y,
          path: nodePaths[shapeOf(node)],
          size: 14,
          tone: elsewhere ? 'faint' : toneOf(node),
          label: elsewhere ? `${node.name} · ${elsewhere.code}` : node.name,
          labelAt: place.isLeaf ? 'right' : 'top',
          labelWidth: place.labelWidth,
          isDimmed: !hits.has(node.key),
          details: [
            ...nodeDetails(node, context),
            ...(elsewhere ? [words.elsewhere({ room: elsewhere.name })] : []),
            words.linkCount({ count: counts.get(node.key) ?? 0 }),
          ],
          ...(to === undefined ? {} : { to }),
        }
      }),
      ...(looseY === null ? [] : [looseHeading(looseY, width, words.loose)]),
    ],
    edges: links.map((link, at) => ({
      key: String(link.id),
      // From the middle of the network outwards.
      ...(places.get(link.a)!.x <= places.get(link.b)!.x
        ? { from: link.a, to: link.b, bend: bent[at] ?? 0 }
        : { from: link.b, to: link.a, bend: -(bent[at] ?? 0) }),
      ...edgeStyle(link),
      ...(link.conflict === 'none' ? {} : { word: say(linkConflicts[link.conflict].label) }),
      isDimmed: !hits.has(link.a) && !hits.has(link.b),
      details: edgeDetails(link, names, context),
      address: `/links/${link.id}`,
    })),
    table: linkTable(links, names, context),
  }
}

function looseHeading(y: number, width: number, label: string): GraphNode {
  return {
    key: 'heading:loose',
    x: 8,
    y,
    path: '',
    size: 0,
    tone: 'plain',
    label,
    labelAt: 'right',
    labelWidth: width - 20,
    isHeading: true,
    details: [],
  }
}

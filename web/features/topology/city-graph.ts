import type {
  CityTopology,
  Topology,
  TopologyNode,
  TopologyRoom,
} from '../../../server/contract/endpoints/topology.ts'
import type { GraphNode, GraphSpec } from '../../charts/chart-spec.ts'
import { layoutCells, layoutRooms } from './city-layout.ts'
import {
  addressOf,
  edgeDetails,
  edgeStyle,
  isFound,
  linkTable,
  nodeDetails,
  shapeOf,
  toneOf,
  type GraphContext,
} from './graph-parts.ts'
import { nodePaths, shapeOrder } from './node-shape.ts'

const roomAddress = (id: number) => `/topology?room=${id}`

/** Address of the list of links between two rooms, whichever is their A end. */
function betweenAddress(one: number, other: number): string {
  const both = encodeURIComponent(`${one},${other}`)
  return `/links?status=seen&roomId.empty=true&aRoomId=${both}&bRoomId=${both}`
}

/** The rooms of the city, larger with more devices, and the links between them. */
export function cityGraph(city: CityTopology, context: GraphContext): GraphSpec {
  const { words, width, find } = context
  const rooms = city.rooms.filter((room) => room.deviceCount > 0 || room.linkCount > 0)
  const byId = new Map(rooms.map((room) => [room.id, room]))
  const places = layoutRooms(rooms, width)
  const outside = new Map<number, number>()
  for (const { aRoomId, bRoomId, count } of city.links)
    for (const id of [aRoomId, bRoomId]) outside.set(id, (outside.get(id) ?? 0) + count)
  const hits = new Set(
    rooms.filter((room) => isFound(`${room.code} ${room.name}`, find)).map((room) => room.id),
  )
  const regions = new Map(rooms.map((room) => [room.regionId, room]))
  const headings = places.headings.map(({ regionId, x, y }): GraphNode => ({
    key: `region:${regionId}`,
    x,
    y,
    path: '',
    size: 0,
    tone: 'plain',
    label: regionNameOf(regions.get(regionId), context),
    labelAt: 'right',
    labelWidth: places.labelWidth,
    isHeading: true,
    details: [],
  }))
  const nodes = rooms.map((room): GraphNode => ({
    key: `room:${room.id}`,
    ...places.rooms.get(room.id)!,
    path: nodePaths.room,
    size: 7 + Math.min(10, Math.sqrt(room.deviceCount) * 1.6),
    tone: room.conflictCount > 0 ? 'warning' : outside.has(room.id) ? 'accent' : 'faint',
    label:
      room.conflictCount > 0
        ? `${words.conflictCount({ count: room.conflictCount })} · ${room.name}`
        : room.name,
    labelAt: 'right',
    labelWidth: places.labelWidth,
    isDimmed: !hits.has(room.id),
    details: roomDetails(room, context),
    to: roomAddress(room.id),
  }))
  return {
    kind: 'graph',
    question: words.questions.rooms,
    width,
    height: places.height,
    nodes: [...headings, ...nodes],
    edges: city.links.flatMap(({ aRoomId, bRoomId, count, conflictCount }) => {
      const [one, other] = [byId.get(aRoomId), byId.get(bRoomId)]
      if (!one || !other) return []
      return {
        key: `${aRoomId}-${bRoomId}`,
        from: `room:${aRoomId}`,
        to: `room:${bRoomId}`,
        tone: conflictCount > 0 ? ('warning' as const) : ('accent' as const),
        stroke: conflictCount > 0 ? ('dashed' as const) : ('solid' as const),
        width: Math.min(5, 1 + Math.log2(count)),
        bend: bendBetween(places.rooms.get(aRoomId)!, places.rooms.get(bRoomId)!),
        isDimmed: !hits.has(aRoomId) && !hits.has(bRoomId),
        details: [
          words.between({ one: one.name, other: other.name }),
          words.linkCount({ count }),
          ...(conflictCount > 0 ? [words.conflictCount({ count: conflictCount })] : []),
        ],
        address: betweenAddress(aRoomId, bRoomId),
      }
    }),
    table: roomTable(rooms, outside, context),
  }
}

/** Rooms below each other are joined by a bow at their left, clear of the names at their right. */
function bendBetween(one: { x: number; y: number }, other: { x: number; y: number }): number {
  if (one.x !== other.x) return 0.08
  const distance = Math.abs(one.y - other.y)
  return (one.y < other.y ? -1 : 1) * Math.min(0.3, 44 / distance)
}

function regionNameOf(room: TopologyRoom | undefined, { say }: GraphContext): string {
  const zh = room?.regionName ?? '—'
  return say({ zh, en: room?.regionNameEn ?? zh })
}

function roomDetails(room: TopologyRoom, { words }: GraphContext): string[] {
  return [
    `${room.code} ${room.name}`,
    words.deviceCount({ count: room.deviceCount }),
    words.linkCount({ count: room.linkCount }),
    ...(room.conflictCount > 0 ? [words.conflictCount({ count: room.conflictCount })] : []),
  ]
}

function roomTable(
  rooms: readonly TopologyRoom[],
  outside: ReadonlyMap<number, number>,
  context: GraphContext,
): GraphSpec['table'] {
  const { room, region, devices, links, conflicts, outside: others } = context.words.columns
  return {
    columns: [room, region, devices, links, conflicts, others],
    rows: rooms.map((one) => ({
      cells: [
        `${one.code} ${one.name}`,
        regionNameOf(one, context),
        one.deviceCount,
        one.linkCount,
        one.conflictCount,
        outside.get(one.id) ?? 0,
      ],
      to: roomAddress(one.id),
    })),
  }
}

/** Every device of the city, room by room. Words stand only at the rooms; devices say theirs on hover. */
export function cellGraph(topology: Topology, context: GraphContext): GraphSpec {
  const { words, width, find } = context
  const { nodes, links, rooms } = topology
  const names = new Map(nodes.map((node) => [node.key, node.name]))
  const degrees = new Map<string, number>()
  for (const link of links) for (const key of [link.a, link.b]) degrees.set(key, (degrees.get(key) ?? 0) + 1)
  const middleFirst = (a: TopologyNode, b: TopologyNode) =>
    (degrees.get(b.key) ?? 0) - (degrees.get(a.key) ?? 0) ||
    shapeOrder.indexOf(shapeOf(a)) - shapeOrder.indexOf(shapeOf(b)) ||
    (a.key < b.key ? -1 : 1)
  const sorted = [...nodes].sort(middleFirst)
  const keysOf = new Map(
    [...Map.groupBy(sorted, (node) => node.roomId)].map(
      ([id, own]) => [id, own.map((node) => node.key)] as const,
    ),
  )
  const places = layoutCells(rooms, keysOf, width)
  const shown = nodes.filter((node) => places.nodes.has(node.key))
  const hits = new Set(shown.filter((node) => isFound(node.name, find)).map((node) => node.key))
  return {
    kind: 'graph',
    question: words.questions.devices,
    width,
    height: places.height,
    nodes: [
      ...shown.map((node): GraphNode => {
        const to = addressOf(node)
        return {
          key: node.key,
          ...places.nodes.get(node.key)!,
          path: nodePaths[shapeOf(node)],
          size: 7,
          tone: toneOf(node),
          label: node.name,
          labelAt: find !== '' && hits.size <= 20 && hits.has(node.key) ? 'right' : 'none',
          labelWidth: 180,
          isDimmed: !hits.has(node.key),
          details: [...nodeDetails(node, context), words.linkCount({ count: degrees.get(node.key) ?? 0 })],
          ...(to === undefined ? {} : { to }),
        }
      }),
      ...rooms.flatMap((room): GraphNode[] => {
        const place = places.labels.get(room.id)
        if (!place) return []
        return [
          {
            key: `room:${room.id}`,
            ...place,
            path: nodePaths.room,
            size: 1,
            tone: 'faint',
            label: room.name,
            labelAt: 'centre',
            labelWidth: places.cell - 10,
            isHeading: true,
            details: roomDetails(room, context),
            to: roomAddress(room.id),
          },
        ]
      }),
    ],
    edges: links
      .filter((link) => places.nodes.has(link.a) && places.nodes.has(link.b))
      .map((link) => ({
        key: String(link.id),
        from: link.a,
        to: link.b,
        ...edgeStyle(link),
        width: link.conflict === 'none' ? 0.8 : 2.5,
        bend: 0,
        isDimmed: !hits.has(link.a) && !hits.has(link.b),
        details: edgeDetails(link, names, context),
        address: `/links/${link.id}`,
      })),
    table: linkTable(links, names, context),
  }
}

import { shapeOrder, type NodeShape } from './node-shape.ts'

export interface LayoutNode {
  key: string
  name: string
  shape: NodeShape
}
export interface LayoutLink {
  a: string
  b: string
}
export interface Placed {
  x: number
  y: number
  /** Nothing hangs on it: its words may stand at its right. */
  isLeaf: boolean
}

export interface Layout {
  places: Map<string, Placed>
  /** Pixels. */
  height: number
  labelWidth: number
}

const rowHeight = 28
const margin = { top: 30, left: 76, bottom: 14 }
const step = { least: 110, most: 260 }
/** Columns in which nodes without a link stand below the tree. */
const looseWidth = 220

/**
 * A network as a tree that grows to the right: the best-connected switch first, what hangs on it in the next column,
 * each leaf in a row of its own so that no two names meet. Nodes without a link follow in rows below. The same network
 * always looks the same.
 */
export function layoutRoom(
  nodes: readonly LayoutNode[],
  links: readonly LayoutLink[],
  width: number,
): Layout {
  const neighbours = adjacency(nodes, links)
  const byKey = new Map(nodes.map((node) => [node.key, node]))
  const rank = (key: string) => shapeOrder.indexOf(byKey.get(key)!.shape)
  const degree = (key: string) => neighbours.get(key)!.length
  const inOrder = (a: string, b: string) =>
    rank(a) - rank(b) || degree(b) - degree(a) || compareNames(byKey.get(a)!, byKey.get(b)!)
  const linked = nodes.map((node) => node.key).filter((key) => degree(key) > 0)
  const loose = nodes.map((node) => node.key).filter((key) => degree(key) === 0)
  const rows = new Map<string, number>()
  const depths = new Map<string, number>()
  const leaves = new Set<string>()
  let nextRow = 0
  const hostRank = shapeOrder.indexOf('access-point')
  /** The switch that joins most network equipment is the middle, even where another has more hosts. */
  const reach = (key: string) => neighbours.get(key)!.filter((other) => rank(other) < hostRank).length
  const rootsFirst = (a: string, b: string) =>
    Number(rank(a) > 0) - Number(rank(b) > 0) || reach(b) - reach(a) || degree(b) - degree(a) || inOrder(a, b)
  const grow = (root: string) => {
    const children = spread(root, neighbours, depths, inOrder)
    const place = (key: string): number => {
      const own = (children.get(key) ?? []).map(place)
      if (own.length === 0) leaves.add(key)
      const row = own.length === 0 ? nextRow++ : (own[0]! + own.at(-1)!) / 2
      rows.set(key, row)
      return row
    }
    place(root)
  }
  for (const root of linked.sort(rootsFirst)) if (!depths.has(root)) grow(root)
  const deepest = Math.max(1, ...depths.values())
  const stepWidth = Math.max(
    step.least,
    Math.min(step.most, Math.floor((width - margin.left) / (deepest + 1))),
  )
  const places = new Map<string, Placed>()
  for (const [key, row] of rows)
    places.set(key, {
      x: margin.left + depths.get(key)! * stepWidth,
      y: margin.top + row * rowHeight,
      isLeaf: leaves.has(key),
    })
  const columns = Math.max(1, Math.floor((width - 16) / looseWidth))
  const below = nextRow + (nextRow > 0 && loose.length > 0 ? 1 : 0)
  loose.sort(inOrder).forEach((key, at) =>
    places.set(key, {
      x: 16 + (at % columns) * looseWidth,
      y: margin.top + (below + Math.floor(at / columns)) * rowHeight,
      isLeaf: true,
    }),
  )
  const rowCount = below + Math.ceil(loose.length / columns)
  return {
    places,
    height: Math.max(120, margin.top + rowCount * rowHeight + margin.bottom),
    labelWidth: Math.min(stepWidth, looseWidth) - 22,
  }
}

function adjacency(nodes: readonly LayoutNode[], links: readonly LayoutLink[]): Map<string, string[]> {
  const found = new Map<string, Set<string>>(nodes.map((node) => [node.key, new Set()]))
  for (const { a, b } of links) {
    if (a === b || !found.has(a) || !found.has(b)) continue
    found.get(a)!.add(b)
    found.get(b)!.add(a)
  }
  return new Map([...found].map(([key, others]) => [key, [...others]]))
}

/** A tree over everything that a root reaches, nearest first; fills in how far each is. */
function spread(
  root: string,
  neighbours: ReadonlyMap<string, string[]>,
  depths: Map<string, number>,
  inOrder: (a: string, b: string) => number,
): Map<string, string[]> {
  const children = new Map<string, string[]>()
  depths.set(root, 0)
  const queue = [root]
  for (let key = queue.shift(); key !== undefined; key = queue.shift()) {
    const own = neighbours
      .get(key)!
      .filter((other) => !depths.has(other))
      .sort(inOrder)
    for (const other of own) depths.set(other, depths.get(key)! + 1)
    children.set(key, own)
    queue.push(...own)
  }
  return children
}

function compareNames(a: LayoutNode, b: LayoutNode): number {
  return a.name.localeCompare(b.name, 'zh', { numeric: true }) || (a.key < b.key ? -1 : 1)
}

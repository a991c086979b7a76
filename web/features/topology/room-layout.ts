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
  /** Pixels that its words have. */
  labelWidth: number
}

export interface Layout {
  places: Map<string, Placed>
  /** Pixels. */
  height: number
  /** Where the heading of the nodes without a link stands; null where all have one. */
  looseY: number | null
}

const rowHeight = 28
const margin = { top: 30, left: 76, leftOnPhones: 60, bottom: 14 }
const step = { least: 84, most: 260 }
/** What the names of the last column need. */
const lastNames = 122
const phone = 500
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
  const left = width < phone ? margin.leftOnPhones : margin.left
  const share = Math.min((width - left) / (deepest + 1), (width - left - lastNames) / deepest)
  const stepWidth = Math.floor(Math.max(step.least, Math.min(step.most, share)))
  /** Words at the right reach to the next column or the edge; words above their node may not leave at the left. */
  const labelWidth = (x: number, isLeaf: boolean, isLast: boolean): number => {
    if (!isLeaf) return Math.min(stepWidth - 22, 2 * x - 4)
    return isLast ? Math.max(lastNames, Math.min(300, width - x - 16)) : stepWidth - 22
  }
  const places = new Map<string, Placed>()
  for (const [key, row] of rows) {
    const depth = depths.get(key)!
    const x = left + depth * stepWidth
    const isLeaf = leaves.has(key)
    places.set(key, {
      x,
      y: margin.top + row * rowHeight,
      isLeaf,
      labelWidth: labelWidth(x, isLeaf, depth === deepest),
    })
  }
  const columns = Math.max(1, Math.floor((width - 16) / looseWidth))
  const below = nextRow + (loose.length > 0 ? 1.5 : 0)
  loose.sort(inOrder).forEach((key, at) =>
    places.set(key, {
      x: 16 + (at % columns) * looseWidth,
      y: margin.top + (below + Math.floor(at / columns)) * rowHeight,
      isLeaf: true,
      labelWidth: looseWidth - 22,
    }),
  )
  const rowCount = below + Math.ceil(loose.length / columns)
  return {
    places,
    height: Math.max(120, Math.ceil(margin.top + rowCount * rowHeight + margin.bottom)),
    looseY: loose.length > 0 ? margin.top + (below - 1) * rowHeight : null,
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

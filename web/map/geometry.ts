import type { MultiPolygon, Polygon, Position } from 'geojson'

/** West, south, east, north in degrees, WGS-84. */
export type Bounds = readonly [west: number, south: number, east: number, north: number]

export type Boundary = Polygon | MultiPolygon

/** A region's boundary as the ledger keeps it (JSON), or null where there is none or it is something else. */
export function boundaryOf(value: unknown): Boundary | null {
  if (typeof value !== 'object' || value === null) return null
  const { type, coordinates } = value as { type?: unknown; coordinates?: unknown }
  const known = (type === 'Polygon' || type === 'MultiPolygon') && Array.isArray(coordinates)
  return known ? (value as Boundary) : null
}

/** All rings, outer and inner, of all parts. */
export function ringsOf(boundary: Boundary): Position[][] {
  return boundary.type === 'Polygon' ? boundary.coordinates : boundary.coordinates.flat()
}

/** The bounds around all of these, or null when there is nothing to bound. */
export function boundsAround(boundaries: readonly Boundary[]): Bounds | null {
  const positions = boundaries.flatMap((boundary) => ringsOf(boundary).flat())
  if (positions.length === 0) return null
  let [west, south, east, north] = [180, 90, -180, -90]
  for (const [longitude = 0, latitude = 0] of positions) {
    west = Math.min(west, longitude)
    east = Math.max(east, longitude)
    south = Math.min(south, latitude)
    north = Math.max(north, latitude)
  }
  return [west, south, east, north]
}

/** Positions tried along each side of a boundary's bounds; enough for a name, cheap for a page. */
const triedPerSide = 24

/**
 * Where a region's name stands: of a grid of positions inside the boundary, and inside `within` when only that is
 * shown, the one farthest from all edges. A centroid will not do: it lies outside of a district that wraps around
 * another. Null when nothing of the region is inside, or too little to hold a name.
 */
export function labelPosition(boundary: Boundary, within?: Bounds): Position | null {
  const own = boundsAround([boundary])
  if (!own) return null
  const [west, south, east, north] = within ? overlap(own, within) : own
  const rings = ringsOf(boundary)
  const edges = within ? [...rings, frameOf(within)] : rings
  const least = within ? (within[3] - within[1]) / 12 : 0
  let best: { at: Position; room: number } | null = null
  for (let i = 0; i < triedPerSide; i++) {
    for (let j = 0; j < triedPerSide; j++) {
      const at = [
        west + ((i + 0.5) / triedPerSide) * (east - west),
        south + ((j + 0.5) / triedPerSide) * (north - south),
      ]
      if (!isInside(at, rings)) continue
      const room = distanceToEdges(at, edges)
      if (room > (best?.room ?? least)) best = { at, room }
    }
  }
  return best?.at ?? null
}

const overlap = (a: Bounds, b: Bounds): Bounds => [
  Math.max(a[0], b[0]),
  Math.max(a[1], b[1]),
  Math.min(a[2], b[2]),
  Math.min(a[3], b[3]),
]

const frameOf = ([west, south, east, north]: Bounds): Position[] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
]

/** Whether a position lies inside: a ray from it crosses the rings an odd number of times. */
function isInside([x = 0, y = 0]: Position, rings: Position[][]): boolean {
  let inside = false
  forEachEdge(rings, (x0, y0, x1, y1) => {
    if (y0 > y !== y1 > y && x < x0 + ((y - y0) / (y1 - y0)) * (x1 - x0)) inside = !inside
  })
  return inside
}

/** Distance to the nearest edge in degrees of latitude. */
function distanceToEdges([x = 0, y = 0]: Position, rings: Position[][]): number {
  const squeeze = Math.cos((y * Math.PI) / 180)
  let nearest = Infinity
  forEachEdge(rings, (x0, y0, x1, y1) => {
    const [dx, dy] = [(x1 - x0) * squeeze, y1 - y0]
    const [px, py] = [(x - x0) * squeeze, y - y0]
    const length = dx * dx + dy * dy
    const along = length === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / length))
    nearest = Math.min(nearest, Math.hypot(px - along * dx, py - along * dy))
  })
  return nearest
}

function forEachEdge(
  rings: Position[][],
  visit: (x0: number, y0: number, x1: number, y1: number) => void,
): void {
  for (const ring of rings) {
    for (let i = 0; i + 1 < ring.length; i++) {
      const [x0 = 0, y0 = 0] = ring[i]!
      const [x1 = 0, y1 = 0] = ring[i + 1]!
      visit(x0, y0, x1, y1)
    }
  }
}

export function contains(
  [west, south, east, north]: Bounds,
  [longitude = 0, latitude = 0]: Position,
): boolean {
  return longitude >= west && longitude <= east && latitude >= south && latitude <= north
}

/** A town is shown apart when it is at most this part of the whole map wide and high. */
const clusterShare = 1 / 3

/**
 * The bounds of the town within a large city: the points near the middle half of all, near as a box plot draws its
 * whiskers (Tukey 1977: 1.5 interquartile ranges), with a margin. Null when the points are spread out, so that a view
 * of their own would show no more.
 */
export function clusterBounds(points: readonly Position[], whole: Bounds): Bounds | null {
  if (points.length < 10) return null
  const nearX = whiskers(points.map(([longitude = 0]) => longitude))
  const nearY = whiskers(points.map(([, latitude = 0]) => latitude))
  const near = points.filter((point) => contains([nearX[0], nearY[0], nearX[1], nearY[1]], point))
  const [west, east] = extent(near.map(([longitude = 0]) => longitude))
  const [south, north] = extent(near.map(([, latitude = 0]) => latitude))
  const isSmall =
    east - west < (whole[2] - whole[0]) * clusterShare && north - south < (whole[3] - whole[1]) * clusterShare
  if (!isSmall || near.length < points.length / 2) return null
  const [marginX, marginY] = [Math.max((east - west) / 12, 0.004), Math.max((north - south) / 12, 0.004)]
  return [west - marginX, south - marginY, east + marginX, north + marginY]
}

function whiskers(values: number[]): [number, number] {
  const sorted = values.sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))]!
  const [low, high] = [at(0.25), at(0.75)]
  return [low - 1.5 * (high - low), high + 1.5 * (high - low)]
}

const extent = (values: readonly number[]) => [Math.min(...values), Math.max(...values)] as const

export type Projection = (position: Position) => readonly [x: number, y: number]

/**
 * Fits `bounds` into a drawing of `width` × `height` pixels with a margin, in the Mercator projection and with the same
 * fit as MapLibre's, so that a drawing and the interactive map that takes its place lie exactly over each other.
 */
export function projectionFor(bounds: Bounds, width: number, height: number, margin = 16): Projection {
  const [west, south, east, north] = bounds
  const [bottom, top] = [mercatorDegrees(south), mercatorDegrees(north)]
  const spanX = Math.max(east - west, 1e-6)
  const spanY = Math.max(top - bottom, 1e-6)
  const scale = Math.max(Math.min((width - 2 * margin) / spanX, (height - 2 * margin) / spanY), 1)
  const left = (width - spanX * scale) / 2
  const above = (height - spanY * scale) / 2
  return ([longitude = 0, latitude = 0]) => [
    left + (longitude - west) * scale,
    above + (top - mercatorDegrees(latitude)) * scale,
  ]
}

/** Northing of a latitude in the spherical Mercator projection, in degrees of the equator. */
function mercatorDegrees(latitude: number): number {
  const radians = (latitude * Math.PI) / 180
  return (Math.log(Math.tan(Math.PI / 4 + radians / 2)) * 180) / Math.PI
}

/** The boundary as the `d` of an SVG path; holes come out with `fill-rule: evenodd`. */
export function svgPath(boundary: Boundary, project: Projection): string {
  return ringsOf(boundary)
    .map((ring) => `M${ring.map((position) => project(position).map(toTenth).join(',')).join('L')}Z`)
    .join('')
}

const toTenth = (value: number) => Math.round(value * 10) / 10

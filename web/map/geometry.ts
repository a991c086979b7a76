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

/** Where a region's name stands: the centroid of its largest outer ring. */
export function labelPosition(boundary: Boundary): Position {
  const outer =
    boundary.type === 'Polygon' ? [boundary.coordinates[0]] : boundary.coordinates.map((p) => p[0])
  const centroids = outer.filter((ring) => ring !== undefined).map(centroidOf)
  const largest = centroids.reduce((a, b) => (b.area > a.area ? b : a), { area: -1, at: [0, 0] as Position })
  return largest.at
}

/** Centroid and area of a ring by the shoelace formula; degrees are near enough to a plane within one city. */
function centroidOf(ring: Position[]): { area: number; at: Position } {
  let [twice, x, y] = [0, 0, 0]
  for (let i = 0; i < ring.length; i++) {
    const [x0 = 0, y0 = 0] = ring[i]!
    const [x1 = 0, y1 = 0] = ring[(i + 1) % ring.length]!
    const cross = x0 * y1 - x1 * y0
    twice += cross
    x += (x0 + x1) * cross
    y += (y0 + y1) * cross
  }
  if (twice === 0) return { area: 0, at: ring[0] ?? [0, 0] }
  return { area: Math.abs(twice / 2), at: [x / (3 * twice), y / (3 * twice)] }
}

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

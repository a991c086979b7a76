/** GeoJSON rings in WGS-84: `[longitude, latitude]` in degrees, closed. */
export type Position = [number, number]
export type Boundary =
  { type: 'Polygon'; coordinates: Position[][] } | { type: 'MultiPolygon'; coordinates: Position[][][] }

/** Whether a point lies in the area (even-odd rule, holes left out; RFC 7946 §3.1.6). */
export function contains(boundary: Boundary, [longitude, latitude]: Position): boolean {
  const polygons = boundary.type === 'Polygon' ? [boundary.coordinates] : boundary.coordinates
  return polygons.some((rings) =>
    rings.reduce((inside, ring) => inside !== crossesOdd(ring, longitude, latitude), false),
  )
}

function crossesOdd(ring: readonly Position[], x: number, y: number): boolean {
  let odd = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i]!
    const [xj, yj] = ring[j]!
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) odd = !odd
  }
  return odd
}

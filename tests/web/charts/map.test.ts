import type { Polygon } from 'geojson'
import { describe, expect, it } from 'vitest'
import { boundaryOf, boundsAround, labelPosition, projectionFor, svgPath } from '../../../web/map/geometry.ts'
import { inDrawingOrder, markDiameter, roomStateOf } from '../../../web/map/room-mark.ts'

const square: Polygon = {
  type: 'Polygon',
  coordinates: [
    [
      [121, 41],
      [122, 41],
      [122, 42],
      [121, 42],
      [121, 41],
    ],
  ],
}

describe('the map', () => {
  it('takes a boundary only for what it is', () => {
    expect(boundaryOf(square)).toBe(square)
    expect(boundaryOf(null)).toBeNull()
    expect(boundaryOf({ type: 'Point', coordinates: [1, 2] })).toBeNull()
    expect(boundaryOf('Polygon')).toBeNull()
  })

  it('bounds all districts, and nothing when there are none', () => {
    const other: Polygon = {
      type: 'Polygon',
      coordinates: [
        [
          [120, 40.5],
          [120.5, 40.5],
          [120.5, 41],
        ],
      ],
    }
    expect(boundsAround([square, other])).toEqual([120, 40.5, 122, 42])
    expect(boundsAround([])).toBeNull()
  })

  it('puts a name into the middle of the largest part', () => {
    const far = square.coordinates[0]!.map(([x = 0, y = 0]) => [x / 100, y / 100])
    const at = labelPosition({ type: 'MultiPolygon', coordinates: [[far], square.coordinates] })
    expect(at[0]).toBeCloseTo(121.5)
    expect(at[1]).toBeCloseTo(41.5)
  })

  it('draws north up, within the margins, without stretching', () => {
    const project = projectionFor([121, 41, 122, 42], 400, 300, 10)
    const [left, top] = project([121, 42])
    const [right, bottom] = project([122, 41])
    expect(top).toBeCloseTo(10)
    expect(bottom).toBeCloseTo(290)
    // One degree of longitude at 41.5° N is about three quarters of a degree of latitude.
    expect((right - left) / (bottom - top)).toBeCloseTo(Math.cos((41.5 * Math.PI) / 180), 3)
    expect(left + right).toBeCloseTo(400)
    expect(svgPath(square, project)).toMatch(/^M[\d.,]+(L[\d.,]+){4}Z$/)
  })

  it('sizes marks by devices and keeps the smallest on top', () => {
    expect(markDiameter(0)).toBe(9)
    expect(markDiameter(16)).toBe(16)
    expect(markDiameter(900)).toBe(30)
    const room = (id: number, deviceCount: number) =>
      ({ id, deviceCount }) as Parameters<typeof inDrawingOrder>[0][number]
    expect(inDrawingOrder([room(1, 3), room(2, 40), room(3, 3)]).map((r) => r.id)).toEqual([2, 1, 3])
  })

  it('shows open findings on operating rooms, and a closure before everything', () => {
    expect(roomStateOf({ status: 'operating', openFindings: 0 })).toBe('operating')
    expect(roomStateOf({ status: 'operating', openFindings: 2 })).toBe('findings')
    expect(roomStateOf({ status: 'closed', openFindings: 2 })).toBe('closed')
  })
})

import type { Polygon } from 'geojson'
import { describe, expect, it } from 'vitest'
import {
  boundaryOf,
  boundsAround,
  clusterBounds,
  contains,
  labelPosition,
  projectionFor,
  svgPath,
} from '../../../web/map/geometry.ts'
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

  it('puts a name into the middle', () => {
    const at = labelPosition(square)!
    expect(at[0]).toBeCloseTo(121.5, 1)
    expect(Math.abs(at[1]! - 41.5)).toBeLessThan(0.2)
  })

  it('keeps the name of a district that wraps around another out of that other', () => {
    const hole = [
      [121.1, 41.1],
      [121.9, 41.1],
      [121.9, 41.7],
      [121.1, 41.7],
      [121.1, 41.1],
    ]
    const [longitude = 0, latitude = 0] = labelPosition({
      type: 'Polygon',
      coordinates: [square.coordinates[0]!, hole],
    })!
    const insideHole = longitude > 121.1 && longitude < 121.9 && latitude > 41.1 && latitude < 41.7
    expect(insideHole).toBe(false)
    expect(latitude).toBeGreaterThan(41.7)
  })

  it('puts a name into the part that is shown, where there is room for it', () => {
    const within = [121.8, 41.8, 122.4, 42.4] as const
    expect(contains(within, labelPosition(square, within)!)).toBe(true)
    expect(labelPosition(square, [121.99, 41.99, 123, 43])).toBeNull()
    expect(labelPosition(square, [130, 41, 131, 42])).toBeNull()
  })

  it('shows a town apart when most rooms stand there, and only then', () => {
    const whole = [120, 40, 123, 43] as const
    const inTown = Array.from({ length: 40 }, (_, i) => [121.1 + (i % 8) * 0.01, 41.1 + (i % 5) * 0.01])
    const around = Array.from({ length: 4 }, (_, i) => [120.2 + i * 0.8, 42.5])
    const town = clusterBounds([...inTown, ...around], whole)!
    expect(inTown.every((point) => contains(town, point))).toBe(true)
    expect(town[2] - town[0]).toBeLessThan(0.2)
    const spread = Array.from({ length: 40 }, (_, i) => [120 + (i % 8) * 0.4, 40 + (i % 5) * 0.6])
    expect(clusterBounds(spread, whole)).toBeNull()
    expect(clusterBounds(inTown.slice(0, 3), whole)).toBeNull()
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

import { describe, expect, test } from 'vitest'
import { layOutRack } from '../../../web/features/ledger/rooms/rack-layout.ts'
import { aDevice } from '../support/records.ts'

describe('the front of a rack', () => {
  test('counts used units and leaves the free ones between', () => {
    const layout = layOutRack(10, [
      aDevice({ id: 1, positionU: 1, heightU: 2, powerWatts: 100 }),
      aDevice({ id: 2, positionU: 6, heightU: null, powerWatts: null }),
    ])
    expect(layout.usedU).toBe(3)
    expect(layout.gaps).toEqual([
      { from: 3, to: 5 },
      { from: 7, to: 10 },
    ])
    expect(layout.watts).toBe(100)
  })

  test('marks devices that share a unit and those that reach beyond', () => {
    const { slots } = layOutRack(42, [
      aDevice({ id: 1, positionU: 10, heightU: 2 }),
      aDevice({ id: 2, positionU: 11, heightU: 1 }),
      aDevice({ id: 3, positionU: 42, heightU: 2 }),
    ])
    expect(slots.map(({ overlaps, outside }) => [overlaps, outside])).toEqual([
      [true, false],
      [true, false],
      [false, true],
    ])
  })

  test('keeps devices without a position apart', () => {
    const layout = layOutRack(42, [aDevice({ positionU: null })])
    expect(layout.slots).toEqual([])
    expect(layout.unplaced).toHaveLength(1)
  })
})

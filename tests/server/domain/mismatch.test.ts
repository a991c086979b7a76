import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bestVisits, mismatchScore } from '../../../server/domain/mismatch.ts'

describe('the mismatch score', () => {
  it.each([
    [{ records: 10, high: 0, medium: 0, low: 0 }, 0],
    [{ records: 10, high: 10, medium: 0, low: 0 }, 100],
    [{ records: 10, high: 1, medium: 1, low: 1 }, 20],
    [{ records: 1327, high: 40, medium: 13, low: 0 }, 3.7],
    [{ records: 1, high: 5, medium: 0, low: 0 }, 100],
    [{ records: 0, high: 0, medium: 0, low: 0 }, null],
    [{ records: 0, high: 1, medium: 0, low: 0 }, 100],
  ])('of %j is %s', (standing, score) => expect(mismatchScore(standing)).toBe(score))
})

describe('the rooms to visit', () => {
  it('come by what they settle, and by id where they settle as much', () => {
    const visits = bestVisits(
      new Map([
        [9, 1],
        [4, 3],
        [2, 1],
        [7, 5],
      ]),
    )
    expect(visits).toEqual([
      { roomId: 7, count: 5, settled: 5 },
      { roomId: 4, count: 3, settled: 8 },
      { roomId: 2, count: 1, settled: 9 },
      { roomId: 9, count: 1, settled: 10 },
    ])
  })

  it('no other choice of as many rooms settles more', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 }), (counts) => {
        const visits = bestVisits(new Map(counts.map((count, room) => [room, count])))
        for (let chosen = 0; chosen < 2 ** counts.length; chosen++) {
          const rooms = counts.filter((_, room) => chosen & (1 << room))
          const sum = rooms.reduce((total, count) => total + count, 0)
          expect(sum).toBeLessThanOrEqual(visits[rooms.length - 1]?.settled ?? 0)
        }
      }),
    )
  })
})

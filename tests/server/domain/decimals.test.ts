import fc from 'fast-check'
import { expect, test } from 'vitest'
import { roundTo } from '../../../server/domain/decimals.ts'

test.each([
  [1.005, 2, 1.01],
  [-1.005, 2, -1.01],
  [4358.749999999, 2, 4358.75],
  [0.30000000000000004, 2, 0.3],
  [1e-9, 2, 0],
  [-1e-9, 2, 0],
  [123456789012, 2, 123456789012],
  [2.5, 0, 3],
])('%d to %d decimals is %d', (value, decimals, expected) => {
  expect(roundTo(value, decimals)).toBe(expected)
})

test('rounding twice is rounding once, and moves by at most half a place', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -1e9, max: 1e9, noNaN: true }),
      fc.integer({ min: 0, max: 6 }),
      (value, decimals) => {
        const rounded = roundTo(value, decimals)
        expect(roundTo(rounded, decimals)).toBe(rounded)
        expect(Math.abs(rounded - value)).toBeLessThanOrEqual(0.5 * 10 ** -decimals + Math.abs(value) * 1e-15)
      },
    ),
  )
})

import { expect, test } from 'vitest'
import { closesCircle } from '../../../server/domain/hierarchy.ts'

const parents = new Map([
  [2, 1],
  [3, 2],
  [8, 9],
  [9, 8],
])

test('a record may stand below any that does not stand below it', () => {
  expect(closesCircle(1, 3, parents)).toBe(true)
  expect(closesCircle(1, 1, parents)).toBe(true)
  expect(closesCircle(3, 1, parents)).toBe(false)
  expect(closesCircle(4, 3, parents)).toBe(false)
})

test('a circle that is already there does not hang the check', () => {
  expect(closesCircle(1, 8, parents)).toBe(false)
})

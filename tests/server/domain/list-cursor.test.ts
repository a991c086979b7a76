import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeCursor, encodeCursor } from '../../../server/domain/list-cursor.ts'

test('any value comes back as it was, through an address', () => {
  const value = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((number) => !Object.is(number, -0)),
    fc.constant(null),
  )
  fc.assert(
    fc.property(value, fc.integer({ min: 1, max: 2 ** 31 }), (sortValue, id) => {
      const text = encodeCursor({ sort: '-name', value: sortValue, id })
      expect(text).toMatch(/^[A-Za-z0-9_-]+$/)
      expect(decodeCursor(text, '-name')).toEqual({ sort: '-name', value: sortValue, id })
    }),
  )
})

test('nothing else is taken for a cursor', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(() => decodeCursor(text, 'name')).toThrow(expect.objectContaining({ code: 'invalidCursor' }))
    }),
  )
})

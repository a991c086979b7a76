import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeText } from '../../../collectors/snmp/text.ts'

const bytes = (hex: string) => Buffer.from(hex, 'hex')

test.each([
  ['ASCII', Buffer.from('Core switch'), 'Core switch'],
  ['UTF-8', Buffer.from('一号机房'), '一号机房'],
  ['GB18030', bytes('bdf5d6ddcad0b5dad2bbbbfab7bf'), '锦州市第一机房'],
  [
    'GB18030 mixed with ASCII',
    Buffer.concat([Buffer.from('SW-'), bytes('bbfab7bf'), Buffer.from(' 3F')]),
    'SW-机房 3F',
  ],
  ['NUL padding', Buffer.from('S5720\0\0\0\0'), 'S5720'],
  ['a fixed buffer with old bytes behind the NUL', Buffer.from('S5720\0xyz'), 'S5720'],
  ['surrounding blanks', Buffer.from('  S5720 \r\n'), 'S5720'],
  ['a line break inside', Buffer.from('one\r\ntwo'), 'one\r\ntwo'],
  ['bytes that are no text', bytes('0001c4e3ff'), '01:c4:e3:ff'],
])('%s', (_, input, expected) => {
  expect(decodeText(input)).toBe(expected)
})

test('nothing, blanks and NULs are null, not an empty text', () => {
  expect(decodeText(Buffer.alloc(0))).toBeNull()
  expect(decodeText(Buffer.from('   '))).toBeNull()
  expect(decodeText(Buffer.alloc(8))).toBeNull()
})

test('any text survives in UTF-8, and any bytes give something printable', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
      fc.pre(!/[\u0000-\u001f\u007f\ufffd]/.test(text) && text.trim() !== '')
      expect(decodeText(Buffer.from(text))).toBe(text.trim())
    }),
  )
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (input) => {
      expect(decodeText(input) ?? '').not.toMatch(/[\u0000-\u0008\u000e-\u001f]/)
    }),
  )
})

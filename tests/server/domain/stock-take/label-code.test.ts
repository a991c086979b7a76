import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkCharacterOf } from '../../../../server/domain/stock-take/check-character.ts'
import { labelCode, labelKinds, readLabel } from '../../../../server/domain/stock-take/label-code.ts'
import type { LabelKind } from '../../../../server/domain/stock-take/label-code.ts'

const alphabet = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ']
const plain = fc.string({ unit: fc.constantFrom(...alphabet), minLength: 1, maxLength: 30 })
const anyTag = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  .map((text) => text.normalize('NFC').trim())
  .filter((text) => text.length > 0 && !/\n/.test(text))
const kinds = fc.constantFrom(...(Object.keys(labelKinds) as LabelKind[]))

describe('the check character', () => {
  it('is the one of the ISO/IEC 7064 standard’s own example', () => {
    // MOD 37,36: A12425GABC1234002 has the check character M (also that of an RISM and of a GRid).
    expect(checkCharacterOf('A12425GABC1234002')).toBe('M')
  })

  it('changes with every single character', () => {
    fc.assert(
      fc.property(plain, fc.nat(), fc.constantFrom(...alphabet), (text, at, other) => {
        const index = at % text.length
        fc.pre(text[index] !== other)
        const wrong = text.slice(0, index) + other + text.slice(index + 1)
        expect(checkCharacterOf(wrong)).not.toBe(checkCharacterOf(text))
      }),
    )
  })

  it('finds more than 97 of 100 neighbours that changed places', () => {
    let swaps = 0
    let missed = 0
    for (const before of ['', 'JZ', 'S0001'])
      for (const a of alphabet)
        for (const b of alphabet) {
          if (a === b) continue
          swaps++
          if (checkCharacterOf(before + a + b) === checkCharacterOf(before + b + a)) missed++
        }
    expect(missed / swaps).toBeLessThan(0.03)
  })
})

describe('a label', () => {
  it('says what it was made for', () => {
    expect(labelCode('device', 'JZ-S0001')).toMatch(/^CB1:JZ-S0001:[0-9A-Z]$/)
    fc.assert(
      fc.property(kinds, anyTag, (kind, tag) => {
        expect(readLabel(labelCode(kind, tag))).toEqual({ kind, tag })
      }),
    )
  })

  it('with a wrong character is unreadable, never another thing', () => {
    fc.assert(
      fc.property(kinds, plain, fc.nat(), fc.constantFrom(...alphabet), (kind, tag, at, other) => {
        const code = labelCode(kind, tag)
        const index = code.length - 1 - (at % (tag.length + 2))
        fc.pre(code[index] !== other && code[index] !== ':')
        const wrong = code.slice(0, index) + other + code.slice(index + 1)
        expect(readLabel(wrong)).toEqual({ kind: 'unreadable' })
      }),
    )
  })

  it('of a room is not taken for a device with the same tag', () => {
    const check = labelCode('room', 'JZ-01').at(-1)
    expect(readLabel(`CB1:JZ-01:${check}`)).toEqual({ kind: 'unreadable' })
  })

  it('that is not ours is a text', () => {
    expect(readLabel(' 2102311QXX ')).toEqual({ kind: 'other', text: '2102311QXX' })
    expect(readLabel('CB1:JZ-S0001')).toEqual({ kind: 'unreadable' })
  })
})

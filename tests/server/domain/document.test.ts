import { describe, expect, it } from 'vitest'
import { columnShares } from '../../../server/domain/document/column-shares.ts'
import { unbreakablePieces } from '../../../server/domain/document/line-break.ts'
import { chineseNumber, numberBlocks } from '../../../server/domain/document/numbering.ts'
import type { Block } from '../../../server/contract/document.ts'

describe('where lines end', () => {
  it('never before a closing mark, never after an opening one, never inside a number or a word', () => {
    expect(unbreakablePieces('机房（92个），4,358.75 m²')).toEqual([
      '机',
      '房',
      '（92',
      '个），',
      '4,358.75 ',
      'm²',
    ])
    expect(unbreakablePieces('the e-government extranet')).toEqual(['the ', 'e-', 'government ', 'extranet'])
  })
})

describe('numbers of headings', () => {
  const blocks: Block[] = [
    { type: 'heading', level: 1, text: 'a' },
    { type: 'heading', level: 2, text: 'b' },
    { type: 'heading', level: 2, text: 'c' },
    { type: 'heading', level: 3, text: 'd' },
    { type: 'heading', level: 1, text: 'e' },
    { type: 'heading', level: 2, text: 'f' },
  ]
  const numbers = (language: 'zh' | 'en') =>
    numberBlocks({ blocks, hasNumbers: true, language }).map(({ number }) => number.trim())

  it('follow official documents in Chinese and points in English', () => {
    expect(numbers('zh')).toEqual(['一、', '（一）', '（二）', '1．', '二、', '（一）'])
    expect(numbers('en')).toEqual(['1', '1.1', '1.2', '1.2.1', '2', '2.1'])
    expect([3, 10, 12, 20, 35].map(chineseNumber)).toEqual(['三', '十', '十二', '二十', '三十五'])
  })
})

describe('column shares', () => {
  it('give more room to longer texts and add up to one', () => {
    const shares = columnShares({
      type: 'table',
      caption: '',
      columns: [{ label: '编号' }, { label: '名称' }],
      rows: [[['1'], ['市人民政府办公室中心机房']]],
    })
    expect(shares[1]).toBeGreaterThan(shares[0]! * 2)
    expect(shares[0]! + shares[1]!).toBeCloseTo(1)
  })
})

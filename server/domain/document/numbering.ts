import type { Block, ReportDocument } from '../../contract/document.ts'
import type { Language } from '../../contract/text.ts'

const digits = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九']

/** A whole number below 100 in Chinese: 十二, 三十. */
export function chineseNumber(value: number): string {
  if (value < 10) return digits[value]!
  const tens = Math.floor(value / 10)
  return `${tens === 1 ? '' : digits[tens]}十${value % 10 === 0 ? '' : digits[value % 10]}`
}

function numberText(counts: readonly number[], language: Language): string {
  const last = counts.at(-1)!
  if (language === 'en') return `${counts.join('.')}  `
  if (counts.length === 1) return `${chineseNumber(last)}、`
  return counts.length === 2 ? `（${chineseNumber(last)}）` : `${last}．`
}

/** What renderers need beside a block: the number of its heading, table or chart. */
export interface NumberedBlock {
  block: Block
  /** `一、`, `（二）`, `表 3`, `Figure 2`; empty where nothing is numbered. */
  number: string
}

/**
 * Numbers headings as official documents do (GB/T 9704: 一、（一）1.), or 1, 1.1, 1.1.1 in English, and tables and
 * charts through the document.
 */
export function numberBlocks({
  blocks,
  hasNumbers,
  language,
}: Pick<ReportDocument, 'blocks' | 'hasNumbers' | 'language'>): NumberedBlock[] {
  const counts: number[] = []
  let tables = 0
  let charts = 0
  const words = { zh: { table: '表', chart: '图' }, en: { table: 'Table', chart: 'Figure' } }[language]
  return blocks.map((block) => {
    switch (block.type) {
      case 'heading':
        counts.length = Math.min(counts.length, block.level)
        while (counts.length < block.level) counts.push(0)
        counts[block.level - 1]!++
        return { block, number: hasNumbers ? numberText(counts, language) : '' }
      case 'table':
        return { block, number: hasNumbers ? `${words.table} ${++tables}` : '' }
      case 'chart':
        return { block, number: hasNumbers ? `${words.chart} ${++charts}` : '' }
      default:
        return { block, number: '' }
    }
  })
}

import type { Table } from '../../contract/document.ts'
import { textWidth } from '../drawing/text-width.ts'
import { plainText } from './content.ts'

/** Ems: a column is never squeezed below this, and one with long texts takes no more than that before it wraps. */
const least = 3.2
const most = 20
const padding = 1
/** Enough rows to know a column by. */
const sampleRows = 300

/** The share of a table's width that each column takes, by what stands in it; they add up to 1. */
export function columnShares({ columns, rows, totals }: Table): number[] {
  const shown = [...rows.slice(0, sampleRows), ...(totals ? [totals] : [])]
  const ems = columns.map(({ label }, at) => {
    const header = Math.max(...label.split(/[\s（(]/).map((word) => textWidth(word, 1)), 0)
    const cells = shown.map((row) => textWidth(plainText(row[at] ?? []), 1))
    return Math.min(most, Math.max(least, header, ...cells)) + padding
  })
  const all = ems.reduce((sum, each) => sum + each, 0)
  return ems.map((each) => each / all)
}

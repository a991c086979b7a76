import type { ReportDocument } from '../../contract/document.ts'
import type { NumberedBlock } from '../../domain/document/numbering.ts'
import { ink, page, quiet, textWidthOnPage } from '../look.ts'
import type { TextStyle } from './lines.ts'
import type { Paper } from './paper.ts'
import { bottom } from './paper.ts'

export interface ContentsEntry {
  level: 1 | 2 | 3
  text: string
  page: number
  /** The heading's destination in the file. */
  name: string
}

const title: TextStyle = { size: 16, weight: 'bold', colour: ink, leading: 1.6 }
const chapter: TextStyle = { size: 10.5, weight: 'bold', colour: ink, leading: 1.6 }
const section: TextStyle = { size: 10, weight: 'regular', colour: ink, leading: 1.6 }
const step = 20
const titleHeight = 44
const deepest = 2

/** Keeps pages for the table of contents; its page numbers are known when everything else is written. */
export function reserveContents(
  paper: Paper,
  { language }: ReportDocument,
  numbered: readonly NumberedBlock[],
) {
  const count = numbered.filter(({ block }) => block.type === 'heading' && block.level <= deepest).length
  const perPage = Math.floor((bottom - page.top - titleHeight) / step)
  const pages = Math.max(1, Math.ceil(count / perPage))
  const first = paper.pdf.bufferedPageRange().count
  for (let at = 0; at < pages; at++) paper.newPage()
  return {
    fill(entries: readonly ContentsEntry[]) {
      const outlines = [paper.pdf.outline]
      for (const entry of entries) {
        paper.pdf.switchToPage(entry.page - 1)
        const parent = outlines[Math.min(entry.level, outlines.length) - 1]!
        outlines.length = Math.min(entry.level, outlines.length)
        outlines.push(parent.addItem(entry.text, { expanded: entry.level === 1 }))
      }
      const shown = entries.filter(({ level }) => level <= deepest)
      for (let at = 0; at < pages; at++) {
        paper.pdf.switchToPage(first + at)
        paper.y = page.top
        paper.write([language === 'zh' ? '目录' : 'Contents'], title, { align: 'centre' })
        paper.y = page.top + titleHeight
        for (const entry of shown.slice(at * perPage, (at + 1) * perPage)) writeEntry(paper, entry)
      }
    },
  }
}

function writeEntry(paper: Paper, { level, text, page: number, name }: ContentsEntry) {
  const style = level === 1 ? chapter : section
  const x = page.left + (level - 1) * 18
  const right = page.left + textWidthOnPage
  const baseline = paper.y + step * 0.65
  const words = paper.lines([text], style, right - x - 40)[0]!
  const digits = paper.lines([String(number)], style, 40)[0]!
  paper.draw(words, style, x, baseline)
  paper.draw(digits, style, right - digits.width, baseline)
  const from = x + words.width + 6
  const to = right - digits.width - 6
  if (to > from) {
    paper.pdf
      .moveTo(from, baseline - 2)
      .lineTo(to, baseline - 2)
      .lineWidth(0.6)
      .dash(0.8, { space: 3 })
      .stroke(quiet)
      .undash()
  }
  paper.pdf.goTo(x, paper.y, right - x, step, name)
  paper.y += step
}

import type { ReportDocument } from '../../contract/document.ts'
import { accent, ink, page, quiet, textWidthOnPage } from '../look.ts'
import type { TextStyle } from './lines.ts'
import type { Paper } from './paper.ts'

const large: TextStyle = { size: 27, weight: 'bold', colour: ink, leading: 1.5 }
const under: TextStyle = { size: 14, weight: 'regular', colour: quiet, leading: 1.7 }
const smallTitle: TextStyle = { size: 18, weight: 'bold', colour: ink, leading: 1.5 }
const fact: TextStyle = { size: 11, weight: 'regular', colour: ink, leading: 1.6 }
const label: TextStyle = { ...fact, colour: quiet }
const smallFact: TextStyle = { size: 9, weight: 'regular', colour: quiet, leading: 1.6 }
const factStep = 24

/** The cover: title in the upper third, what the document is at the foot. */
export function writeTitlePage(paper: Paper, { title, subtitle, facts, language }: ReportDocument): void {
  paper.newPage()
  paper.y = 230
  paper.write([title], large)
  if (subtitle) {
    paper.y += 6
    paper.write([subtitle], under)
  }
  paper.y += 16
  paper.pdf.rect(page.left, paper.y, 64, 4).fill(accent)
  const wide = language === 'zh' ? 90 : 130
  const rows = facts.map((each) => ({
    ...each,
    lines: paper.lines([each.value], fact, textWidthOnPage - wide),
  }))
  const height = rows.reduce(
    (sum, { lines }) => sum + factStep + (lines.length - 1) * fact.size * fact.leading,
    0,
  )
  let y = page.height - page.bottom - 40 - height
  for (const { label: name, lines } of rows) {
    paper.draw(paper.lines([name], label, wide)[0]!, label, page.left, y)
    lines.forEach((line, at) => paper.draw(line, fact, page.left + wide, y + at * fact.size * fact.leading))
    y += factStep + (lines.length - 1) * fact.size * fact.leading
  }
}

/** Title and facts above the text, for documents without a cover. */
export function writeTitleBlock(paper: Paper, { title, subtitle, facts, language }: ReportDocument): void {
  paper.write([title], smallTitle)
  if (subtitle) paper.write([subtitle], smallFact)
  const colon = language === 'zh' ? '：' : ': '
  if (facts.length > 0) {
    paper.write([facts.map(({ label: name, value }) => `${name}${colon}${value}`).join('    ')], smallFact)
  }
  paper.y += 10
}

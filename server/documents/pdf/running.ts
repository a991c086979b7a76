import type { ReportDocument } from '../../contract/document.ts'
import { page, quiet, rule, textWidthOnPage, warning } from '../look.ts'
import type { TextStyle } from './lines.ts'
import type { Paper } from './paper.ts'

const style: TextStyle = { size: 8.5, weight: 'regular', colour: quiet, leading: 1.4 }

/** The line at the head and the page number at the foot of every page but the cover. */
export function writeHeadAndFoot(
  paper: Paper,
  { runningHead, mark, hasTitlePage, language }: ReportDocument,
): void {
  const { pdf } = paper
  const { count } = pdf.bufferedPageRange()
  const right = page.left + textWidthOnPage
  for (let at = 0; at < count; at++) {
    pdf.switchToPage(at)
    if (mark) {
      const marked = { ...style, colour: warning }
      const line = paper.lines([mark], marked, 300)[0]!
      paper.draw(line, marked, right - line.width, 46)
    }
    if (at === 0 && hasTitlePage) continue
    paper.draw(paper.lines([runningHead], style, textWidthOnPage - 150)[0]!, style, page.left, 46)
    pdf.moveTo(page.left, 54).lineTo(right, 54).lineWidth(0.5).stroke(rule)
    const number = language === 'zh' ? `第 ${at + 1} 页，共 ${count} 页` : `Page ${at + 1} of ${count}`
    const line = paper.lines([number], style, 200)[0]!
    paper.draw(line, style, page.left + (textWidthOnPage - line.width) / 2, page.height - 36)
  }
}

import PDFDocument from 'pdfkit'
import type { Content, ReportDocument } from '../../contract/document.ts'
import { absoluteLink } from '../../domain/document/content.ts'
import { documentFont } from '../fonts.ts'
import type { FontWeight } from '../fonts.ts'
import { accent, page } from '../look.ts'
import type { Fragment, Line, TextStyle } from './lines.ts'
import { breakLines } from './lines.ts'

export type Pdf = InstanceType<typeof PDFDocument>

/** The paper being written on: where the pen stands, and how text is set. */
export interface Paper {
  pdf: Pdf
  y: number
  consoleUrl: string | null
  /** Begins a new page unless this much is left on the page. */
  keep(height: number): void
  newPage(): void
  lines(content: Content, style: TextStyle, width: number): Line[]
  /** Draws one line with its baseline at `baseline`. */
  draw(line: Line, style: TextStyle, x: number, baseline: number): void
  /** Sets a text from the pen on and moves the pen below it; it may go on to the next page. */
  write(content: Content, style: TextStyle, options?: { x?: number; width?: number; align?: 'centre' }): void
}

export const bottom = page.height - page.bottom

export function startPdf({ title, language, runningHead }: ReportDocument): Pdf {
  const pdf = new PDFDocument({
    size: [page.width, page.height],
    margin: 0,
    autoFirstPage: false,
    bufferPages: true,
    compress: true,
    pdfVersion: '1.7',
    lang: language === 'zh' ? 'zh-CN' : 'en',
    displayTitle: true,
    info: { Title: title, Subject: runningHead, Creator: 'CityBase', Producer: 'CityBase' },
  })
  pdf.registerFont('regular', documentFont('regular'))
  pdf.registerFont('bold', documentFont('bold'))
  return pdf
}

export function layPaper(pdf: Pdf, consoleUrl: string | null): Paper {
  const widths = new Map<string, number>()
  const measure = (text: string, weight: FontWeight, size: number) => {
    const key = `${weight}${text}`
    let ems = widths.get(key)
    if (ems === undefined) {
      ems = pdf.font(weight).fontSize(1000).widthOfString(text) / 1000
      widths.set(key, ems)
    }
    return ems * size
  }
  const paper: Paper = {
    pdf,
    y: page.top,
    consoleUrl,
    newPage() {
      pdf.addPage()
      paper.y = page.top
    },
    keep(height) {
      if (paper.y + height > bottom && paper.y > page.top) paper.newPage()
    },
    lines: (content, style, width) => breakLines(content, style, width, measure),
    draw(line, style, x, baseline) {
      for (const fragment of line.fragments) drawFragment(paper, fragment, style, x + fragment.x, baseline)
    },
    write(content, style, { x = page.left, width = page.width - page.right - x, align } = {}) {
      const step = style.size * style.leading
      for (const line of paper.lines(content, style, width)) {
        paper.keep(step)
        const from = align === 'centre' ? x + (width - line.width) / 2 : x
        paper.draw(line, style, from, paper.y + step * 0.72)
        paper.y += step
      }
    },
  }
  return paper
}

function drawFragment(
  { pdf, consoleUrl }: Paper,
  fragment: Fragment,
  style: TextStyle,
  x: number,
  baseline: number,
) {
  const { text, weight, size, rise, run, width } = fragment
  const url = rise === 0 ? absoluteLink(run.link, consoleUrl) : null
  const isReference = rise > 0 && run.source !== undefined
  pdf
    .font(weight)
    .fontSize(size)
    .fillColor(url || isReference ? accent : style.colour)
    .text(text, x, baseline - rise, { lineBreak: false, baseline: 'alphabetic' })
  const box = [x, baseline - size * 0.9 - rise, width, size * 1.15] as const
  if (url) pdf.link(...box, url)
  if (isReference) pdf.goTo(...box, `source-${run.source}`)
  if (run.explainsSource !== undefined) {
    pdf.addNamedDestination(`source-${run.explainsSource}`, 'XYZ', x, baseline - size * 2, null)
  }
}

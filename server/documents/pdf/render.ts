import type { Block, ReportDocument } from '../../contract/document.ts'
import type { NumberedBlock } from '../../domain/document/numbering.ts'
import { numberBlocks } from '../../domain/document/numbering.ts'
import type { OnProgress } from '../render.ts'
import { ink, page, quiet, rule, shade, textWidthOnPage, warning } from '../look.ts'
import type { ContentsEntry } from './contents.ts'
import { reserveContents } from './contents.ts'
import { drawDrawing } from './drawing.ts'
import type { TextStyle } from './lines.ts'
import type { Paper, Pdf } from './paper.ts'
import { layPaper, startPdf } from './paper.ts'
import { writeHeadAndFoot } from './running.ts'
import { writeTable } from './table.ts'
import { writeTitleBlock, writeTitlePage } from './title.ts'

const body: TextStyle = { size: 10.5, weight: 'regular', colour: ink, leading: 1.7 }
const note: TextStyle = { size: 9, weight: 'regular', colour: quiet, leading: 1.6 }
const alert: TextStyle = { ...body, colour: warning, leading: 1.6 }
const headings: Record<1 | 2 | 3, TextStyle> = {
  1: { size: 16, weight: 'bold', colour: ink, leading: 1.5 },
  2: { size: 13, weight: 'bold', colour: ink, leading: 1.5 },
  3: { size: 11, weight: 'bold', colour: ink, leading: 1.5 },
}
const captionStyle: TextStyle = { size: 9.5, weight: 'bold', colour: ink, leading: 1.5 }

/** A document as PDF 1.7: text that can be searched and copied, vector charts, bookmarks, working links. */
export async function renderPdf(document: ReportDocument, onProgress?: OnProgress): Promise<Uint8Array> {
  const pdf = startPdf(document)
  const bytes = collect(pdf)
  const paper = layPaper(pdf, document.consoleUrl)
  if (document.hasTitlePage) writeTitlePage(paper, document)
  const numbered = numberBlocks(document)
  const contents = document.hasContents ? reserveContents(paper, document, numbered) : null
  paper.newPage()
  if (!document.hasTitlePage) writeTitleBlock(paper, document)
  const entries: ContentsEntry[] = []
  numbered.forEach((each, at) => {
    writeBlock(paper, document, each, entries)
    onProgress?.(at + 1, numbered.length)
  })
  contents?.fill(entries)
  writeHeadAndFoot(paper, document)
  pdf.end()
  return bytes
}

function collect(pdf: Pdf): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
    pdf.on('end', () => resolve(Buffer.concat(chunks)))
    pdf.on('error', reject)
  })
}

function writeBlock(
  paper: Paper,
  { language }: ReportDocument,
  { block, number }: NumberedBlock,
  entries: ContentsEntry[],
): void {
  switch (block.type) {
    case 'heading':
      return writeHeading(paper, block, number, entries)
    case 'paragraph':
      if (block.tone === 'warning') return writeWarning(paper, block)
      paper.write(block.content, block.tone === 'note' ? note : body)
      paper.y += 5
      return
    case 'list':
      block.items.forEach((item, at) => {
        paper.keep(body.size * body.leading)
        const { y } = paper
        const marker = block.ordered ? `${at + 1}.` : '•'
        paper.write([marker], body, { x: page.left + 6, width: 20 })
        paper.y = y
        paper.write(item, body, { x: page.left + 24 })
      })
      paper.y += 5
      return
    case 'table':
      return writeTable(paper, block, number)
    case 'chart': {
      const { drawing } = block
      const scale = Math.min(1, textWidthOnPage / drawing.width)
      paper.keep(drawing.height * scale + 30)
      drawDrawing(
        paper.pdf,
        drawing,
        page.left + (textWidthOnPage - drawing.width * scale) / 2,
        paper.y,
        scale,
      )
      paper.y += drawing.height * scale + 4
      paper.write([`${number}  ${block.caption}`.trim()], captionStyle, { align: 'centre' })
      paper.y += 10
      return
    }
    case 'picture':
      return writePicture(paper, block)
    case 'signatures':
      return writeSignatures(paper, block, language)
    case 'page-break':
      if (paper.y > page.top) paper.newPage()
  }
}

function writeHeading(
  paper: Paper,
  { level, text }: Extract<Block, { type: 'heading' }>,
  number: string,
  entries: ContentsEntry[],
) {
  const style = headings[level]
  if (paper.y > page.top) paper.y += level === 1 ? 14 : 8
  paper.keep(style.size * style.leading + 70)
  const { index } = pageOf(paper)
  const name = `heading-${entries.length}`
  paper.pdf.addNamedDestination(name, 'XYZ', 0, paper.y - 10, null)
  entries.push({ level, text: `${number}${text}`, page: index + 1, name })
  paper.write([`${number}${text}`], style)
  paper.y += level === 1 ? 6 : 3
}

export function pageOf({ pdf }: Paper): { index: number } {
  const { start, count } = pdf.bufferedPageRange()
  return { index: start + count - 1 }
}

function writeWarning(paper: Paper, { content }: Extract<Block, { type: 'paragraph' }>) {
  const width = textWidthOnPage - 24
  const height = paper.lines(content, alert, width).length * alert.size * alert.leading + 12
  paper.keep(height)
  paper.pdf.rect(page.left, paper.y, textWidthOnPage, height).fill('#fff6e5')
  paper.pdf.rect(page.left, paper.y, 3, height).fill(warning)
  paper.y += 6
  paper.write(content, alert, { x: page.left + 14, width })
  paper.y += 14
}

function writePicture(paper: Paper, { drawing, beside }: Extract<Block, { type: 'picture' }>) {
  const scale = Math.min(1, textWidthOnPage / drawing.width)
  paper.keep(drawing.height * scale + 8)
  const top = paper.y
  drawDrawing(paper.pdf, drawing, page.left, top, scale)
  if (beside) {
    paper.y += 6
    const x = page.left + drawing.width * scale + 14
    for (const content of beside) paper.write(content, body, { x })
  }
  paper.y = Math.max(paper.y, top + drawing.height * scale) + 8
}

function writeSignatures(
  paper: Paper,
  { places }: Extract<Block, { type: 'signatures' }>,
  language: ReportDocument['language'],
) {
  const words = { zh: { signature: '签字', date: '日期' }, en: { signature: 'Signature', date: 'Date' } }[
    language
  ]
  for (const { role, name } of places) {
    paper.keep(58)
    paper.pdf.rect(page.left, paper.y, textWidthOnPage, 50).lineWidth(0.7).stroke(rule)
    paper.pdf.rect(page.left, paper.y, 120, 50).fillAndStroke(shade, rule)
    const baseline = paper.y + 29
    const place = (text: string, x: number, style: TextStyle) =>
      paper.draw(paper.lines([text], style, 400)[0]!, style, x, baseline)
    place(
      name === null ? role : `${role}：${name}`.replace('：', language === 'zh' ? '：' : ': '),
      page.left + 10,
      { ...note, colour: ink },
    )
    place(`${words.signature}${language === 'zh' ? '：' : ':'}`, page.left + 132, note)
    place(`${words.date}${language === 'zh' ? '：' : ':'}`, page.left + 340, note)
    paper.y += 58
  }
}

import {
  AlignmentType,
  BorderStyle,
  HeadingLevel,
  ImageRun,
  PageBreak,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  VerticalAlign,
  WidthType,
} from 'docx'
import type { Block, Drawing, ReportDocument } from '../../contract/document.ts'
import type { NumberedBlock } from '../../domain/document/numbering.ts'
import { quiet, rule, shade, textWidthOnPage, warning } from '../look.ts'
import { drawingToPng } from '../raster.ts'
import { colour, inlineOf, textRun } from './content.ts'
import { tableOf } from './table.ts'

export type Part = Paragraph | Table

const levels = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 } as const

/** Pixels of 1/96 inch, in which the format states pictures' sizes. */
const pixels = (points: number) => Math.round((points * 96) / 72)

async function pictureOf(drawing: Drawing): Promise<ImageRun> {
  const scale = Math.min(1, textWidthOnPage / drawing.width)
  const { description } = drawing
  return new ImageRun({
    type: 'png',
    data: await drawingToPng(drawing),
    transformation: { width: pixels(drawing.width * scale), height: pixels(drawing.height * scale) },
    altText: { name: description, title: description, description },
  })
}

/** What a block becomes in a Word file. */
export async function partsOf(document: ReportDocument, { block, number }: NumberedBlock): Promise<Part[]> {
  const { consoleUrl, language } = document
  switch (block.type) {
    case 'heading':
      return [
        new Paragraph({ heading: levels[block.level], children: [textRun(`${number}${block.text}`, {})] }),
      ]
    case 'paragraph':
      return [paragraphOf(block, consoleUrl)]
    case 'list':
      return block.items.map(
        (item) =>
          new Paragraph({
            ...(block.ordered
              ? { numbering: { reference: 'ordered', level: 0, instance: listNumber(block) } }
              : { bullet: { level: 0 } }),
            children: inlineOf(item, consoleUrl),
          }),
      )
    case 'table':
      return tableOf(block, number, consoleUrl)
    case 'chart':
      return [
        new Paragraph({
          alignment: AlignmentType.CENTER,
          keepNext: true,
          spacing: { before: 160, after: 40 },
          children: [await pictureOf(block.drawing)],
        }),
        new Paragraph({
          alignment: AlignmentType.CENTER,
          spacing: { after: 200 },
          children: [textRun(`${number}  ${block.caption}`.trim(), { size: 9.5, bold: true })],
        }),
      ]
    case 'picture':
      return block.beside
        ? [await pictureWithTextOf(block.drawing, block.beside, consoleUrl)]
        : [new Paragraph({ children: [await pictureOf(block.drawing)] })]
    case 'signatures':
      return [signaturesOf(block, language), new Paragraph({})]
    case 'page-break':
      return [new Paragraph({ children: [new PageBreak()] })]
  }
}

const listNumbers = new WeakMap<object, number>()
let lists = 0
/** Each ordered list counts from one. */
function listNumber(block: object): number {
  const known = listNumbers.get(block) ?? ++lists
  listNumbers.set(block, known)
  return known
}

function paragraphOf({ content, tone }: Extract<Block, { type: 'paragraph' }>, consoleUrl: string | null) {
  if (tone === 'warning') {
    return new Paragraph({
      shading: { fill: 'FFF6E5' },
      border: { left: { style: BorderStyle.SINGLE, size: 24, color: colour(warning), space: 6 } },
      indent: { left: 140 },
      children: inlineOf(content, consoleUrl, { colour: warning }),
    })
  }
  const style = tone === 'note' ? { size: 9, colour: quiet } : {}
  return new Paragraph({ children: inlineOf(content, consoleUrl, style) })
}

const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }
const noBorders = {
  top: none,
  bottom: none,
  left: none,
  right: none,
  insideHorizontal: none,
  insideVertical: none,
}

async function pictureWithTextOf(
  drawing: Drawing,
  beside: NonNullable<Extract<Block, { type: 'picture' }>['beside']>,
  consoleUrl: string | null,
): Promise<Table> {
  const width = Math.round((drawing.width + 10) * 20)
  const rest = Math.round(textWidthOnPage * 20) - width
  const cell = (size: number, children: Paragraph[]) =>
    new TableCell({ width: { size, type: WidthType.DXA }, verticalAlign: VerticalAlign.CENTER, children })
  return new Table({
    width: { size: width + rest, type: WidthType.DXA },
    columnWidths: [width, rest],
    borders: noBorders,
    rows: [
      new TableRow({
        children: [
          cell(width, [new Paragraph({ children: [await pictureOf(drawing)] })]),
          cell(
            rest,
            beside.map((content) => new Paragraph({ children: inlineOf(content, consoleUrl) })),
          ),
        ],
      }),
    ],
  })
}

function signaturesOf(
  { places }: Extract<Block, { type: 'signatures' }>,
  language: ReportDocument['language'],
) {
  const zh = language === 'zh'
  const line = { style: BorderStyle.SINGLE, size: 4, color: colour(rule) }
  const shares = [0.27, 0.43, 0.3].map((share) => Math.round(share * textWidthOnPage * 20))
  const cell = (at: number, text: string, fill?: string) =>
    new TableCell({
      width: { size: shares[at]!, type: WidthType.DXA },
      verticalAlign: VerticalAlign.CENTER,
      ...(fill ? { shading: { fill } } : {}),
      children: [
        new Paragraph({ spacing: { before: 200, after: 200 }, children: [textRun(text, { size: 9.5 })] }),
      ],
    })
  return new Table({
    width: { size: shares.reduce((sum, each) => sum + each, 0), type: WidthType.DXA },
    columnWidths: shares,
    margins: { left: 100, right: 100 },
    borders: {
      top: line,
      bottom: line,
      left: line,
      right: line,
      insideHorizontal: line,
      insideVertical: line,
    },
    rows: places.map(
      ({ role, name }) =>
        new TableRow({
          cantSplit: true,
          children: [
            cell(0, name === null ? role : `${role}${zh ? '：' : ': '}${name}`, colour(shade)),
            cell(1, zh ? '签字：' : 'Signature:'),
            cell(2, zh ? '日期：' : 'Date:'),
          ],
        }),
    ),
  })
}

import type { Sheet } from 'write-excel-file/node'
import writeExcelFile from 'write-excel-file/node'
import type { Block, Content, ReportDocument, Table } from '../../contract/document.ts'
import { spreadsheetText } from '../../domain/spreadsheet-text.ts'
import { columnShares } from '../../domain/document/column-shares.ts'
import { headerRows, plainText, runsOf } from '../../domain/document/content.ts'
import type { NumberedBlock } from '../../domain/document/numbering.ts'
import { numberBlocks } from '../../domain/document/numbering.ts'
import { ink, quiet, shade, warning } from '../look.ts'
import type { OnProgress } from '../render.ts'
import { sheetNames } from './sheet-name.ts'

type Cell = Record<string, unknown> | null
type Rows = Cell[][]

/** Characters of the standard font that a sheet of text is wide. */
const textColumn = 110
const tableWidth = 120

const textCell = (text: string, style: object = {}): Cell => ({
  value: spreadsheetText(text),
  type: String,
  ...style,
})

/**
 * A document as a workbook: its text on the first sheet, then each table on a sheet of its own, numbers as numbers, so
 * that one can go on calculating.
 */
export async function renderXlsx(document: ReportDocument, onProgress?: OnProgress): Promise<Uint8Array> {
  const numbered = numberBlocks(document)
  const tables = numbered.flatMap(({ block, number }) => (block.type === 'table' ? [{ block, number }] : []))
  const words = { zh: '正文', en: 'Text' }[document.language]
  const [first, ...names] = sheetNames([
    words,
    ...tables.map(({ block, number }) => `${number} ${block.caption}`.trim()),
  ])
  const sheets: Sheet<Buffer>[] = [
    { sheet: first!, data: textRows(document, numbered) as never, columns: [{ width: textColumn }] },
  ]
  tables.forEach(({ block, number }, at) => {
    sheets.push(tableSheet(block, number, names[at]!))
    onProgress?.(at + 1, tables.length)
  })
  const file = writeExcelFile(sheets)
  return new Uint8Array(await file.toBuffer())
}

function textRows(
  { title, subtitle, facts, mark, language, ...document }: ReportDocument,
  numbered: NumberedBlock[],
): Rows {
  const colon = language === 'zh' ? '：' : ': '
  const rows: Rows = [[textCell(title, { fontSize: 18, fontWeight: 'bold' })]]
  if (mark) rows.push([textCell(mark, { textColor: warning })])
  if (subtitle) rows.push([textCell(subtitle, { textColor: quiet })])
  for (const { label, value } of facts)
    rows.push([textCell(`${label}${colon}${value}`, { textColor: quiet })])
  for (const { block, number } of numbered) rows.push(...textOf(block, number, { ...document, language }))
  return rows
}

function textOf(block: Block, number: string, { language }: Pick<ReportDocument, 'language'>): Rows {
  switch (block.type) {
    case 'heading': {
      const size = { 1: 15, 2: 13, 3: 11 }[block.level]
      return [[], [textCell(`${number}${block.text}`, { fontSize: size, fontWeight: 'bold' })]]
    }
    case 'paragraph': {
      const colour = { note: quiet, warning, none: ink }[block.tone ?? 'none']
      return [[textCell(withSources(block.content), { wrap: true, alignVertical: 'top', textColor: colour })]]
    }
    case 'list':
      return block.items.map((item, at) => [
        textCell(`${block.ordered ? `${at + 1}.` : '•'} ${withSources(item)}`, {
          wrap: true,
          alignVertical: 'top',
        }),
      ])
    case 'table': {
      const see =
        language === 'zh' ? `见工作表“${number} ${block.caption}”` : `See sheet "${number} ${block.caption}"`
      return [[textCell(see, { textColor: quiet })]]
    }
    case 'picture':
      return (block.beside ?? []).map((content) => [textCell(plainText(content), { wrap: true })])
    case 'signatures':
      return block.places.map(({ role, name }) => [
        textCell(
          language === 'zh' ? `${role}：${name ?? '____________'}` : `${role}: ${name ?? '____________'}`,
        ),
      ])
    default:
      return []
  }
}

function withSources(content: Content): string {
  return runsOf(content)
    .map(({ text, source }) => (source === undefined ? text : `${text}[${source}]`))
    .join('')
}

function tableSheet(table: Table, number: string, name: string): Sheet<Buffer> {
  const width = table.columns.length
  const head = headerRows(table.columns)
  const caption: Cell[] = [
    textCell(`${number}  ${table.caption}`.trim(), { fontSize: 13, fontWeight: 'bold' }),
  ]
  const rows: Rows = [caption, ...head.map((row) => headCells(row, width))]
  for (const row of table.rows)
    rows.push(table.columns.map((column, at) => valueCell(row[at] ?? [], column.align)))
  if (table.totals) {
    const totals = table.totals
    rows.push(
      table.columns.map((column, at) =>
        valueCell(totals[at] ?? [], column.align, { fontWeight: 'bold', topBorderStyle: 'thin' }),
      ),
    )
  }
  if (table.note) rows.push([], [textCell(plainText(table.note), { textColor: quiet })])
  return {
    sheet: name,
    data: rows as never,
    columns: columnShares(table).map((share) => ({
      width: Math.max(9, Math.min(70, Math.round(share * tableWidth))),
    })),
    stickyRowsCount: 1 + head.length,
  }
}

const headStyle = {
  fontWeight: 'bold',
  backgroundColor: shade,
  bottomBorderStyle: 'thin',
  alignVertical: 'center',
  wrap: true,
} as const

/** Cells that a merged one covers are left out, as the writer wants them. */
function headCells(row: ReturnType<typeof headerRows>[number], width: number): Cell[] {
  const cells: Cell[] = new Array<Cell>(width).fill(null)
  for (const { label, column, columnSpan, rowSpan, align } of row) {
    cells[column] = textCell(label, {
      ...headStyle,
      align,
      ...(columnSpan > 1 ? { columnSpan } : {}),
      ...(rowSpan > 1 ? { rowSpan } : {}),
    })
  }
  return cells
}

/** A cell whose text is one number stays that number. */
function valueCell(content: Content, align: string | undefined, style: object = {}): Cell {
  const runs = runsOf(content)
  const [only] = runs
  const own = { ...style, ...(align ? { align } : {}), alignVertical: 'top' }
  if (runs.length === 1 && only?.value !== undefined) {
    const isPercent = only.text.trimEnd().endsWith('%')
    const decimals = /\.(\d+)/.exec(only.text)?.[1]?.length ?? 0
    const places = decimals > 0 ? `.${'0'.repeat(decimals)}` : ''
    return {
      value: isPercent ? only.value / 100 : only.value,
      type: Number,
      format: isPercent ? `0${places}%` : `#,##0${places}`,
      ...own,
    }
  }
  const text = plainText(content)
  return text === '' ? null : textCell(text, { wrap: true, ...own })
}

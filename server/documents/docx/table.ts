import type { IParagraphOptions } from 'docx'
import {
  AlignmentType,
  BorderStyle,
  LineRuleType,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlign,
  VerticalMergeType,
  WidthType,
} from 'docx'
import type { Column, Content, Table as TableBlock } from '../../contract/document.ts'
import { columnShares } from '../../domain/document/column-shares.ts'
import { headerRows } from '../../domain/document/content.ts'
import { ink, quiet, rule, shade, textWidthOnPage } from '../look.ts'
import type { CharacterStyle } from './content.ts'
import { colour, inlineOf } from './content.ts'

/** Twentieths of a point. */
const twips = (points: number) => Math.round(points * 20)

const alignments = {
  left: AlignmentType.LEFT,
  right: AlignmentType.RIGHT,
  center: AlignmentType.CENTER,
} as const

const thin = { style: BorderStyle.SINGLE, size: 4, color: colour(rule) }
const strong = { style: BorderStyle.SINGLE, size: 8, color: colour(ink) }
const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }

const cellStyle: CharacterStyle = { size: 9 }

function paragraph(
  content: Content,
  align: Column['align'],
  consoleUrl: string | null,
  style: CharacterStyle,
) {
  const options: IParagraphOptions = {
    alignment: alignments[align ?? 'left'],
    spacing: { before: 30, after: 30, line: 270, lineRule: LineRuleType.AUTO },
    children: inlineOf(content, consoleUrl, style),
  }
  return new Paragraph(options)
}

/** A table with its caption above and its header repeated on each page. */
export function tableOf(table: TableBlock, number: string, consoleUrl: string | null): (Paragraph | Table)[] {
  const shares = columnShares(table)
  const widths = shares.map((share) => twips(share * textWidthOnPage))
  const parts: (Paragraph | Table)[] = []
  if (table.caption) {
    parts.push(
      new Paragraph({
        alignment: AlignmentType.CENTER,
        keepNext: true,
        spacing: { before: 160, after: 60 },
        children: inlineOf([`${number}  ${table.caption}`.trim()], consoleUrl, { size: 9.5, bold: true }),
      }),
    )
  }
  const bodyRow = (row: readonly Content[], style: CharacterStyle) =>
    new TableRow({
      cantSplit: true,
      children: table.columns.map(
        (column, at) =>
          new TableCell({
            width: { size: widths[at]!, type: WidthType.DXA },
            verticalAlign: VerticalAlign.CENTER,
            children: [paragraph(row[at] ?? [], column.align, consoleUrl, style)],
          }),
      ),
    })
  parts.push(
    new Table({
      width: { size: widths.reduce((sum, each) => sum + each, 0), type: WidthType.DXA },
      columnWidths: widths,
      layout: TableLayoutType.FIXED,
      margins: { left: 80, right: 80 },
      borders: {
        top: strong,
        bottom: strong,
        left: none,
        right: none,
        insideHorizontal: thin,
        insideVertical: none,
      },
      rows: [
        ...headOf(table, widths, consoleUrl),
        ...table.rows.map((row) => bodyRow(row, cellStyle)),
        ...(table.totals ? [bodyRow(table.totals, { ...cellStyle, bold: true })] : []),
      ],
    }),
  )
  const under = { size: 8.5, colour: quiet }
  parts.push(
    new Paragraph({
      spacing: { before: 60, after: 160 },
      children: inlineOf(table.note ?? [], consoleUrl, under),
    }),
  )
  return parts
}

function headOf(table: TableBlock, widths: readonly number[], consoleUrl: string | null): TableRow[] {
  const rows = headerRows(table.columns)
  const spanning = rows[0]!.filter(({ rowSpan }) => rowSpan === 2).map(({ column }) => column)
  const cell = (
    { label, column, columnSpan, align }: (typeof rows)[number][number],
    merge?: 'start' | 'go-on',
  ) =>
    new TableCell({
      width: {
        size: widths.slice(column, column + columnSpan).reduce((sum, each) => sum + each, 0),
        type: WidthType.DXA,
      },
      columnSpan,
      verticalAlign: VerticalAlign.CENTER,
      shading: { fill: colour(shade) },
      ...(merge
        ? { verticalMerge: merge === 'start' ? VerticalMergeType.RESTART : VerticalMergeType.CONTINUE }
        : {}),
      children: [
        paragraph(merge === 'go-on' ? [] : [label], align, consoleUrl, { ...cellStyle, bold: true }),
      ],
    })
  return rows.map((row, at) => {
    const own = row.map((each) => ({
      column: each.column,
      made: cell(each, each.rowSpan === 2 ? 'start' : undefined),
    }))
    // A cell that spans rows has a partner in each row below, which continues it.
    const continued =
      at === 0
        ? []
        : spanning.map((column) => {
            const above = rows[0]!.find((each) => each.column === column)!
            return { column, made: cell(above, 'go-on') }
          })
    const children = [...own, ...continued].sort((a, b) => a.column - b.column).map(({ made }) => made)
    return new TableRow({ tableHeader: true, cantSplit: true, children })
  })
}

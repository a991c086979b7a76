import type { Column, Content, Table } from '../../contract/document.ts'
import { columnShares } from '../../domain/document/column-shares.ts'
import type { HeaderCell } from '../../domain/document/content.ts'
import { headerRows } from '../../domain/document/content.ts'
import { ink, page, quiet, rule, shade, textWidthOnPage } from '../look.ts'
import type { Line, TextStyle } from './lines.ts'
import type { Paper } from './paper.ts'
import { bottom } from './paper.ts'

const cell: TextStyle = { size: 9, weight: 'regular', colour: ink, leading: 1.42 }
const head: TextStyle = { ...cell, weight: 'bold' }
const caption: TextStyle = { size: 9.5, weight: 'bold', colour: ink, leading: 1.5 }
const note: TextStyle = { size: 8.5, weight: 'regular', colour: quiet, leading: 1.5 }
const padding = { x: 4, y: 3.2 }
const step = cell.size * cell.leading

interface Grid {
  columns: Column[]
  lefts: number[]
  widths: number[]
}

function gridOf(table: Table): Grid {
  const widths = columnShares(table).map((share) => share * textWidthOnPage)
  let left = page.left
  const lefts = widths.map((width) => {
    left += width
    return left - width
  })
  return { columns: table.columns, lefts, widths }
}

function spanWidth(
  { widths }: Grid,
  { column, columnSpan }: Pick<HeaderCell, 'column' | 'columnSpan'>,
): number {
  return widths.slice(column, column + columnSpan).reduce((sum, each) => sum + each, 0)
}

function heightOf(lines: Line[]): number {
  return lines.length * step + 2 * padding.y
}

function drawLines(
  paper: Paper,
  lines: Line[],
  style: TextStyle,
  { x, y, width, align }: { x: number; y: number; width: number; align: Column['align'] },
) {
  lines.forEach((line, at) => {
    const free = width - 2 * padding.x - line.width
    const shift = align === 'right' ? free : align === 'center' ? free / 2 : 0
    paper.draw(line, style, x + padding.x + shift, y + padding.y + step * (at + 0.72))
  })
}

function horizontal({ pdf }: Paper, y: number, weight = 0.5, colour = rule) {
  pdf
    .moveTo(page.left, y)
    .lineTo(page.left + textWidthOnPage, y)
    .lineWidth(weight)
    .stroke(colour)
}

interface Header {
  height: number
  draw(y: number): void
}

function prepareHeader(paper: Paper, grid: Grid): Header {
  const rows = headerRows(grid.columns).map((row) =>
    row.map((each) => {
      const width = spanWidth(grid, each)
      return { ...each, width, lines: paper.lines([each.label], head, width - 2 * padding.x) }
    }),
  )
  const heights = rows.map((row) =>
    Math.max(...row.filter((each) => each.rowSpan === 1).map(({ lines }) => heightOf(lines)), heightOf([])),
  )
  const tallest = Math.max(
    0,
    ...rows
      .flat()
      .filter((each) => each.rowSpan === 2)
      .map(({ lines }) => heightOf(lines)),
  )
  const sum = heights.reduce((all, each) => all + each, 0)
  if (tallest > sum) heights[heights.length - 1]! += tallest - sum
  const height = heights.reduce((all, each) => all + each, 0)
  return {
    height,
    draw(y) {
      paper.pdf.rect(page.left, y, textWidthOnPage, height).fill(shade)
      let top = y
      rows.forEach((row, at) => {
        for (const { lines, width, align, column, rowSpan, columnSpan } of row) {
          const own = rowSpan === 2 ? height : heights[at]!
          const x = grid.lefts[column]!
          drawLines(paper, lines, head, { x, y: top + (own - heightOf(lines)) / 2, width, align })
          if (columnSpan > 1 || (rowSpan === 1 && rows.length > 1 && at === 0)) {
            paper.pdf
              .moveTo(x + padding.x, top + own)
              .lineTo(x + width - padding.x, top + own)
              .lineWidth(0.5)
              .stroke(rule)
          }
        }
        top += heights[at]!
      })
      horizontal(paper, y, 1, ink)
      horizontal(paper, y + height, 0.7, ink)
    },
  }
}

function drawRow(paper: Paper, grid: Grid, row: readonly Content[], style: TextStyle, header: Header) {
  const cells = grid.columns.map((column, at) => ({
    align: column.align,
    width: grid.widths[at]!,
    x: grid.lefts[at]!,
    lines: paper.lines(row[at] ?? [], style, grid.widths[at]! - 2 * padding.x),
  }))
  const height = Math.max(...cells.map(({ lines }) => heightOf(lines)))
  if (paper.y + height > bottom) {
    horizontal(paper, paper.y, 1, ink)
    paper.newPage()
    header.draw(paper.y)
    paper.y += header.height
  }
  for (const { lines, ...place } of cells) drawLines(paper, lines, style, { ...place, y: paper.y })
  paper.y += height
  horizontal(paper, paper.y)
}

/** A table with its caption above; its header is repeated on each page. */
export function writeTable(paper: Paper, table: Table, number: string): void {
  const grid = gridOf(table)
  const header = prepareHeader(paper, grid)
  paper.keep(caption.size * 2 + header.height + 3 * heightOf([{ fragments: [], width: 0 }]))
  if (table.caption) paper.write([`${number}  ${table.caption}`.trim()], caption, { align: 'centre' })
  paper.y += 2
  header.draw(paper.y)
  paper.y += header.height
  for (const row of table.rows) drawRow(paper, grid, row, cell, header)
  if (table.totals) drawRow(paper, grid, table.totals, head, header)
  horizontal(paper, paper.y, 1, ink)
  paper.y += 4
  if (table.note) paper.write(table.note, note)
  paper.y += 10
}

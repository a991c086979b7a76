import type { Column, Content, Run } from '../../contract/document.ts'

/** The pieces of a text, all alike. */
export function runsOf(content: Content): Run[] {
  return content.map((piece) => (typeof piece === 'string' ? { text: piece } : piece))
}

export function plainText(content: Content): string {
  return runsOf(content)
    .map(({ text }) => text)
    .join('')
}

/** A link as files keep it: absolute, or null when the console's address is not known. */
export function absoluteLink(link: string | undefined, consoleUrl: string | null): string | null {
  if (link === undefined) return null
  if (/^https?:\/\//.test(link)) return link
  return consoleUrl === null ? null : `${consoleUrl.replace(/\/$/, '')}${link}`
}

export interface HeaderCell {
  label: string
  columnSpan: number
  rowSpan: number
  align: NonNullable<Column['align']>
  /** Index of its first column. */
  column: number
}

/** The rows of a table's header: one, or two where columns are grouped. */
export function headerRows(columns: readonly Column[]): HeaderCell[][] {
  const align = (column: Column) => column.align ?? 'left'
  if (columns.every(({ group }) => group === undefined)) {
    return [
      columns.map((column, at) => ({
        label: column.label,
        columnSpan: 1,
        rowSpan: 1,
        align: align(column),
        column: at,
      })),
    ]
  }
  const top: HeaderCell[] = []
  const below: HeaderCell[] = []
  columns.forEach((column, at) => {
    const { group, label } = column
    if (group === undefined) {
      top.push({ label, columnSpan: 1, rowSpan: 2, align: align(column), column: at })
      return
    }
    const before = top.at(-1)
    if (columns[at - 1]?.group === group && before) before.columnSpan++
    else top.push({ label: group, columnSpan: 1, rowSpan: 1, align: 'center', column: at })
    below.push({ label, columnSpan: 1, rowSpan: 1, align: align(column), column: at })
  })
  return [top, below]
}

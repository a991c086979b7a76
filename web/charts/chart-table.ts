import type { ChartSpec } from './chart-spec.ts'
import { formatInstant } from '../i18n/format.ts'

export interface ChartTable {
  columns: readonly { label: string; numeric: boolean }[]
  rows: readonly { cells: readonly (string | number | null)[]; to?: string }[]
}

/** The numbers behind a chart. In a time chart a moment that any series has is one row; a gap is an empty cell. */
export function tableOf(spec: ChartSpec): ChartTable {
  if (spec.kind === 'graph') {
    const { columns, rows } = spec.table
    const isNumeric = (at: number) =>
      rows.length > 0 && rows.every((row) => typeof row.cells[at] === 'number')
    return { columns: columns.map((label, at) => ({ label, numeric: isNumeric(at) })), rows }
  }
  if (spec.kind === 'bars') {
    const value = spec.unit ? `${spec.valueLabel} (${spec.unit})` : spec.valueLabel
    return {
      columns: [
        { label: spec.categoryLabel, numeric: false },
        { label: value, numeric: true },
      ],
      rows: spec.categories.map(({ label, value: number, to }) => ({
        cells: [label, number],
        ...(to === undefined ? {} : { to }),
      })),
    }
  }
  const moments = new Set(spec.series.flatMap((series) => series.points.map((point) => point.at)))
  const bySeries = spec.series.map((series) => new Map(series.points.map((point) => [point.at, point.value])))
  return {
    columns: [
      { label: spec.timeLabel, numeric: false },
      ...spec.series.map((series) => ({ label: `${series.label} (${spec.unit})`, numeric: true })),
    ],
    rows: [...moments]
      .sort()
      .map((at) => ({ cells: [formatInstant(at), ...bySeries.map((values) => values.get(at) ?? null)] })),
  }
}

/** RFC 4180, with the byte order mark by which spreadsheets know UTF-8. */
export function csvOf(table: ChartTable): string {
  const lines = [
    table.columns.map((column) => csvCell(column.label)),
    ...table.rows.map((row) => row.cells.map(csvCell)),
  ]
  return `\uFEFF${lines.map((line) => line.join(',')).join('\r\n')}\r\n`
}

function csvCell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  // A spreadsheet runs text that begins like a formula; a leading apostrophe keeps it text.
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

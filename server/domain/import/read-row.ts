import type { FieldReader } from './field-reader.ts'
import { fieldReader } from './field-reader.ts'
import type { TableMapping } from './mapping.ts'
import type { ReadCell, ReadingContext, RowReading } from './reading.ts'
import { wordsOfHeader, whyNoRecord } from './row-kind.ts'
import type { Cell, SheetRow } from './sheet.ts'
import { meansAsAbove } from './values/written.ts'

/** Reads the rows of one table in their order; `同上` takes the cell above, so one reader reads one table. */
export type RowReader = (row: SheetRow) => RowReading

interface ColumnReader {
  index: number
  field: string
  read: FieldReader
}

/** Compiles a mapping once, for tables of any length. Rows above its first are titles. */
export function rowReader(mapping: TableMapping, context: ReadingContext = {}): RowReader {
  const { entity } = mapping
  const headers = wordsOfHeader(mapping)
  const columns = mapping.columns.map(({ index, field, unit }): ColumnReader => {
    return { index, field, read: fieldReader(entity, field, context, unit) }
  })
  const mapped = new Set(columns.map(({ field }) => field))
  const constants = Object.entries(mapping.constants ?? {})
    .filter(([field]) => !mapped.has(field))
    .map(([field, text]) => readCell(fieldReader(entity, field, context), field, -1, { value: text, text }))
  const above = new Map<number, Cell | null>()

  return (row) => {
    const { number, hidden } = row
    const why = number < mapping.firstRow ? 'title' : whyNoRecord(row, mapping, headers)
    if (why !== null) return { kind: 'skipped', number, hidden, why }
    const cells = columns.map(({ index, field, read }) => {
      const own = row.cells[index] ?? null
      const cell = own && meansAsAbove(own.text) ? (above.get(index) ?? null) : own
      above.set(index, cell)
      return readCell(read, field, index, cell)
    })
    cells.push(...constants)
    return { kind: 'record', number, hidden, values: valuesOf(cells), cells }
  }
}

function readCell(read: FieldReader, field: string, column: number, cell: Cell | null): ReadCell {
  const reading = read(cell)
  const raw = cell?.text ?? ''
  if ('problem' in reading) return { field, column, raw, value: null, problem: reading.problem }
  const result: ReadCell = { field, column, raw, value: reading.value }
  if (reading.note) result.note = reading.note
  if (reading.also) result.also = reading.also
  return result
}

/** Values by field; of two columns for one field the first with a value counts. */
function valuesOf(cells: readonly ReadCell[]): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  const good = cells.filter(({ problem }) => !problem)
  for (const { field, value } of good) values[field] ??= value
  for (const { also } of good)
    for (const [field, value] of Object.entries(also ?? {})) values[field] ??= value
  return values
}

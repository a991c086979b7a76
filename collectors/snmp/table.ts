import type { Varbind } from './varbind.ts'
import type { Visit } from './visit.ts'
import { walkColumns } from './walk.ts'

/** A conceptual table of a MIB: the OID of its entry, and the columns wanted by name. */
export interface TableShape<Column extends string> {
  name: string
  entry: string
  columns: Record<Column, number>
}

export type Row<Column extends string> = Partial<Record<Column, Varbind>>

export interface Table<Column extends string> {
  /** By index, in the agent's order. */
  rows: Map<string, Row<Column>>
  /** False when a column did not reach its end. */
  complete: boolean
}

/** Reads the columns of a table together and puts them into rows by index. */
export async function readTable<Column extends string>(
  visit: Visit,
  shape: TableShape<Column>,
): Promise<Table<Column>> {
  const names = Object.keys(shape.columns) as Column[]
  const walked = await walkColumns(
    visit,
    names.map((name) => `${shape.entry}.${shape.columns[name]}`),
    shape.name,
  )
  const rows = new Map<string, Row<Column>>()
  walked.forEach((column, position) => {
    const name = names[position]
    if (name === undefined) return
    for (const [index, varbind] of column.rows) {
      const row = rows.get(index)
      if (row === undefined) rows.set(index, { [name]: varbind } as Row<Column>)
      else row[name] = varbind
    }
  })
  return { rows, complete: walked.every((column) => column.end === 'complete') }
}

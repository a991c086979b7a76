import { compareOids, dotted } from './value.ts'
import type { Oid, Value } from './value.ts'

/** The moment that a request is answered at. */
export interface Moment {
  /** Since the simulation started. */
  elapsedSeconds: number
  /** Since the device started. */
  uptimeSeconds: number
  /** Unix time. */
  epochSeconds: number
}

/**
 * One column of a conceptual table: the last number of its object identifier and how a row's value is found. Columns are
 * shared by all devices; only rows belong to one device. `null` is a hole: the instance does not exist.
 */
export interface Column<Row> {
  id: number
  read: (row: Row, at: Moment) => Value | null
}

/** A conceptual table: `entry`.`column`.`index of row`. A group of scalars is a table with the single row `0`. */
export interface MibTable {
  entry: Oid
  /** `entry` and the first column: where the table begins. */
  first: Oid
  columnIds: readonly number[]
  /** Indices of the rows, strictly increasing. */
  indices: readonly Oid[]
  read: (column: number, row: number, at: Moment) => Value | null
}

/** What can be asked of one device: tables in the order of their object identifiers, none reaching into the next. */
export type Mib = readonly MibTable[]

export function table<Row>(
  entry: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  indexOf: (row: Row) => Oid,
): MibTable {
  const ordered = rows
    .map((row) => ({ row, index: indexOf(row) }))
    .sort((a, b) => compareOids(a.index, b.index))
  const indices = ordered.map((item) => item.index)
  indices.forEach((index, position) => {
    const before = indices[position - 1]
    if (before && compareOids(before, index) === 0)
      throw new Error(`two rows of ${entry} have the index ${index.join('.')}`)
  })
  const sortedRows = ordered.map((item) => item.row)
  return {
    entry: sharedOid(entry),
    first: sharedOid(`${entry}.${columns[0]?.id}`),
    columnIds: idsOf(columns),
    indices,
    read: (column, row, at) => (columns[column] as Column<Row>).read(sortedRows[row] as Row, at),
  }
}

const scalarRow: readonly Oid[] = [[0]]

/** Scalars that share the parent `group`. */
export function scalars<Source>(group: string, columns: readonly Column<Source>[], source: Source): MibTable {
  return {
    entry: sharedOid(group),
    first: sharedOid(`${group}.${columns[0]?.id}`),
    columnIds: idsOf(columns),
    indices: scalarRow,
    read: (column, _row, at) => (columns[column] as Column<Source>).read(source, at),
  }
}

// A thousand devices share one identifier and one list of columns per table.
const shared = new Map<string, Oid>()
function sharedOid(text: string): Oid {
  let known = shared.get(text)
  if (!known) shared.set(text, (known = dotted(text)))
  return known
}

const ids = new WeakMap<readonly Column<never>[], readonly number[]>()
function idsOf<Row>(columns: readonly Column<Row>[]): readonly number[] {
  let known = ids.get(columns)
  if (!known) ids.set(columns, (known = columns.map((column) => column.id)))
  return known
}

/**
 * Puts tables in order and makes sure that a walk over them only goes forward.
 * @throws Error where the instances of one table reach into another's.
 */
export function mib(tables: readonly MibTable[]): Mib {
  const filled = tables
    .filter((one) => one.indices.length > 0 && one.columnIds.length > 0)
    .sort((a, b) => compareOids(a.first, b.first))
  filled.forEach((one, position) => {
    const next = filled[position + 1]
    const last = [...one.entry, one.columnIds.at(-1) as number, ...(one.indices.at(-1) as Oid)]
    if (next && compareOids(last, next.first) >= 0)
      throw new Error(`table ${one.entry.join('.')} reaches into ${next.entry.join('.')}`)
  })
  return filled
}

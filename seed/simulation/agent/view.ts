import type { Mib, MibTable, Moment } from '../mib/table.ts'
import { compareOids } from '../mib/value.ts'
import type { Oid, Value } from '../mib/value.ts'

/*
 * Finds instances in a device's tables by binary search: over the tables, over a table's columns, over its rows. No list
 * of all object identifiers is ever built.
 */

export interface Instance {
  /** `entry` of its table, the column's number and the row's index follow. */
  table: MibTable
  columnId: number
  index: Oid
  value: Value
}

export type Missing = 'no-such-object' | 'no-such-instance'

/** The value of exactly this instance (RFC 3416 section 4.2.1). */
export function getInstance(mib: Mib, oid: Oid, at: Moment): Value | Missing {
  const table = mib[lastNotAfter(mib, oid)]
  if (!table || !beginsWith(oid, table.entry)) return 'no-such-object'
  const depth = table.entry.length
  const column = table.columnIds.indexOf(oid[depth] as number)
  if (column < 0) return 'no-such-object'
  const row = firstAfter(table.indices, oid, depth + 1) - 1
  const index = table.indices[row]
  if (!index || index.length !== oid.length - depth - 1) return 'no-such-instance'
  if (compareIndex(index, oid, depth + 1) !== 0) return 'no-such-instance'
  return table.read(column, row, at) ?? 'no-such-instance'
}

/** The first instance after `oid`, or null at the end of the view (RFC 3416 section 4.2.2). */
export function nextInstance(mib: Mib, oid: Oid, at: Moment): Instance | null {
  let position = lastNotAfter(mib, oid)
  const table = mib[position]
  if (table && beginsWith(oid, table.entry)) {
    const depth = table.entry.length
    const asked = oid[depth] as number
    for (let column = 0; column < table.columnIds.length; column++) {
      const id = table.columnIds[column] as number
      if (id < asked) continue
      const row = id === asked ? firstAfter(table.indices, oid, depth + 1) : 0
      const found = fromRow(table, column, row, at)
      if (found) return found
    }
  }
  for (position += 1; position < mib.length; position++) {
    const following = mib[position] as MibTable
    for (let column = 0; column < following.columnIds.length; column++) {
      const found = fromRow(following, column, 0, at)
      if (found) return found
    }
  }
  return null
}

function fromRow(table: MibTable, column: number, row: number, at: Moment): Instance | null {
  for (let position = row; position < table.indices.length; position++) {
    const value = table.read(column, position, at)
    if (value)
      return {
        table,
        columnId: table.columnIds[column] as number,
        index: table.indices[position] as Oid,
        value,
      }
  }
  return null
}

/** Position of the last table that begins at or before `oid`; -1 before all. */
function lastNotAfter(mib: Mib, oid: Oid): number {
  let low = 0
  let high = mib.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compareOids((mib[middle] as MibTable).first, oid) <= 0) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** Position of the first index greater than the end of `oid` that starts at `from`. */
function firstAfter(indices: readonly Oid[], oid: Oid, from: number): number {
  let low = 0
  let high = indices.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compareIndex(indices[middle] as Oid, oid, from) <= 0) low = middle + 1
    else high = middle
  }
  return low
}

function compareIndex(index: Oid, oid: Oid, from: number): number {
  const length = oid.length - from
  const shared = Math.min(index.length, length)
  for (let position = 0; position < shared; position++) {
    const difference = (index[position] as number) - (oid[from + position] as number)
    if (difference !== 0) return difference
  }
  return index.length - length
}

function beginsWith(oid: Oid, prefix: Oid): boolean {
  if (oid.length <= prefix.length) return false
  for (let position = 0; position < prefix.length; position++)
    if (oid[position] !== prefix[position]) return false
  return true
}

import type { Cell } from '../../domain/import/sheet.ts'
import type { CellRange } from './cell-address.ts'
import { parseRange } from './cell-address.ts'

/** Beyond this a merged range is decoration: a banner across the whole sheet. */
const widest = 256

/**
 * The merged ranges of a sheet stand behind its rows, so they are looked up before the rows are read. Only the end of
 * the part is parsed; the rows pass by unread.
 * @returns null when there are more than the limit
 */
export async function findMerged(pieces: AsyncIterable<Buffer>, limit: number): Promise<CellRange[] | null> {
  const found: CellRange[] = []
  let behindRows = false
  let rest = ''
  for await (const piece of pieces) {
    // Tags and addresses are ASCII, so any single-byte reading finds them.
    let text = rest + piece.toString('latin1')
    if (!behindRows) {
      const end = text.search(/<\/(?:\w+:)?sheetData>|<(?:\w+:)?sheetData\s*\/>/)
      if (end < 0) {
        rest = text.slice(-40)
        continue
      }
      behindRows = true
      text = text.slice(end)
    }
    const lastOpen = text.lastIndexOf('<')
    for (const match of text.slice(0, lastOpen).matchAll(/<(?:\w+:)?mergeCell\s[^>]*?ref="([^"]+)"/g)) {
      const range = parseRange(match[1]!)
      if (range) found.push(range)
      if (found.length > limit) return null
    }
    rest = text.slice(lastOpen)
  }
  return found
}

/** Gives merged cells the value of their first while rows pass by in order. */
export class MergedCells {
  readonly #starting = new Map<number, CellRange[]>()
  /** What goes into each column at the moment, and down to which row. */
  readonly #open = new Map<number, { cell: Cell; bottom: number }>()

  constructor(ranges: readonly CellRange[]) {
    for (const range of ranges) {
      const starting = this.#starting.get(range.top)
      if (starting) starting.push(range)
      else this.#starting.set(range.top, [range])
    }
  }

  fill(number: number, cells: (Cell | null)[]): void {
    for (const [column, { cell, bottom }] of this.#open) {
      if (bottom < number) this.#open.delete(column)
      else {
        while (cells.length <= column) cells.push(null)
        cells[column] ??= cell
      }
    }
    for (const { left, right, bottom } of this.#starting.get(number) ?? []) {
      const first = cells[left]
      if (!first) continue
      for (let column = left; column <= Math.min(right, left + widest); column++) {
        while (cells.length <= column) cells.push(null)
        cells[column] ??= first
        if (bottom > number) this.#open.set(column, { cell: first, bottom })
      }
    }
  }
}

import type { Cell, SheetRow } from '../../domain/import/sheet.ts'
import type { WorkbookLimits } from '../limits.ts'
import { tooMany } from '../refusal.ts'
import { columnOf } from './cell-address.ts'
import type { CellSource, RawCell } from './cell-value.ts'
import { cellOf } from './cell-value.ts'
import type { MergedCells } from './merged.ts'
import type { Attributes } from './xml.ts'
import { feed, xmlReader } from './xml.ts'

export interface SheetSource extends CellSource {
  name: string
  merged: MergedCells
  linked: boolean
}

/** A formula that takes from another workbook: `[1]Sheet1!A1`, `'[2]Sheet 1'!A1`; not a table's column `T[1]`. */
const externalReference = /(?:^|[^\w\]\p{L}])\[\d+\]/u

/** The rows with content of a worksheet's XML, as it comes in. */
export async function* sheetRows(
  pieces: AsyncIterable<Buffer>,
  source: SheetSource,
  limits: WorkbookLimits,
): AsyncGenerator<SheetRow> {
  const collected: SheetRow[] = []
  const reader = xmlReader(rowHandlers(source, limits, (row) => collected.push(row)))
  let count = 0
  for await (const _ of feed(pieces, reader)) {
    count += collected.length
    if (count > limits.rows) throw tooMany('rows', limits.rows, source.name)
    yield* collected
    collected.length = 0
  }
}

function rowHandlers(source: SheetSource, limits: WorkbookLimits, emit: (row: SheetRow) => void) {
  let number = 0
  let hidden = false
  let cells: (Cell | null)[] = []
  let column = -1
  let raw: RawCell | null = null
  let formula = ''
  let within: 'value' | 'formula' | null = null
  let phonetic = false
  /** Shared formulas whose text stands at their first cell alone. */
  const externalShared = new Set<string>()
  let shared: string | undefined

  function openCell(attributes: Attributes) {
    column = attributes['r'] === undefined ? column + 1 : columnOf(attributes['r'])
    raw = {
      type: attributes['t'] ?? 'n',
      style: Number(attributes['s'] ?? 0),
      text: '',
      hasValue: false,
      formula: false,
      external: false,
    }
  }

  function closeFormula() {
    if (!raw || !source.linked) return
    raw.external = formula === '' ? externalShared.has(shared ?? '') : externalReference.test(formula)
    if (raw.external && shared !== undefined) externalShared.add(shared)
  }

  function closeCell() {
    const cell = raw && cellOf(raw, source)
    raw = null
    if (!cell) return
    if (column >= limits.columns) throw tooMany('columns', limits.columns, source.name)
    while (cells.length < column) cells.push(null)
    cells[column] = cell
  }

  function closeRow() {
    // A row that only lies within a merged range has nothing of its own: to a reader it is blank.
    if (cells.length === 0) return
    source.merged.fill(number, cells)
    emit({ number, hidden, cells })
  }

  return {
    open(tag: string, attributes: Attributes) {
      if (tag === 'c') openCell(attributes)
      else if (tag === 'v' || tag === 't') {
        if (phonetic) return
        within = 'value'
        if (raw) raw.hasValue = true
      } else if (tag === 'row') {
        number = attributes['r'] === undefined ? number + 1 : Number(attributes['r'])
        hidden = attributes['hidden'] === '1' || attributes['hidden'] === 'true'
        cells = []
        column = -1
      } else if (tag === 'f' && raw) {
        within = 'formula'
        formula = ''
        shared = attributes['t'] === 'shared' ? attributes['si'] : undefined
        raw.formula = true
      } else if (tag === 'rPh') phonetic = true
    },
    text(text: string) {
      if (within === 'value' && raw) raw.text += text
      else if (within === 'formula') formula += text
    },
    close(tag: string) {
      if (tag === 'c') closeCell()
      else if (tag === 'v' || tag === 't') within = null
      else if (tag === 'row') closeRow()
      else if (tag === 'f') {
        within = null
        closeFormula()
      } else if (tag === 'rPh') phonetic = false
    },
  }
}

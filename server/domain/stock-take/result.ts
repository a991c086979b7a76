import type { ItemCondition, StockTakeItemState } from '../../contract/entities/stock-take-item.ts'

/** A counted thing, as the result states it. */
export interface ResultLine {
  assetTag: string
  name: string
  state: StockTakeItemState
  roomId: number | null
  foundRoomId: number | null
  condition: ItemCondition | null
  labelUnreadable: boolean
  isExpected: boolean
  note: string | null
}

export interface ResultCounts {
  /** On the list when the stock-take began. */
  expected: number
  found: number
  moved: number
  surplus: number
  missing: number
  open: number
  conflict: number
  unreadable: number
  damaged: number
}

export function countResult(lines: readonly ResultLine[]): ResultCounts {
  const of = (state: StockTakeItemState) => lines.filter((line) => line.state === state).length
  return {
    expected: lines.filter((line) => line.isExpected).length,
    found: of('found'),
    moved: of('moved'),
    surplus: of('surplus'),
    missing: of('missing'),
    open: of('open'),
    conflict: of('conflict'),
    unreadable: lines.filter((line) => line.labelUnreadable).length,
    damaged: lines.filter((line) => line.condition === 'damaged').length,
  }
}

/**
 * The result as the text whose SHA-256 is signed: one line for each thing, by asset tag, its values as JSON. Whoever has
 * the ledger can write it again and compare.
 */
export function resultText(name: string, lines: readonly ResultLine[]): string {
  const rows = [...lines]
    .sort((a, b) => (a.assetTag < b.assetTag ? -1 : a.assetTag > b.assetTag ? 1 : 0))
    .map(({ assetTag, state, roomId, foundRoomId, condition, labelUnreadable, isExpected, note }) =>
      JSON.stringify([assetTag, state, roomId, foundRoomId, condition, labelUnreadable, isExpected, note]),
    )
  return [`CityBase stock-take ${JSON.stringify(name)}`, ...rows].join('\n') + '\n'
}

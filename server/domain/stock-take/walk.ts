/** A rack with its place in the room. */
export interface WalkedRack {
  id: number
  name: string
  rowNumber: number | null
  positionNumber: number | null
}

export interface WalkedItem {
  assetTag: string
  rackId: number | null
  positionU: number | null
}

export interface WalkStop<R, I> {
  /** Null for what stands outside of racks. */
  rack: R | null
  items: I[]
}

/**
 * The way through a room: row by row from the door, rack by rack from the left, in each rack from the top down; what has
 * no rack comes last.
 */
export function walkOrder<R extends WalkedRack, I extends WalkedItem>(
  racks: readonly R[],
  items: readonly I[],
): WalkStop<R, I>[] {
  const inRack = (rack: R | null) =>
    items
      .filter((item) => (rack ? item.rackId === rack.id : !racks.some(({ id }) => id === item.rackId)))
      .sort((a, b) => (b.positionU ?? 0) - (a.positionU ?? 0) || (a.assetTag < b.assetTag ? -1 : 1))
  const far = Number.MAX_SAFE_INTEGER
  const order = [...racks].sort(
    (a, b) =>
      (a.rowNumber ?? far) - (b.rowNumber ?? far) ||
      (a.positionNumber ?? far) - (b.positionNumber ?? far) ||
      a.name.localeCompare(b.name, 'en', { numeric: true }),
  )
  return [...order, null]
    .map((rack) => ({ rack, items: inRack(rack) }))
    .filter((stop) => stop.items.length > 0)
}

import type { TopologyRoom } from '../../../server/contract/endpoints/topology.ts'

export interface RoomPlaces {
  rooms: Map<number, { x: number; y: number }>
  headings: { regionId: number | null; x: number; y: number }[]
  height: number
  labelWidth: number
}

const row = 26
const blockGap = 20
const columnWidth = 250

/** Rooms in blocks by district, each room in a row of its own; blocks fill the columns evenly, in the order of the districts. */
export function layoutRooms(rooms: readonly TopologyRoom[], width: number): RoomPlaces {
  const blocks = [...Map.groupBy(rooms, (room) => room.regionId)]
  const count = Math.max(1, Math.min(blocks.length, Math.floor(width / columnWidth)))
  const columns = Array.from({ length: count }, () => 24)
  const places: RoomPlaces = {
    rooms: new Map(),
    headings: [],
    height: 0,
    labelWidth: Math.floor(width / count) - 56,
  }
  for (const [regionId, own] of blocks) {
    const column = columns.indexOf(Math.min(...columns))
    const x = Math.floor((column * width) / count) + 24
    let y = columns[column]!
    places.headings.push({ regionId, x: x - 12, y })
    for (const room of own) {
      y += row
      places.rooms.set(room.id, { x, y })
    }
    columns[column] = y + row + blockGap
  }
  places.height = Math.max(160, ...columns) - blockGap
  return places
}

export interface CellPlaces {
  /** By node key. */
  nodes: Map<string, { x: number; y: number }>
  /** Where a room's name stands. */
  labels: Map<number, { x: number; y: number }>
  height: number
  cell: number
}

const cellWidth = 128
const nameHeight = 26
/** Half the golden angle apart, points fill a disc evenly (Vogel 1979). */
const goldenAngle = Math.PI * (3 - Math.sqrt(5))

/**
 * Every device of the city: a disc for each room, in the order of the rooms, the best-connected device in its middle and
 * the others around it in the order of their keys' distance from it.
 */
export function layoutCells(
  rooms: readonly TopologyRoom[],
  nodesOf: ReadonlyMap<number | null, readonly string[]>,
  width: number,
): CellPlaces {
  const columns = Math.max(1, Math.floor(width / cellWidth))
  const cell = width / columns
  const places: CellPlaces = { nodes: new Map(), labels: new Map(), height: 0, cell }
  const filled = rooms.filter((room) => (nodesOf.get(room.id)?.length ?? 0) > 0)
  filled.forEach((room, at) => {
    const x = (at % columns) * cell + cell / 2
    const y = Math.floor(at / columns) * (cell + nameHeight) + cell / 2
    const nodes = nodesOf.get(room.id)!
    const radius = Math.min(cell / 2 - 10, 9 * Math.sqrt(nodes.length))
    nodes.forEach((key, position) => {
      const distance = radius * Math.sqrt(position / Math.max(1, nodes.length - 1))
      places.nodes.set(key, {
        x: x + distance * Math.cos(position * goldenAngle),
        y: y + distance * Math.sin(position * goldenAngle),
      })
    })
    places.labels.set(room.id, { x, y: y + cell / 2 + nameHeight / 2 - 6 })
  })
  places.height = Math.max(160, Math.ceil(filled.length / columns) * (cell + nameHeight))
  return places
}

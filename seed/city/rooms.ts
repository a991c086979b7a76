import { addMonths, earliest } from './dates.ts'
import { origin, type DeviceRecord, type RackRecord, type RoomRecord } from './records.ts'
import type { RoomDraft } from './rooms-draft.ts'
import type { Random } from '../random.ts'

/** Published areas by owner, in quarters of a square metre; public security is part of the municipal 2522.75 m². */
const areaQuarters = {
  municipal: (2522.75 - 652) * 4,
  'public-security': 652 * 4,
  school: 1459 * 4,
  hospital: 377 * 4,
}

/** Rooms get their area from their racks, so that each owner's rooms add up to its published total exactly. */
export function buildRooms(
  random: Random,
  drafts: readonly RoomDraft[],
  racks: readonly RackRecord[],
  contentsOf: (room: RoomDraft) => DeviceRecord[],
): RoomRecord[] {
  const rackCounts = new Map(
    drafts.map((room) => [room, racks.filter((rack) => rack.roomId === room.id).length]),
  )
  const quarters = new Map<RoomDraft, number>()
  for (const [category, total] of Object.entries(areaQuarters)) {
    const own = drafts.filter((room) => room.organisation.category === category)
    shareArea(random, own, rackCounts, total).forEach((area, index) => quarters.set(own[index]!, area))
  }
  return drafts.map((room) => {
    const contents = contentsOf(room)
    // Sized for what the plates say, which is about twice the draw, with room to grow.
    const ratedKw = contents.reduce((watts, device) => watts + device.powerWatts!, 0) / 1000
    const powerKw = Math.ceil(ratedKw * (1.1 + random.next() * 0.6)) + 2
    return {
      id: room.id,
      code: room.code,
      name: room.name,
      organisationId: room.organisationId,
      siteId: room.siteId,
      floor: room.floor,
      areaSquareMetres: quarters.get(room)! / 4,
      grade: gradeOf(random, room.size),
      powerKw,
      coolingKw: Math.round(powerKw * (0.9 + random.next() * 0.4) * 10) / 10,
      upsMinutes: random.pick(room.size >= 4 ? [60, 120] : room.size >= 2 ? [30, 60] : [10, 15, 30]),
      floorLoadKgPerSquareMetre: random.pick(room.size >= 4 ? [800, 1000] : [350, 400, 500]),
      builtOn: addMonths(earliest(contents.map(({ purchaseDate }) => purchaseDate!)), -random.int(1, 6)),
      status: 'operating',
      notes: null,
      origin,
    }
  })
}

/** Quarters of a square metre for each room, by its racks, summing to `total`. */
function shareArea(
  random: Random,
  rooms: readonly RoomDraft[],
  rackCounts: ReadonlyMap<RoomDraft, number>,
  total: number,
): number[] {
  const weights = rooms.map((room) => rackCounts.get(room)! * (6 + random.next() * 5) + 9 + room.size)
  const sum = weights.reduce((one, other) => one + other, 0)
  const areas = weights.map((weight) => Math.floor((weight / sum) * total))
  const largest = weights.indexOf(Math.max(...weights))
  areas[largest]! += total - areas.reduce((one, other) => one + other, 0)
  return areas
}

function gradeOf(random: Random, size: number): RoomRecord['grade'] {
  if (size === 5) return 'B'
  if (size === 4) return random.pick(['B', 'C'])
  return size >= 2 ? random.pick(['C', 'C', 'ungraded']) : 'ungraded'
}

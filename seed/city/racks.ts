import type { Equipment } from './equipment.ts'
import type { Make } from './makes.ts'
import type { RoomDraft } from './rooms-draft.ts'
import { origin, type RackRecord } from './records.ts'
import type { Random } from '../random.ts'

export interface Slot {
  rackId: number
  /** Lowest unit, from the bottom. */
  positionU: number
}

export const rackHeightU = 42
/** Racks are not filled to the top: cabling, airflow and patch panels need the rest. */
const usableU = 36
const racksPerRow = 8

/** Racks of every room and the slot of each device; access points hang on ceilings and have none. */
export function mountEquipment(
  random: Random,
  rooms: readonly RoomDraft[],
  equipment: readonly Equipment[],
  makes: ReadonlyMap<Equipment, Make>,
): { racks: RackRecord[]; slots: Map<Equipment, Slot> } {
  const racks: RackRecord[] = []
  const slots = new Map<Equipment, Slot>()
  const heightOf = (device: Equipment): number => makes.get(device)!.model.heightU
  for (const room of rooms) {
    const own = equipment.filter((device) => device.room === room && heightOf(device) > 0)
    // The classified network has racks of its own; elsewhere networks, storage and servers follow one another.
    const groups = [
      own.filter((device) => device.zone !== 'intranet').sort((a, b) => rank(a) - rank(b)),
      own.filter((device) => device.zone === 'intranet'),
    ].filter((group) => group.length > 0)
    const first = racks.length
    const addRack = (): void => {
      const number = racks.length - first
      racks.push({
        id: racks.length + 1,
        name: `${'ABCDEFGH'[Math.floor(number / racksPerRow)]}${String((number % racksPerRow) + 1).padStart(2, '0')}`,
        roomId: room.id,
        heightU: rackHeightU,
        rowNumber: Math.floor(number / racksPerRow) + 1,
        positionNumber: (number % racksPerRow) + 1,
        ratedPowerKw: room.size >= 4 ? 6 : 4,
        origin,
      })
    }
    for (const group of groups) {
      addRack()
      let next = 2
      for (const device of group) {
        if (next + heightOf(device) - 1 > usableU) {
          addRack()
          next = 2
        }
        slots.set(device, { rackId: racks.length, positionU: next })
        next += heightOf(device) + (random.chance(0.35) ? 1 : 0)
      }
    }
  }
  return { racks, slots }
}

function rank({ role }: Equipment): number {
  if (role === 'storage') return 1
  return role === 'server' ? 2 : 0
}

import { topUnit } from '../../../../server/domain/rack-space.ts'

/** What of a device says where it stands and what it draws. */
export interface PlacedDevice {
  id: number
  name: string
  positionU: number | null
  heightU: number | null
  powerWatts: number | null
  status: string
  kind: string
}

/** A device in its rack's front view. Units count from the bottom, from 1. */
export interface Slot<D extends PlacedDevice> {
  device: D
  from: number
  to: number
  /** Shares a unit with another device. */
  overlaps: boolean
  /** Reaches beyond the rack. */
  outside: boolean
}

/** A run of units that nothing stands in. */
export interface Gap {
  from: number
  to: number
}

export interface RackLayout<D extends PlacedDevice> {
  slots: Slot<D>[]
  gaps: Gap[]
  /** Devices said to be in this rack without a position. */
  unplaced: D[]
  usedU: number
  /** Rated power of all its devices, as far as it is known. */
  watts: number
}

/** Lays the devices of one rack out over its units. */
export function layOutRack<D extends PlacedDevice>(heightU: number, devices: readonly D[]): RackLayout<D> {
  const placed = devices
    .filter((device) => device.positionU !== null)
    .map((device) => ({
      device,
      from: device.positionU!,
      to: topUnit({ positionU: device.positionU!, heightU: device.heightU }),
    }))
    .sort((a, b) => a.from - b.from)
  const taken = new Map<number, number>()
  for (const { from, to } of placed) {
    for (let unit = from; unit <= to; unit++) taken.set(unit, (taken.get(unit) ?? 0) + 1)
  }
  const slots = placed.map((slot) => ({
    ...slot,
    overlaps: unitsOf(slot).some((unit) => taken.get(unit)! > 1),
    outside: slot.to > heightU,
  }))
  const gaps: Gap[] = []
  let usedU = 0
  for (let unit = 1; unit <= heightU; unit++) {
    if (taken.has(unit)) usedU++
    else if (gaps.at(-1)?.to === unit - 1) gaps.at(-1)!.to = unit
    else gaps.push({ from: unit, to: unit })
  }
  return {
    slots,
    gaps,
    unplaced: devices.filter((device) => device.positionU === null),
    usedU,
    watts: devices.reduce((sum, device) => sum + (device.powerWatts ?? 0), 0),
  }
}

function unitsOf({ from, to }: Gap): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}

import type { Issue } from '../contract/error.ts'

/*
 * Where a device stands in its rack. Units are counted from the bottom, a device at position p of height h occupies
 * p … p + h − 1; a height that is not known counts as one unit.
 */

export interface Mounted {
  id: number
  name: string
  positionU: number
  heightU: number | null
}

export interface Placement {
  /** Null for a device that is not in the ledger yet. */
  id: number | null
  roomId: number | null
  positionU: number | null
  heightU: number | null
}

export interface RackSpace {
  name: string
  roomId: number
  heightU: number
  /** Devices with a position in it. */
  devices: readonly Mounted[]
}

export function topUnit(placement: { positionU: number; heightU: number | null }): number {
  return placement.positionU + (placement.heightU ?? 1) - 1
}

/** Whether the device may stand where it is said to stand. */
export function placementIssues(device: Placement, rack: RackSpace): Issue[] {
  const issues: Issue[] = []
  if (device.roomId !== rack.roomId) {
    issues.push({
      path: 'rackId',
      message: {
        zh: `机柜「${rack.name}」不在所选机房内。`,
        en: `Rack "${rack.name}" is not in that machine room.`,
      },
    })
  }
  const { positionU } = device
  if (positionU === null) return issues
  const top = topUnit({ positionU, heightU: device.heightU })
  if (top > rack.heightU) {
    issues.push({
      path: 'positionU',
      message: {
        zh: `超出机柜高度：占用到 ${top}U，机柜共 ${rack.heightU}U。`,
        en: `Does not fit: it would reach unit ${top}, and the rack has ${rack.heightU}.`,
      },
    })
  }
  const inTheWay = rack.devices.find(
    (other) => other.id !== device.id && other.positionU <= top && positionU <= topUnit(other),
  )
  if (inTheWay) {
    const units = `${inTheWay.positionU}–${topUnit(inTheWay)}U`
    issues.push({
      path: 'positionU',
      message: {
        zh: `与「${inTheWay.name}」（${units}）重叠。`,
        en: `Overlaps "${inTheWay.name}" (${units}).`,
      },
    })
  }
  return issues
}

/** Whether a rack may be given this height and room with the devices that stand in it. */
export function rackIssues(
  rack: { roomId: number; heightU: number },
  devices: readonly (Placement & { name: string })[],
  changed: ReadonlySet<string>,
): Issue[] {
  const issues: Issue[] = []
  const elsewhere = devices.filter((device) => device.roomId !== rack.roomId)
  if (changed.has('roomId') && elsewhere.length > 0) {
    issues.push({
      path: 'roomId',
      message: {
        zh: `机柜内还有 ${elsewhere.length} 台设备登记在其他机房，请先将它们移出机柜。`,
        en: `${elsewhere.length} device(s) in it are declared in another room. Take them out of the rack first.`,
      },
    })
  }
  const top = Math.max(
    0,
    ...devices.map(({ positionU, heightU }) => (positionU === null ? 0 : topUnit({ positionU, heightU }))),
  )
  if (changed.has('heightU') && top > rack.heightU) {
    issues.push({
      path: 'heightU',
      message: { zh: `已有设备占用到 ${top}U。`, en: `A device in it reaches unit ${top}.` },
    })
  }
  return issues
}

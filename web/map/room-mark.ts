import { roomStatuses } from '../../server/contract/entities/room.ts'
import type { CityMap } from '../../server/contract/endpoints/overview.ts'
import type { Shape, Tone } from '../../server/contract/state.ts'
import type { Localised } from '../../server/contract/text.ts'

export type MapRoom = CityMap['rooms'][number]
export type MapRegion = CityMap['regions'][number]

export type RoomState = 'operating' | 'findings' | 'closing' | 'closed'

/** How rooms look on the map: their own status, except that an operating room with open findings says so. */
export const roomStates: Record<RoomState, { label: Localised; tone: Tone; shape: Shape }> = {
  operating: roomStatuses.operating,
  findings: { label: { zh: '有待处理差异', en: 'Open findings' }, tone: 'warning', shape: 'diamond' },
  closing: roomStatuses.closing,
  closed: roomStatuses.closed,
}

export function roomStateOf(room: Pick<MapRoom, 'status' | 'openFindings'>): RoomState {
  if (room.status === 'closing' || room.status === 'closed') return room.status
  return room.openFindings > 0 ? 'findings' : 'operating'
}

/** Diameter in pixels: the mark's area grows with the number of devices, within what can be hit and what covers. */
export function markDiameter(deviceCount: number): number {
  return Math.round(Math.min(30, Math.max(9, 4 * Math.sqrt(deviceCount))))
}

/** Larger marks first, so that the smaller lie on top and can be reached. */
export function inDrawingOrder(rooms: readonly MapRoom[]): MapRoom[] {
  return [...rooms].sort((a, b) => b.deviceCount - a.deviceCount || a.id - b.id)
}

import type { DeviceKind } from '../../contract/entities/device.ts'

/** A room as the rules need it. */
export interface RoomRef {
  id: number
  code: string
  name: string
  organisationId: number
}

/** `JZ-GT-01 政务中心机房`: how findings write a room. */
export function roomText(room: Pick<RoomRef, 'code' | 'name'>): string {
  return `${room.code} ${room.name}`
}

/**
 * The room that a text typed into a device (sysLocation) names: by its code standing alone, or by its full name where
 * no other room is called so. Null when none, or more than one, is named.
 */
export function roomNamedIn(location: string | null, rooms: readonly RoomRef[]): RoomRef | null {
  if (!location) return null
  const text = location.normalize('NFKC').toLowerCase()
  const byCode = rooms.filter((room) => standsAlone(text, room.code.toLowerCase()))
  if (byCode.length > 0) return byCode.length === 1 ? byCode[0]! : null
  const named = rooms.filter((room) => room.name.length >= 4 && text.includes(room.name.toLowerCase()))
  const longest = named.filter(
    (room) => !named.some((other) => other !== room && other.name.includes(room.name)),
  )
  return longest.length === 1 ? longest[0]! : null
}

function standsAlone(text: string, code: string): boolean {
  if (code.length < 2) return false
  for (let index = text.indexOf(code); index >= 0; index = text.indexOf(code, index + 1)) {
    const before = text[index - 1]
    const after = text[index + code.length]
    if ((!before || !/[a-z0-9-]/.test(before)) && (!after || !/[a-z0-9-]/.test(after))) return true
  }
  return false
}

/** The room in which more than half of the neighbours stand whose rooms are known; null when there is none. */
export function majorityRoom(neighbourRooms: readonly number[]): { roomId: number; count: number } | null {
  const counts = new Map<number, number>()
  for (const room of neighbourRooms) counts.set(room, (counts.get(room) ?? 0) + 1)
  for (const [roomId, count] of counts) if (count * 2 > neighbourRooms.length) return { roomId, count }
  return null
}

/** Machines that are patched inside their room; switches and routers have uplinks into others. */
const hostKinds: readonly DeviceKind[] = ['server', 'storage', 'ups', 'pdu', 'environment']

export interface PlacementEvidence {
  kind: DeviceKind
  declaredRoomId: number
  /** Rooms of the neighbours that the ledger knows, one entry each. */
  neighbourRoomIds: readonly number[]
  /** Room that the device's own location text names. */
  locationRoomId: number | null
}

/**
 * The other room in which a device stands, by what is said of it; null when it stands where it is declared or when the
 * evidence does not suffice.
 *
 * - Both say the same other room: there.
 * - Neighbours are in the declared room: it has not moved, whatever its location text says.
 * - Neighbours say another room and the location text none: there, for a host at once, for network equipment only when
 *   two or more neighbours say so and none stands in the declared room (an uplink alone says little).
 * - Neighbours say another room and the text still the declared one: a host has moved, its text was forgotten; network
 *   equipment has a far uplink.
 * - Only the location text says another room: there.
 */
export function movedTo(
  evidence: PlacementEvidence,
): { roomId: number; by: 'snmp-neighbours' | 'snmp' } | null {
  const { declaredRoomId, locationRoomId, neighbourRoomIds } = evidence
  const isHost = hostKinds.includes(evidence.kind)
  const majority = majorityRoom(neighbourRoomIds)?.roomId ?? null
  if (majority === declaredRoomId) return null
  if (majority === null) {
    return locationRoomId !== null &&
      locationRoomId !== declaredRoomId &&
      !neighbourRoomIds.includes(declaredRoomId)
      ? { roomId: locationRoomId, by: 'snmp' }
      : null
  }
  if (majority === locationRoomId || isHost) return { roomId: majority, by: 'snmp-neighbours' }
  if (locationRoomId === declaredRoomId) return null
  if (locationRoomId !== null) return { roomId: locationRoomId, by: 'snmp' }
  const isWellSupported = neighbourRoomIds.length >= 2 && !neighbourRoomIds.includes(declaredRoomId)
  return isWellSupported ? { roomId: majority, by: 'snmp-neighbours' } : null
}

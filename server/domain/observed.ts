import type { AddressFacts, Facts } from '../contract/collection.ts'
import { isLocalAddress, isRealSerial, normalAddress, normalInterface } from './identity.ts'
import type { Source } from './precedence.ts'
import { majorityRoom, roomNamedIn } from './reconcile/placement.ts'
import type { RoomRef } from './reconcile/placement.ts'

/** One value of one field as a source saw it. Rooms are given by their code. */
export interface ObservedValue {
  source: Source
  field: string
  value: string
}

export interface ObservationContext {
  source: 'snmp' | 'redfish' | 'agent'
  /** Declared management address of the device, where one is declared. */
  declaredAddress: string | null
  /** Address at which the collector reached it. */
  targetAddress: string
  rooms: readonly RoomRef[]
  /** Rooms of the neighbours that the ledger knows, one entry each. */
  neighbourRoomIds: readonly number[]
  /** Ports on which the ledger says a line ends. */
  linePorts: readonly string[]
  /** False when parts of what was asked for are missing: then nothing is concluded from what is absent. */
  isComplete: boolean
}

/** Length of the evidence's field column; interface names are cut to fit. */
const longestField = 60

/** Evidence field of a port's state: `interface:GigabitEthernet0/0/1`. */
export function portField(name: string): string {
  return `interface:${name}`.slice(0, longestField)
}

/** The values of a device's facts that the ledger also has, as evidence. */
export function observedValues(facts: Facts, context: ObservationContext): ObservedValue[] {
  const { device } = facts
  const serials = device.serialNumbers.filter(isRealSerial)
  const values: Record<string, string | null> = {
    serialNumber: serials.length > 0 ? serials.join(', ') : null,
    vendor: device.vendor,
    model: device.model,
    softwareVersion: device.softwareVersion,
    name: device.name,
    kind: device.kind,
    managementAddress: managementAddress(facts, context),
    roomId: roomNamedIn(device.location, context.rooms)?.code ?? null,
  }
  const found: ObservedValue[] = []
  for (const [field, value] of Object.entries(values)) {
    const text = value?.trim() ?? ''
    if (text !== '') found.push({ source: context.source, field, value: text.slice(0, 1000) })
  }
  const majority = majorityRoom(context.neighbourRoomIds)
  const room = majority && context.rooms.find((candidate) => candidate.id === majority.roomId)
  if (room) found.push({ source: 'snmp-neighbours', field: 'roomId', value: room.code })
  for (const port of new Set(context.linePorts)) {
    const value = portState(facts, port, context.isComplete)
    if (value) found.push({ source: context.source, field: portField(port), value })
  }
  return found
}

/**
 * The management address as observed: the declared one if the device has it; else the one it was reached at; else that
 * of a management interface; else its first address that is not local. Null when it gives none.
 */
function managementAddress(facts: Facts, context: ObservationContext): string | null {
  const own = facts.addresses.filter((address) => !isLocalAddress(address.ip))
  const has = (address: string | null) =>
    address !== null && own.some((candidate) => normalAddress(candidate.ip) === normalAddress(address))
  if (has(context.declaredAddress)) return context.declaredAddress
  if (has(context.targetAddress)) return context.targetAddress
  return (own.find((address) => isOnManagementPort(facts, address)) ?? own[0])?.ip ?? null
}

function isOnManagementPort(facts: Facts, address: AddressFacts): boolean {
  const port = facts.interfaces.find((candidate) => candidate.index === address.interfaceIndex)
  return /^(meth|mgmt|management|m-gigabit|m-ethernet|out-of-band|oob|ilo|idrac|bmc)/i.test(port?.name ?? '')
}

export type PortState = 'up' | 'down' | 'shutdown' | 'missing'

/** State of a port as an operator says it; null when it cannot be told. */
export function portState(facts: Facts, name: string, isComplete: boolean): PortState | null {
  const wanted = normalInterface(name)
  const port = facts.interfaces.find(
    (candidate) =>
      normalInterface(candidate.name ?? '') === wanted ||
      normalInterface(candidate.description ?? '') === wanted,
  )
  if (!port) return isComplete && facts.interfaces.length > 0 ? 'missing' : null
  if (port.adminUp === false) return 'shutdown'
  if (port.operUp === null) return null
  return port.operUp ? 'up' : 'down'
}

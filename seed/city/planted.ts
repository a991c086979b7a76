import type { EntityName } from '../../server/contract/entities/index.ts'
import type { FindingKind } from '../../server/contract/entities/finding.ts'
import { deviceModels, type DeviceModel } from './catalogue/models.ts'
import type { Cabling } from './cabling.ts'
import { addMonths } from './dates.ts'
import type { Device } from './devices.ts'
import type { LineRecord } from './records.ts'
import type { RoomDraft } from './rooms-draft.ts'
import type { Random } from '../random.ts'

/**
 * A difference put into the demonstration on purpose. Reconciliation must find exactly these. `declared` is what the
 * ledger says, `observed` what the simulated network says (rooms as room codes); null where there is no value.
 */
export interface PlantedDifference {
  kind: FindingKind
  entity: EntityName
  /** Asset tag, line code, or for a device that nobody declared the name of its target. */
  recordKey: string
  field: string | null
  declared: string | null
  observed: string | null
}

export const plantedCounts = {
  silent: 12,
  serialNumbers: 15,
  models: 8,
  moved: 6,
  unregistered: 5,
  linesDown: 3,
} as const

/** What the simulation says otherwise than the ledger. */
export interface Disguises {
  silent: Set<Device>
  serialNumbers: Map<Device, string>
  models: Map<Device, DeviceModel>
  linesDown: Set<LineRecord>
}

/** Servers that were carried to another room of their district without a word to the ledger. */
export function planMoves(
  random: Random,
  devices: readonly Device[],
  rooms: readonly RoomDraft[],
): Map<Device, number> {
  const moves = new Map<Device, number>()
  const taken = new Set<number>()
  const servers = random
    .shuffle(devices)
    .filter(
      ({ managed, equipment }) => managed && equipment.role === 'server' && equipment.zone === 'private',
    )
  for (const device of servers) {
    if (moves.size === plantedCounts.moved) break
    const from = device.equipment.room
    const candidates = rooms.filter(
      (room) =>
        room.organisation.region === from.organisation.region &&
        room.organisation.category === from.organisation.category &&
        room !== from &&
        room.size >= 3 &&
        !taken.has(room.id),
    )
    if (candidates.length === 0 || taken.has(from.id)) continue
    const to = random.pick(candidates)
    taken.add(from.id).add(to.id)
    moves.set(device, to.id)
  }
  if (moves.size !== plantedCounts.moved) throw new RangeError('no room for the moved devices')
  return moves
}

/** Chooses silent devices, wrong serial numbers and models, and line ports that are down; no device has two faults. */
export function planDisguises(
  random: Random,
  devices: readonly Device[],
  moves: ReadonlyMap<Device, number>,
  cabling: Cabling,
  lines: readonly LineRecord[],
): Disguises {
  const besideMoved = new Set(
    cabling.links.flatMap(([near, far]) => (moves.has(near.device) ? [far.device] : [])),
  )
  const free = random
    .shuffle(devices)
    .filter(
      (device) => device.managed && !device.equipment.edge && !moves.has(device) && !besideMoved.has(device),
    )
  const take = (count: number, fits: (device: Device) => boolean): Device[] => {
    const chosen = free.filter(fits).slice(0, count)
    if (chosen.length !== count) throw new RangeError('too few devices to plant differences in')
    for (const device of chosen) free.splice(free.indexOf(device), 1)
    return chosen
  }
  const isRole = (role: string) => (device: Device) => device.equipment.role === role
  const silent = new Set([
    ...take(8, isRole('server')),
    ...take(2, isRole('storage')),
    ...take(2, isRole('access')),
  ])
  const models = new Map(
    [
      ...take(5, (device) => isRole('server')(device) && siblingsOf(device).length > 0),
      ...take(3, (device) => isRole('access')(device) && siblingsOf(device).length > 0),
    ].map((device) => [device, random.pick(siblingsOf(device))]),
  )
  const known = new Set(devices.map(({ record }) => record.serialNumber))
  const serialNumbers = new Map(
    take(plantedCounts.serialNumbers, (device) => misread(device.record.serialNumber!, known) !== null).map(
      (device) => [device, misread(device.record.serialNumber!, known)!],
    ),
  )
  const managedIds = new Set(devices.filter(({ managed }) => managed).map(({ record }) => record.id))
  const linesDown = new Set<LineRecord>()
  for (const line of random.shuffle(lines)) {
    if (linesDown.size === plantedCounts.linesDown) break
    if (managedIds.has(line.deviceId!) && line.carrierId != null) linesDown.add(line)
  }
  return { silent, serialNumbers, models, linesDown }
}

/** Other models of the vendor with the same ports that were sold in the year of purchase. */
function siblingsOf({ make: { model, purchaseDate } }: Device): DeviceModel[] {
  const year = Number(purchaseDate.slice(0, 4))
  return deviceModels.filter(
    (other) =>
      other !== model &&
      other.vendor === model.vendor &&
      other.role === model.role &&
      other.ports === model.ports &&
      other.heightU === model.heightU &&
      other.from <= year &&
      year <= other.to,
  )
}

/** The serial number with two neighbouring characters the right way round; the ledger's clerk swapped them. */
function misread(serialNumber: string, known: ReadonlySet<string | null | undefined>): string | null {
  for (let i = serialNumber.length - 2; i > 0; i--) {
    const swapped =
      serialNumber.slice(0, i) + serialNumber[i + 1]! + serialNumber[i]! + serialNumber.slice(i + 2)
    if (swapped !== serialNumber && !known.has(swapped)) return swapped
  }
  return null
}

/** Writes impossible dates into one device and one line. */
export function plantImpossibleDates(device: Device, line: LineRecord): PlantedDifference[] {
  device.record.warrantyEnd = addMonths(device.record.purchaseDate!, -12)
  line.contractEnd = addMonths(line.contractStart!, -12)
  return [
    {
      kind: 'impossible-value',
      entity: 'device',
      recordKey: device.record.assetTag,
      field: 'warrantyEnd',
      declared: device.record.warrantyEnd,
      observed: null,
    },
    {
      kind: 'impossible-value',
      entity: 'line',
      recordKey: line.code,
      field: 'contractEnd',
      declared: line.contractEnd,
      observed: null,
    },
  ]
}

/** The list of everything that differs between the ledger and the simulated network, for tests to check against. */
export function listPlanted(
  disguises: Disguises,
  moves: ReadonlyMap<Device, number>,
  rooms: readonly RoomDraft[],
  strangers: readonly Device[],
  lines: readonly LineRecord[],
): PlantedDifference[] {
  const about = (device: Device) => ({ entity: 'device', recordKey: device.record.assetTag }) as const
  const roomCode = (id: number): string => rooms.find((room) => room.id === id)!.code
  const withoutCarrier = lines.filter((line) => line.carrierId == null)
  return [
    ...[...disguises.silent].map((device) => ({
      kind: 'device-silent' as const,
      ...about(device),
      field: null,
      declared: null,
      observed: null,
    })),
    ...[...disguises.serialNumbers].map(([device, observed]) => ({
      kind: 'field-differs' as const,
      ...about(device),
      field: 'serialNumber',
      declared: device.record.serialNumber!,
      observed,
    })),
    ...[...disguises.models].map(([device, observed]) => ({
      kind: 'field-differs' as const,
      ...about(device),
      field: 'model',
      declared: device.record.model!,
      observed: observed.model,
    })),
    ...[...moves].map(([device, roomId]) => ({
      kind: 'device-moved' as const,
      ...about(device),
      field: 'roomId',
      declared: device.equipment.room.code,
      observed: roomCode(roomId),
    })),
    ...strangers.map((device) => ({
      kind: 'device-unregistered' as const,
      entity: 'target' as const,
      recordKey: device.record.assetTag,
      field: null,
      declared: null,
      observed: device.record.serialNumber!,
    })),
    ...[...disguises.linesDown].map((line) => ({
      kind: 'line-port-down' as const,
      entity: 'line' as const,
      recordKey: line.code,
      field: 'interfaceName',
      declared: line.interfaceName!,
      observed: 'down',
    })),
    ...withoutCarrier.map((line) => ({
      kind: 'carrier-missing' as const,
      entity: 'line' as const,
      recordKey: line.code,
      field: 'carrierId',
      declared: null,
      observed: null,
    })),
    {
      kind: 'sum-mismatch',
      entity: 'line',
      recordKey: 'lines',
      field: 'carrierId',
      declared: String(lines.length),
      observed: String(lines.length - withoutCarrier.length),
    },
  ]
}

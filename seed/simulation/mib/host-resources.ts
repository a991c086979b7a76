import type { DeviceState } from './device-state.ts'
import { between, fraction, wander } from './noise.ts'
import { platformOf } from './kind.ts'
import { scalars, table } from './table.ts'
import type { Column, MibTable } from './table.ts'
import { text } from './text.ts'
import { dotted, gauge32, integer, octets, oid, timeTicks, zeroDotZero } from './value.ts'
import type { Oid } from './value.ts'

/*
 * HOST-RESOURCES-MIB (RFC 2790) of servers: memory, disks and processors, taken from their modules where these say how
 * much there is.
 */

const gibibyte = 2 ** 30
const storageTypes = '1.3.6.1.2.1.25.2.1'
const ramType = dotted(`${storageTypes}.2`)
const fixedDiskType = dotted(`${storageTypes}.4`)
const processorType = dotted('1.3.6.1.2.1.25.3.1.3')

interface StorageRow {
  index: number
  type: Oid
  description: string
  unitBytes: number
  bytes: number
  usedShare: number
  seed: number
}

const hrSystem: readonly Column<DeviceState>[] = [
  { id: 1, read: (_device, at) => timeTicks(at.uptimeSeconds) },
  { id: 2, read: (_device, at) => octets(dateAndTime(at.epochSeconds)) },
  { id: 5, read: ({ spec }) => gauge32(Math.floor(fraction(spec.noiseSeed, 'users') * 4)) },
  {
    id: 6,
    read: ({ spec }, at) => gauge32(wander(spec.noiseSeed, 'processes', 240, 30, at.epochSeconds)),
  },
]

const hrMemory: readonly Column<DeviceState>[] = [
  { id: 2, read: (device) => integer((memoryGibibytes(device) * gibibyte) / 1_024) },
]

const hrStorageEntry: readonly Column<StorageRow>[] = [
  { id: 1, read: (row) => integer(row.index) },
  { id: 2, read: (row) => oid(row.type) },
  { id: 3, read: (row) => text(row.description, 'utf8') },
  { id: 4, read: (row) => integer(row.unitBytes) },
  { id: 5, read: (row) => integer(Math.floor(row.bytes / row.unitBytes)) },
  {
    id: 6,
    read: (row, at) =>
      integer(
        Math.floor(
          (row.bytes / row.unitBytes) *
            wander(row.seed, row.description, row.usedShare, 0.02, at.epochSeconds),
        ),
      ),
  },
]

interface ProcessorRow {
  index: number
  description: string
  seed: number
}

const hrDeviceEntry: readonly Column<ProcessorRow>[] = [
  { id: 1, read: (row) => integer(row.index) },
  { id: 2, read: () => oid(processorType) },
  { id: 3, read: (row) => text(row.description, 'utf8') },
  { id: 4, read: () => zeroDotZero },
  { id: 5, read: () => integer(2) },
]

const hrProcessorEntry: readonly Column<ProcessorRow>[] = [
  { id: 1, read: () => zeroDotZero },
  {
    id: 2,
    read: (row, at) => {
      const mean = between(row.seed, 'load', 4, 55)
      const own = `load/${row.index}`
      return integer(Math.round(wander(row.seed, own, mean, mean * 0.6, at.epochSeconds)))
    },
  },
]

/** Where net-snmp begins to number processors. */
const firstProcessor = 196_608

export function hostResourceTables(device: DeviceState): MibTable[] {
  if (device.spec.kind !== 'server') return []
  const processors = processorRows(device)
  const index = (row: { index: number }) => [row.index]
  return [
    scalars('1.3.6.1.2.1.25.1', hrSystem, device),
    scalars('1.3.6.1.2.1.25.2', hrMemory, device),
    table('1.3.6.1.2.1.25.2.3.1', hrStorageEntry, storageRows(device), index),
    table('1.3.6.1.2.1.25.3.2.1', hrDeviceEntry, processors, index),
    table('1.3.6.1.2.1.25.3.3.1', hrProcessorEntry, processors, index),
  ]
}

function processorRows(device: DeviceState): ProcessorRow[] {
  const { modules, noiseSeed } = device.spec
  const sockets = modules.filter((one) => one.class === 'cpu')
  const coresPerSocket = 4 + 2 * Math.floor(fraction(noiseSeed, 'cores') * 5)
  return Array.from({ length: Math.max(1, sockets.length) * coresPerSocket }, (_, position) => ({
    index: firstProcessor + position,
    description:
      sockets[Math.floor(position / coresPerSocket)]?.model ?? 'GenuineIntel: Intel(R) Xeon(R) CPU',
    seed: noiseSeed,
  }))
}

function storageRows(device: DeviceState): StorageRow[] {
  const seed = device.spec.noiseSeed
  const windows = platformOf(device.spec) === 'windows'
  const memory: StorageRow = {
    index: windows ? 3 : 1,
    type: ramType,
    description: 'Physical memory',
    unitBytes: windows ? 65_536 : 1_024,
    bytes: memoryGibibytes(device) * gibibyte,
    usedShare: between(seed, 'memory used', 0.35, 0.85),
    seed,
  }
  const mounts = windows ? ['C:\\', 'D:\\'] : ['/', '/data']
  const sizes = [200, diskGigabytes(device)]
  const disks = mounts.map((mount, position): StorageRow => {
    const bytes = (sizes[position] as number) * 1e9
    return {
      index: windows ? position + 1 : 31 + position,
      type: fixedDiskType,
      description: windows ? `${mount} Label:  Serial Number ${serialOf(seed, mount)}` : mount,
      // Allocation units grow so that a large volume's count fits Integer32.
      unitBytes: bytes > 8e12 ? 65_536 : 4_096,
      bytes,
      usedShare: between(seed, `${mount} used`, 0.2, 0.8),
      seed,
    }
  })
  return [memory, ...disks]
}

const serialOf = (seed: number, mount: string) =>
  Math.floor(fraction(seed, mount) * 2 ** 32)
    .toString(16)
    .padStart(8, '0')

function memoryGibibytes(device: DeviceState): number {
  const fromModules = sum(device, 'memory', /(\d+)\s*Gi?B/iu, 1)
  return fromModules || 2 ** (4 + Math.floor(fraction(device.spec.noiseSeed, 'memory size') * 4))
}

function diskGigabytes(device: DeviceState): number {
  const fromModules =
    sum(device, 'disk', /(\d+(?:\.\d+)?)\s*GB/iu, 1) + sum(device, 'disk', /(\d+(?:\.\d+)?)\s*TB/iu, 1_000)
  return fromModules || 600 + 600 * Math.floor(fraction(device.spec.noiseSeed, 'disk size') * 6)
}

function sum(device: DeviceState, of: 'memory' | 'disk', size: RegExp, factor: number): number {
  return device.spec.modules
    .filter((one) => one.class === of)
    .reduce((total, one) => total + factor * Number(size.exec(`${one.model} ${one.name}`)?.[1] ?? 0), 0)
}

/** DateAndTime (RFC 2579) of 11 octets, in Beijing time. */
function dateAndTime(epochSeconds: number): Buffer {
  const local = new Date((epochSeconds + 8 * 3_600) * 1_000)
  const bytes = Buffer.alloc(11)
  bytes.writeUInt16BE(local.getUTCFullYear(), 0)
  bytes[2] = local.getUTCMonth() + 1
  bytes[3] = local.getUTCDate()
  bytes[4] = local.getUTCHours()
  bytes[5] = local.getUTCMinutes()
  bytes[6] = local.getUTCSeconds()
  bytes[7] = Math.floor(local.getUTCMilliseconds() / 100)
  bytes.write('+', 8, 'latin1')
  bytes[9] = 8
  return bytes
}

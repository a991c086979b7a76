import type { DeviceState } from './device-state.ts'
import { platformOf } from './kind.ts'
import { between, wander } from './noise.ts'
import type { PhysicalEntity } from './physical-tree.ts'
import { scalars, table } from './table.ts'
import type { Column, MibTable, Moment } from './table.ts'
import { gauge32, integer } from './value.ts'

/*
 * Load and temperature in the tables of the vendors' own that are indexed like ENTITY-MIB (Huawei, H3C) or stand alone
 * (Ruijie, Cisco).
 */

interface BoardRow {
  entity: PhysicalEntity
  device: DeviceState
}

const percent = (value: number) => Math.min(100, Math.max(0, Math.round(value)))

const processorLoad = (device: DeviceState, at: Moment) => {
  const { noiseSeed } = device.spec
  const mean = between(noiseSeed, 'processor', 6, 38)
  return percent(wander(noiseSeed, 'processor', mean, mean / 2, at.epochSeconds))
}

const memoryUse = (device: DeviceState, at: Moment) => {
  const { noiseSeed } = device.spec
  return percent(wander(noiseSeed, 'memory', between(noiseSeed, 'memory', 22, 64), 3, at.epochSeconds))
}

const temperature = (device: DeviceState, at: Moment) => {
  const { noiseSeed } = device.spec
  return Math.round(
    wander(noiseSeed, 'temperature', between(noiseSeed, 'temperature', 31, 47), 3, at.epochSeconds),
  )
}

const uptime = (_row: BoardRow, at: Moment) => integer(Math.floor(at.uptimeSeconds))
const memoryOctets = integer(512 * 2 ** 20)

/** hwEntityStateEntry of HUAWEI-ENTITY-EXTENT-MIB. */
const hwEntityStateEntry: readonly Column<BoardRow>[] = [
  // Unlocked, enabled, active.
  { id: 1, read: () => integer(12) },
  { id: 2, read: () => integer(3) },
  { id: 5, read: (row, at) => integer(processorLoad(row.device, at)) },
  { id: 6, read: () => integer(95) },
  { id: 7, read: (row, at) => integer(memoryUse(row.device, at)) },
  { id: 8, read: () => integer(95) },
  { id: 9, read: () => memoryOctets },
  { id: 10, read: uptime },
  { id: 11, read: (row, at) => integer(temperature(row.device, at)) },
  { id: 12, read: () => integer(68) },
]

/** A temperature that Comware does not measure: HH3C-ENTITY-EXT-MIB, hh3cEntityExtTemperature. */
const notMeasured = integer(65_535)
const isBoard = (row: BoardRow) => row.entity.class === 'chassis'

/** hh3cEntityExtStateEntry of HH3C-ENTITY-EXT-MIB: every entity has a row, only boards have figures. */
const hh3cEntityExtStateEntry: readonly Column<BoardRow>[] = [
  { id: 2, read: () => integer(4) },
  { id: 3, read: () => integer(2) },
  { id: 6, read: (row, at) => integer(isBoard(row) ? processorLoad(row.device, at) : 0) },
  { id: 7, read: (row) => integer(isBoard(row) ? 90 : 0) },
  { id: 8, read: (row, at) => integer(isBoard(row) ? memoryUse(row.device, at) : 0) },
  { id: 9, read: (row) => integer(isBoard(row) ? 95 : 0) },
  { id: 10, read: (row) => (isBoard(row) ? memoryOctets : integer(0)) },
  { id: 11, read: uptime },
  { id: 12, read: (row, at) => (isBoard(row) ? integer(temperature(row.device, at)) : notMeasured) },
  // Limits: warning, critical, lower.
  { id: 13, read: (row) => (isBoard(row) ? integer(75) : notMeasured) },
  { id: 17, read: (row) => (isBoard(row) ? integer(85) : notMeasured) },
  // Error status: notSupported(1), normal(2).
  {
    id: 19,
    read: (row) => integer(row.entity.class === 'fan' || row.entity.class === 'power-supply' ? 2 : 1),
  },
  { id: 21, read: (row) => (isBoard(row) ? integer(-5) : notMeasured) },
]

/** ruijieCPUUtilization5Sec, 1Min, 5Min, Warning, Critical of RUIJIE-PROCESS-MIB. */
const ruijieProcessor: readonly Column<DeviceState>[] = [
  { id: 1, read: (device, at) => gauge32(processorLoad(device, at)) },
  { id: 2, read: (device, at) => gauge32(processorLoad(device, at)) },
  { id: 3, read: (device, at) => gauge32(processorLoad(device, at)) },
  { id: 4, read: () => gauge32(90) },
  { id: 5, read: () => gauge32(95) },
]

/** cpmCPUTotal5secRev, 1minRev, 5minRev of CISCO-PROCESS-MIB. */
const cpmCpuTotalEntry: readonly Column<DeviceState>[] = [
  { id: 6, read: (device, at) => gauge32(processorLoad(device, at)) },
  { id: 7, read: (device, at) => gauge32(processorLoad(device, at)) },
  { id: 8, read: (device, at) => gauge32(processorLoad(device, at)) },
]

export function vendorTables(device: DeviceState, tree: readonly PhysicalEntity[]): MibTable[] {
  const rows = tree.map((entity) => ({ entity, device }))
  const index = (row: BoardRow) => [row.entity.index]
  switch (platformOf(device.spec)) {
    case 'vrp':
      return [table('1.3.6.1.4.1.2011.5.25.31.1.1.1.1', hwEntityStateEntry, rows.filter(isBoard), index)]
    case 'comware':
      return [table('1.3.6.1.4.1.25506.2.6.1.1.1.1', hh3cEntityExtStateEntry, rows, index)]
    case 'rgos':
      return [scalars('1.3.6.1.4.1.4881.1.1.10.2.36.1.1', ruijieProcessor, device)]
    case 'ios':
      return [table('1.3.6.1.4.1.9.9.109.1.1.1.1', cpmCpuTotalEntry, [device], () => [1])]
    default:
      return []
  }
}

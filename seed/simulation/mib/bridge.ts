import { chassisMac, macOctets } from './chassis.ts'
import type { DeviceState, InterfaceState } from './device-state.ts'
import { forwardingTables } from './forwarding.ts'
import { scalars, table } from './table.ts'
import type { Column, MibTable } from './table.ts'
import { integer, octets, zeroDotZero, counter32 } from './value.ts'

/*
 * BRIDGE-MIB (RFC 4188), base group: switches only.
 */

const ethernetCsmacd = 6

const baseGroup: readonly Column<DeviceState>[] = [
  { id: 1, read: ({ spec }) => octets(macOctets(chassisMac(spec))) },
  { id: 2, read: (device) => integer(bridgePorts(device).length) },
  { id: 3, read: () => integer(2) },
]

interface PortRow {
  port: number
  state: InterfaceState
}

const basePortEntry: readonly Column<PortRow>[] = [
  { id: 1, read: (row) => integer(row.port) },
  { id: 2, read: (row) => integer(row.state.spec.index) },
  { id: 3, read: () => zeroDotZero },
  { id: 4, read: () => counter32(0) },
  { id: 5, read: () => counter32(0) },
]

function bridgePorts(device: DeviceState): InterfaceState[] {
  return device.interfaces.filter((one) => one.spec.type === ethernetCsmacd)
}

export function bridgeTables(device: DeviceState): MibTable[] {
  if (device.spec.kind !== 'switch') return []
  const rows = bridgePorts(device).map((state, position) => ({ port: position + 1, state }))
  return [
    scalars('1.3.6.1.2.1.17.1', baseGroup, device),
    table('1.3.6.1.2.1.17.1.4.1', basePortEntry, rows, (row) => [row.port]),
    ...forwardingTables(device, new Map(rows.map(({ port, state }) => [state.spec.name, port]))),
  ]
}

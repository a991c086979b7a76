import type { DeviceState } from './device-state.ts'
import { forwardsPackets } from './kind.ts'
import { scalars, table } from './table.ts'
import type { Column, MibTable } from './table.ts'
import { dotted, integer, ipAddress } from './value.ts'

/*
 * IP-MIB as far as it says which addresses a device has: ip group and ipAddrTable (RFC 1213, deprecated and still what
 * nearly all equipment answers).
 */

interface AddressRow {
  address: string
  interfaceIndex: number
  prefixLength: number
}

const ipGroup: readonly Column<DeviceState>[] = [
  { id: 1, read: ({ spec }) => integer(forwardsPackets(spec.kind) ? 1 : 2) },
  { id: 2, read: ({ spec }) => integer(spec.kind === 'server' ? 64 : 255) },
]

const ipAddrEntry: readonly Column<AddressRow>[] = [
  { id: 1, read: (row) => ipAddress(row.address) },
  { id: 2, read: (row) => integer(row.interfaceIndex) },
  { id: 3, read: (row) => ipAddress(netmask(row.prefixLength)) },
  { id: 4, read: () => integer(1) },
  { id: 5, read: () => integer(65_535) },
]

export function addressTables(device: DeviceState): MibTable[] {
  const rows: AddressRow[] = [
    {
      address: device.spec.managementAddress,
      interfaceIndex: managementInterface(device),
      prefixLength: device.spec.prefixLength,
    },
  ]
  const loopback = device.interfaces.find((one) => one.spec.name === 'lo')
  if (loopback) rows.push({ address: '127.0.0.1', interfaceIndex: loopback.spec.index, prefixLength: 8 })
  return [
    scalars('1.3.6.1.2.1.4', ipGroup, device),
    table('1.3.6.1.2.1.4.20.1', ipAddrEntry, rows, (row) => dotted(row.address)),
  ]
}

const managementNames = /^(m-?gigabitethernet|meth|mgmt|management|vlan|loopback\d)/iu

/** ifIndex of the port that carries the management address: by its name, else the first that is up. */
function managementInterface(device: DeviceState): number {
  const chosen =
    device.interfaces.find((one) => managementNames.test(one.spec.name)) ??
    device.interfaces.find((one) => one.operUp && one.spec.name !== 'lo') ??
    device.interfaces[0]
  return chosen?.spec.index ?? 0
}

export function netmask(prefixLength: number): string {
  const mask = prefixLength === 0 ? 0 : (0xffff_ffff << (32 - prefixLength)) >>> 0
  return [24, 16, 8, 0].map((shift) => (mask >>> shift) & 0xff).join('.')
}

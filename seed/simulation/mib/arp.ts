import { macOctets } from './chassis.ts'
import type { DeviceState } from './device-state.ts'
import { table } from './table.ts'
import type { Column, MibTable } from './table.ts'
import { dotted, integer, ipAddress, octets } from './value.ts'

/*
 * ipNetToMediaTable (RFC 1213): the ARP cache of what routes.
 */

interface ArpRow {
  interfaceIndex: number
  ip: string
  mac: string
}

const ipNetToMediaEntry: readonly Column<ArpRow>[] = [
  { id: 1, read: (row) => integer(row.interfaceIndex) },
  { id: 2, read: (row) => octets(macOctets(row.mac)) },
  { id: 3, read: (row) => ipAddress(row.ip) },
  // ipNetToMediaType dynamic(3).
  { id: 4, read: () => integer(3) },
]

export function arpTables({ spec, interfaces }: DeviceState): MibTable[] {
  if (spec.resolved.length === 0) return []
  const indexes = new Map(interfaces.map((one) => [one.spec.name, one.spec.index]))
  const rows = spec.resolved.map(({ port, ip, mac }): ArpRow => ({
    interfaceIndex: indexes.get(port) ?? 0,
    ip,
    mac,
  }))
  return [
    table('1.3.6.1.2.1.4.22.1', ipNetToMediaEntry, rows, (row) => [row.interfaceIndex, ...dotted(row.ip)]),
  ]
}

import { macOctets } from './chassis.ts'
import type { DeviceState } from './device-state.ts'
import { table } from './table.ts'
import type { Column, MibTable } from './table.ts'
import { gauge32, integer, octets } from './value.ts'

/*
 * What a bridge has learnt: dot1qTpFdbTable of Q-BRIDGE-MIB (RFC 4363); old equipment has only dot1dTpFdbTable of
 * BRIDGE-MIB (RFC 4188), which knows no VLANs.
 */

interface EntryRow {
  mac: Buffer
  vlan: number
  port: number
}

const learned = integer(3)
const dot1dTpFdbEntry: readonly Column<EntryRow>[] = [
  { id: 1, read: (row) => octets(row.mac) },
  { id: 2, read: (row) => integer(row.port) },
  { id: 3, read: () => learned },
]
const dot1qTpFdbEntry: readonly Column<EntryRow>[] = [
  { id: 2, read: (row) => integer(row.port) },
  { id: 3, read: () => learned },
]
/** dot1qVlanFdbId: each VLAN learns by itself, in a database of its own number. */
const dot1qVlanCurrentEntry: readonly Column<number>[] = [{ id: 3, read: (vlan) => gauge32(vlan) }]

/** @param bridgePorts dot1dBasePort by name of the interface */
export function forwardingTables(
  { spec }: DeviceState,
  bridgePorts: ReadonlyMap<string, number>,
): MibTable[] {
  const rows = spec.learnt.flatMap(({ port, mac, vlan }): EntryRow[] => {
    const bridgePort = bridgePorts.get(port)
    return bridgePort === undefined ? [] : [{ mac: macOctets(mac), vlan, port: bridgePort }]
  })
  if (rows.length === 0) return []
  if (spec.encoding === 'gb18030')
    return [table('1.3.6.1.2.1.17.4.3.1', dot1dTpFdbEntry, rows, (row) => [...row.mac])]
  const vlans = [...new Set(rows.map((row) => row.vlan))]
  return [
    table('1.3.6.1.2.1.17.7.1.2.2.1', dot1qTpFdbEntry, rows, (row) => [row.vlan, ...row.mac]),
    table('1.3.6.1.2.1.17.7.1.4.2.1', dot1qVlanCurrentEntry, vlans, (vlan) => [0, vlan]),
  ]
}

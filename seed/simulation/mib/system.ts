import type { DeviceState } from './device-state.ts'
import { kindServices } from './kind.ts'
import { objectIdentity } from './object-identity.ts'
import { systemDescription } from './system-description.ts'
import { scalars, table } from './table.ts'
import type { Column, MibTable } from './table.ts'
import { text } from './text.ts'
import { dotted, integer, oid, timeTicks } from './value.ts'

/*
 * SNMPv2-MIB system group (RFC 3418).
 */

const systemGroup: readonly Column<DeviceState>[] = [
  { id: 1, read: ({ spec }) => text(systemDescription(spec), spec.encoding) },
  { id: 2, read: ({ spec }) => oid(objectIdentity(spec)) },
  { id: 3, read: (_device, at) => timeTicks(at.uptimeSeconds) },
  { id: 4, read: ({ spec }) => text(spec.contact, spec.encoding) },
  { id: 5, read: ({ spec }) => text(spec.name, spec.encoding) },
  { id: 6, read: ({ spec }) => text(spec.location, spec.encoding) },
  { id: 7, read: ({ spec }) => integer(kindServices[spec.kind]) },
  { id: 8, read: () => timeTicks(0.05) },
]

interface Resource {
  index: number
  module: string
  description: string
}

const resources: readonly Resource[] = [
  {
    index: 1,
    module: '1.3.6.1.6.3.1',
    description: 'The MIB module for SNMPv2 entities',
  },
  {
    index: 2,
    module: '1.3.6.1.2.1.31',
    description: 'The MIB module to describe generic objects for network interface sub-layers',
  },
  {
    index: 3,
    module: '1.3.6.1.2.1.47',
    description: 'The MIB module for representing multiple physical entities',
  },
]

const sysOrEntry: readonly Column<Resource>[] = [
  { id: 2, read: (row) => oid(dotted(row.module)) },
  { id: 3, read: (row) => text(row.description, 'utf8') },
  { id: 4, read: () => timeTicks(0.05) },
]

export function systemTables(device: DeviceState): MibTable[] {
  return [
    scalars('1.3.6.1.2.1.1', systemGroup, device),
    table('1.3.6.1.2.1.1.9.1', sysOrEntry, resources, (row) => [row.index]),
  ]
}

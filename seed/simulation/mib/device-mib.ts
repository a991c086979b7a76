import { addressTables } from './addresses.ts'
import { arpTables } from './arp.ts'
import { bridgeTables } from './bridge.ts'
import type { DeviceState } from './device-state.ts'
import { engineTables } from './engine.ts'
import { entityTables } from './entities.ts'
import { hostResourceTables } from './host-resources.ts'
import { interfaceTables } from './interfaces.ts'
import { lldpTables } from './lldp.ts'
import { partTables } from './parts.ts'
import { physicalTree } from './physical-tree.ts'
import { systemTables } from './system.ts'
import { mib } from './table.ts'
import type { Mib } from './table.ts'
import { vendorTables } from './vendor-tables.ts'
import { wirelessTables } from './wireless.ts'

/**
 * Everything that a device answers.
 * @throws Error where its description contradicts itself: two interfaces with one index, a neighbour on no interface.
 */
export function deviceMib(device: DeviceState): Mib {
  const tree = physicalTree(device)
  return mib([
    ...lldpTables(device),
    ...systemTables(device),
    ...interfaceTables(device),
    ...addressTables(device),
    ...arpTables(device),
    ...bridgeTables(device),
    ...hostResourceTables(device),
    ...entityTables(device, tree),
    ...vendorTables(device, tree),
    ...partTables(device, tree),
    ...wirelessTables(device),
    ...engineTables(device),
  ])
}

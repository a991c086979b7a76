import type { InterfaceFacts, NeighborFacts } from '../../../server/contract/collection.ts'
import { subIdentifiers } from '../oid.ts'
import { readTable, type Table } from '../table.ts'
import { textOf } from '../value.ts'
import type { Visit } from '../visit.ts'

/** cdpCacheTable of CISCO-CDP-MIB, indexed by ifIndex and device index. */
const cacheTable = {
  name: 'cdpCacheTable',
  entry: '1.3.6.1.4.1.9.9.23.1.2.1.1',
  columns: { deviceId: 6, devicePort: 7 },
} as const

export async function readCdp(visit: Visit, interfaces: InterfaceFacts[]): Promise<NeighborFacts[]> {
  return cdpNeighborsOf(await readTable(visit, cacheTable), interfaces)
}

export function cdpNeighborsOf(
  cache: Table<keyof typeof cacheTable.columns>,
  interfaces: InterfaceFacts[],
): NeighborFacts[] {
  return [...cache.rows].map(([index, row]) => {
    const interfaceIndex = subIdentifiers(index)[0]
    return {
      localInterface: interfaces.find((one) => one.index === interfaceIndex)?.name ?? null,
      protocol: 'cdp',
      remoteName: textOf(row.deviceId),
      remotePort: textOf(row.devicePort),
      remoteChassisId: null,
      remoteAddress: null,
      remoteDescription: null,
    }
  })
}

import type { InterfaceFacts, NeighborFacts } from '../../../server/contract/collection.ts'
import { subIdentifiers } from '../oid.ts'
import { readTable, type Row, type Table } from '../table.ts'
import { bytesOf, numberOf, textOf } from '../value.ts'
import type { Visit } from '../visit.ts'
import { addressOf } from './lldp-identifiers.ts'

/** cdpCacheTable of CISCO-CDP-MIB, indexed by ifIndex and device index. */
const cacheTable = {
  name: 'cdpCacheTable',
  entry: '1.3.6.1.4.1.9.9.23.1.2.1.1',
  columns: { addressType: 3, address: 4, deviceId: 6, devicePort: 7, platform: 8 },
} as const

type Cache = Table<keyof typeof cacheTable.columns>

export async function readCdp(visit: Visit, interfaces: InterfaceFacts[]): Promise<NeighborFacts[]> {
  return cdpNeighborsOf(await readTable(visit, cacheTable), interfaces)
}

export function cdpNeighborsOf(cache: Cache, interfaces: InterfaceFacts[]): NeighborFacts[] {
  return [...cache.rows].map(([index, row]) => {
    const interfaceIndex = subIdentifiers(index)[0]
    return {
      localInterface: interfaces.find((one) => one.index === interfaceIndex)?.name ?? null,
      protocol: 'cdp',
      remoteName: textOf(row.deviceId),
      remotePort: textOf(row.devicePort),
      remoteChassisId: null,
      remoteAddress: remoteAddress(row),
      remoteDescription: textOf(row.platform),
    }
  })
}

/** CiscoNetworkProtocol: 1 ip, 20 ipv6; a neighbour without an address announces 0.0.0.0. */
function remoteAddress(row: Row<keyof typeof cacheTable.columns>): string | null {
  const octets = Array.from(bytesOf(row.address) ?? [])
  const address = addressOf(numberOf(row.addressType) === 20 ? 2 : 1, octets)
  return address === '0.0.0.0' || address === '::' ? null : address
}

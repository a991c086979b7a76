import type { ForwardingFacts } from '../../../server/contract/collection.ts'
import { subIdentifiers } from '../oid.ts'
import { readTable, type Table } from '../table.ts'
import { macOfBytes, numberOf } from '../value.ts'
import type { Visit } from '../visit.ts'

/** dot1dBasePortTable of BRIDGE-MIB (RFC 4188): which interface a bridge port is. */
const basePortTable = {
  name: 'dot1dBasePortTable',
  entry: '1.3.6.1.2.1.17.1.4.1',
  columns: { interfaceIndex: 2 },
} as const

/** dot1dTpFdbTable of BRIDGE-MIB, indexed by the address. */
const addressTable = {
  name: 'dot1dTpFdbTable',
  entry: '1.3.6.1.2.1.17.4.3.1',
  columns: { port: 2, status: 3 },
} as const

/** dot1qTpFdbTable of Q-BRIDGE-MIB (RFC 4363), indexed by filtering database and address. */
const vlanAddressTable = {
  name: 'dot1qTpFdbTable',
  entry: '1.3.6.1.2.1.17.7.1.2.2.1',
  columns: { port: 2, status: 3 },
} as const

/** dot1qVlanCurrentTable: which filtering database a VLAN uses; indexed by time mark and VLAN. */
const vlanTable = {
  name: 'dot1qVlanCurrentTable',
  entry: '1.3.6.1.2.1.17.7.1.4.2.1',
  columns: { database: 3 },
} as const

type Addresses = Table<'port' | 'status'>
type BasePorts = Table<keyof typeof basePortTable.columns>
type Vlans = Table<keyof typeof vlanTable.columns>

/** dot1dTpFdbStatus and dot1qTpFdbStatus: 3 learned, 5 mgmt (set by a person or by port security). */
const ofOthers = new Set([3, 5])

/**
 * What a bridge has learnt about where addresses are: by VLAN where it says so, else over all VLANs. A table longer than
 * the visit's limit of rows is cut, and the visit states it.
 */
export async function readForwarding(visit: Visit): Promise<ForwardingFacts[]> {
  const byVlan = await readTable(visit, vlanAddressTable)
  if (byVlan.rows.size > 0) {
    const [ports, vlans] = await Promise.all([readTable(visit, basePortTable), readTable(visit, vlanTable)])
    return forwardingOf(byVlan, ports, vlans)
  }
  const addresses = await readTable(visit, addressTable)
  if (addresses.rows.size === 0) return []
  return forwardingOf(addresses, await readTable(visit, basePortTable), null)
}

/**
 * Entries of other devices. The VLAN is known where one VLAN uses the entry's filtering database; with `vlans` null the
 * index is the address alone.
 */
export function forwardingOf(addresses: Addresses, ports: BasePorts, vlans: Vlans | null): ForwardingFacts[] {
  const vlanOf = vlans === null ? new Map<number, number>() : vlanByDatabase(vlans)
  const entries: ForwardingFacts[] = []
  for (const [index, row] of addresses.rows) {
    const numbers = subIdentifiers(index)
    const mac = macOfBytes(Uint8Array.from(numbers.slice(-6)))
    const port = numberOf(row.port)
    if (mac === null || numbers.length < 6 || !ofOthers.has(numberOf(row.status) ?? 3)) continue
    // Port 0: learnt, but the port is not known (RFC 4188, dot1dTpFdbPort).
    if (port === null || port === 0) continue
    entries.push({
      mac,
      interfaceIndex: numberOf(ports.rows.get(String(port))?.interfaceIndex),
      vlan: vlans === null ? null : (vlanOf.get(numbers[0] ?? 0) ?? null),
    })
  }
  return entries
}

/** VLAN by filtering database; a database that several VLANs share (shared learning) says nothing about the VLAN. */
function vlanByDatabase(vlans: Vlans): Map<number, number> {
  const found = new Map<number, number>()
  const shared = new Set<number>()
  for (const [index, row] of vlans.rows) {
    const database = numberOf(row.database)
    const vlan = subIdentifiers(index).at(-1)
    if (database === null || vlan === undefined) continue
    if (found.has(database) && found.get(database) !== vlan) shared.add(database)
    found.set(database, vlan)
  }
  for (const database of shared) found.delete(database)
  return found
}

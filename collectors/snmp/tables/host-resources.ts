import type { SensorFacts } from '../../../server/contract/collection.ts'
import { readTable, type Table } from '../table.ts'
import { countOf, oidOf, textOf } from '../value.ts'
import type { Visit } from '../visit.ts'

/** hrProcessorTable of HOST-RESOURCES-MIB (RFC 2790): load of each processor over the last minute, in per cent. */
const processorTable = {
  name: 'hrProcessorTable',
  entry: '1.3.6.1.2.1.25.3.3.1',
  columns: { load: 2 },
} as const

/** hrStorageTable of HOST-RESOURCES-MIB. */
const storageTable = {
  name: 'hrStorageTable',
  entry: '1.3.6.1.2.1.25.2.3.1',
  columns: { type: 2, description: 3, unitBytes: 4, size: 5, used: 6 },
} as const

/** hrStorageTypes: RAM, virtual memory, fixed disk. */
const storageTypes = '1.3.6.1.2.1.25.2.1'
const ram = `${storageTypes}.2`
const fixedDisk = `${storageTypes}.4`

/** Mount points that only show other memory or other disks again. */
const notStorage = /^\/(proc|sys|dev|run|snap)(\/|$)/

export async function readHostResources(visit: Visit): Promise<SensorFacts[]> {
  const [processors, storage] = await Promise.all([
    readTable(visit, processorTable),
    readTable(visit, storageTable),
  ])
  return [...processorLoadOf(processors), ...storageOf(storage)]
}

export function processorLoadOf(table: Table<keyof typeof processorTable.columns>): SensorFacts[] {
  return [...table.rows.values()].flatMap((row, position) => {
    const load = countOf(row.load)
    return load === null || load > 100
      ? []
      : [
          {
            kind: 'cpu' as const,
            name: `CPU ${position}`,
            value: load,
            unit: '%',
            status: 'unknown' as const,
            thresholds: null,
          },
        ]
  })
}

/** Memory and disks in per cent used. The sizes are not negative even where they overflow Integer32: those are left out. */
export function storageOf(table: Table<keyof typeof storageTable.columns>): SensorFacts[] {
  const reclaimable = reclaimableOctets(table)
  return [...table.rows.values()].flatMap((row): SensorFacts[] => {
    const type = oidOf(row.type)
    const size = countOf(row.size)
    const name = textOf(row.description)
    const cache = type === ram && isPhysicalMemory(name) ? reclaimable / (countOf(row.unitBytes) || 1) : 0
    const occupied = countOf(row.used)
    const used = occupied === null || occupied < cache ? occupied : occupied - cache
    if (size === null || size === 0 || used === null || used > size) return []
    if (name !== null && notStorage.test(name)) return []
    const kind = type === ram ? ('memory' as const) : type === fixedDisk ? ('storage' as const) : null
    if (kind === null) return []
    return [
      {
        kind,
        name,
        value: Number(((100 * used) / size).toFixed(2)),
        unit: '%',
        status: 'unknown',
        thresholds: null,
      },
    ]
  })
}

const isPhysicalMemory = (name: string | null) => /^physical memory$/i.test(name ?? '')

/** net-snmp counts buffers and cache as used memory and lists them besides: they are given back when they are asked for. */
function reclaimableOctets(table: Table<keyof typeof storageTable.columns>): number {
  let octets = 0
  for (const row of table.rows.values())
    if (/^(memory buffers|cached memory)$/i.test(textOf(row.description) ?? ''))
      octets += (countOf(row.used) ?? 0) * (countOf(row.unitBytes) ?? 0)
  return octets
}

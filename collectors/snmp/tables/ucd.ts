import type { SensorFacts } from '../../../server/contract/collection.ts'
import { countOf } from '../value.ts'
import type { Visit } from '../visit.ts'

/** UCD-SNMP-MIB: ssCpuIdle in per cent, and memory in KiB. */
const oids = {
  idle: '1.3.6.1.4.1.2021.11.11.0',
  total: '1.3.6.1.4.1.2021.4.5.0',
  available: '1.3.6.1.4.1.2021.4.6.0',
  buffers: '1.3.6.1.4.1.2021.4.14.0',
  cached: '1.3.6.1.4.1.2021.4.15.0',
} as const

/** For what is still missing after HOST-RESOURCES-MIB and the vendor's own tables. */
export async function readUcd(
  visit: Visit,
  missing: { cpu: boolean; memory: boolean },
): Promise<SensorFacts[]> {
  const wanted = [
    ...(missing.cpu ? [oids.idle] : []),
    ...(missing.memory ? [oids.total, oids.available, oids.buffers, oids.cached] : []),
  ]
  if (wanted.length === 0) return []
  const values = await visit.get(wanted)
  const count = (name: keyof typeof oids) => countOf(values.get(oids[name]))
  const idle = count('idle')
  const total = count('total')
  const available = count('available')
  const judged = { unit: '%', status: 'unknown', thresholds: null } as const
  const sensors: SensorFacts[] = []
  if (idle !== null && idle <= 100) sensors.push({ ...judged, kind: 'cpu', name: 'CPU', value: 100 - idle })
  if (total !== null && total > 0 && available !== null) {
    // Buffers and cache are given back when programs ask for memory: they are not used up.
    const used = total - available - (count('buffers') ?? 0) - (count('cached') ?? 0)
    if (used >= 0)
      sensors.push({
        ...judged,
        kind: 'memory',
        name: 'Memory',
        value: Number(((100 * used) / total).toFixed(2)),
      })
  }
  return sensors
}

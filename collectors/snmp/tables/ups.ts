import type { SensorFacts } from '../../../server/contract/collection.ts'
import { numberOf } from '../value.ts'
import type { Visit } from '../visit.ts'

/** Scalars and the first output line of UPS-MIB (RFC 1628). */
const objects = [
  { oid: '1.3.6.1.2.1.33.1.2.4.0', kind: 'battery', name: 'Battery charge', unit: '%', factor: 1 },
  { oid: '1.3.6.1.2.1.33.1.2.3.0', kind: 'battery', name: 'Battery time remaining', unit: 'min', factor: 1 },
  { oid: '1.3.6.1.2.1.33.1.2.5.0', kind: 'voltage', name: 'Battery voltage', unit: 'V', factor: 0.1 },
  { oid: '1.3.6.1.2.1.33.1.2.7.0', kind: 'temperature', name: 'Battery temperature', unit: '°C', factor: 1 },
  { oid: '1.3.6.1.2.1.33.1.4.4.1.5.1', kind: 'load', name: 'Output load', unit: '%', factor: 1 },
] as const

const statusOid = '1.3.6.1.2.1.33.1.2.1.0'
/** upsBatteryStatus: 2 normal, 3 low, 4 depleted. */
const batteryStatus: Record<number, SensorFacts['status']> = { 2: 'ok', 3: 'warning', 4: 'critical' }

/** For devices that are UPSes; others answer this with nothing. */
export async function readUps(visit: Visit): Promise<SensorFacts[]> {
  const values = await visit.get([statusOid, ...objects.map((object) => object.oid)])
  const status = batteryStatus[numberOf(values.get(statusOid)) ?? 0] ?? 'unknown'
  return objects.flatMap(({ oid, kind, name, unit, factor }) => {
    const raw = numberOf(values.get(oid))
    if (raw === null || raw < 0) return []
    return [
      {
        kind,
        name,
        value: Number((raw * factor).toPrecision(6)),
        unit,
        status: kind === 'battery' ? status : ('ok' as const),
        thresholds: null,
      },
    ]
  })
}

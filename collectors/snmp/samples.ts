import type {
  AccessPointFacts,
  Facts,
  InterfaceFacts,
  Sample,
  SensorFacts,
} from '../../server/contract/collection.ts'
import { accessPointParts, interfaceParts, sensorParts } from '../../server/domain/series-parts.ts'

const counters = [
  ['interface.in.octets', 'inOctets'],
  ['interface.out.octets', 'outOctets'],
  ['interface.in.errors', 'inErrors'],
  ['interface.out.errors', 'outErrors'],
  ['interface.in.discards', 'inDiscards'],
  ['interface.out.discards', 'outDiscards'],
] as const satisfies readonly (readonly [string, keyof InterfaceFacts])[]

/**
 * The measured values of one visit. What the device did not give has no sample: nothing becomes a zero.
 * @param begunAnew ifIndex of the interfaces whose counters the device says began anew since the last visit
 */
export function samplesOf(
  facts: Facts,
  at: string,
  interfacesComplete: boolean,
  begunAnew: ReadonlySet<number> = new Set(),
): Sample[] {
  return [
    ...interfaceSamples(facts.interfaces, at, interfacesComplete ? 'good' : 'partial', begunAnew),
    ...sensorSamples(facts.sensors, at),
    ...accessPointSamples(facts.accessPoints, at),
    ...(facts.device.uptimeSeconds === null
      ? []
      : [gauge('device.uptime', '', facts.device.uptimeSeconds, at)]),
  ]
}

function interfaceSamples(
  interfaces: InterfaceFacts[],
  at: string,
  usual: Sample['quality'],
  begunAnew: ReadonlySet<number>,
): Sample[] {
  const names = interfaceParts(interfaces)
  return interfaces.flatMap((one) =>
    counters.flatMap(([metric, field]) => {
      const quality = begunAnew.has(one.index) ? 'reset' : usual
      const value = one[field]
      if (value === null) return []
      // Only octets and packets have 64-bit counters in IF-MIB.
      const bits = field === 'inOctets' || field === 'outOctets' ? (one.counterBits ?? 32) : 32
      const part = names.get(one.index) ?? String(one.index)
      return [{ metric, part, kind: 'counter' as const, value, at, bits, quality }]
    }),
  )
}

/** Every reading as `sensor.KIND`, and one figure each for the device's processors and memory. */
function sensorSamples(sensors: SensorFacts[], at: string): Sample[] {
  const parts = sensorParts(sensors)
  return [
    ...sensors.flatMap(({ kind, value }, position) =>
      value === null ? [] : [gauge(`sensor.${kind}`, parts[position] ?? '', value, at)],
    ),
    ...mean('cpu.load', sensors, 'cpu', at),
    ...mean('memory.used', sensors, 'memory', at),
  ]
}

/** Stations of each access point, and for the controller how many stations and access points there are. */
function accessPointSamples(accessPoints: AccessPointFacts[], at: string): Sample[] {
  if (accessPoints.length === 0) return []
  const parts = accessPointParts(accessPoints)
  const counts = accessPoints.flatMap(({ clients }) => clients ?? [])
  const online = accessPoints.filter(({ state }) => state === 'online').length
  return [
    ...accessPoints.flatMap(({ clients }, position) =>
      clients === null ? [] : [gauge('access-point.clients', parts[position] ?? '', clients, at)],
    ),
    gauge('wireless.access-points.online', '', online, at),
    ...(counts.length === 0
      ? []
      : [
          gauge(
            'wireless.clients',
            '',
            counts.reduce((sum, one) => sum + one, 0),
            at,
          ),
        ]),
  ]
}

/** One figure for the device: the mean over its processors or memories, in per cent. */
function mean(metric: string, sensors: SensorFacts[], kind: SensorFacts['kind'], at: string): Sample[] {
  const values = sensors.flatMap((sensor) =>
    sensor.kind === kind && sensor.unit === '%' && sensor.value !== null ? [sensor.value] : [],
  )
  if (values.length === 0) return []
  const value = values.reduce((sum, one) => sum + one, 0) / values.length
  return [gauge(metric, '', Number(value.toFixed(2)), at)]
}

export function gauge(metric: string, part: string, value: number, at: string): Sample {
  return { metric, part: part.slice(0, 200), kind: 'gauge', value, at, bits: null, quality: 'good' }
}

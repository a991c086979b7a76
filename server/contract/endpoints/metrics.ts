import { z } from 'zod'
import { endpoint } from '../endpoint.ts'

export const Quality = z.enum(['good', 'partial', 'gap', 'reset'])

/** One point of a series; a gap is a point without a value, never a zero. */
export const Point = z.object({ at: z.iso.datetime(), value: z.number().nullable(), quality: Quality })
export type Point = z.infer<typeof Point>

/** A metric's stored name and unit: counters are stored as rates. */
export const metricUnits = {
  'interface.in.bps': 'bit/s',
  'interface.out.bps': 'bit/s',
  'interface.in.errors': '1/s',
  'interface.out.errors': '1/s',
  'interface.in.discards': '1/s',
  'interface.out.discards': '1/s',
  /** Unicast packets; from polls only. */
  'interface.in.packets': '1/s',
  'interface.out.packets': '1/s',
  'cpu.load': '%',
  'memory.used': '%',
  'sensor.temperature': '°C',
  'sensor.humidity': '%',
  'sensor.voltage': 'V',
  'sensor.current': 'A',
  'sensor.power': 'W',
  'sensor.optical-power': 'dBm',
  'sensor.load': '%',
  'sensor.cpu': '%',
  'sensor.memory': '%',
  'sensor.storage': '%',
  // In the sensor's own unit: rpm or per cent, per cent or minutes, anything.
  'sensor.fan': '',
  'sensor.battery': '',
  'sensor.power-supply': '',
  'sensor.other': '',
  'access-point.clients': '',
  'wireless.clients': '',
  'wireless.access-points.online': '',
  'device.uptime': 's',
  'device.clock-offset': 's',
} as const satisfies Record<string, string>
export type MetricName = keyof typeof metricUnits

const metric = z.enum(Object.keys(metricUnits) as [MetricName, ...MetricName[]])

export const Series = z
  .object({
    targetId: z.int(),
    metric,
    part: z.string(),
    unit: z.string(),
    stepSeconds: z.int(),
    points: z.array(Point),
    /** Nearest-rank 95th percentile of the points that have a value. */ p95: z.number().nullable(),
  })
  .meta({ id: 'Series' })
export type Series = z.infer<typeof Series>

export const metricEndpoints = {
  series: endpoint({
    method: 'get',
    path: '/metrics/series',
    summary: { zh: '指标曲线', en: 'A series over time' },
    audience: 'person',
    permission: 'ledger.read',
    query: z.strictObject({
      targetId: z.coerce.number().int().positive(),
      metric,
      part: z.string().max(200).default(''),
      from: z.iso.datetime(),
      to: z.iso.datetime(),
      /** At most this many points; the mean of each step is returned. */
      points: z.coerce.number().int().min(10).max(2000).default(300),
    }),
    returns: Series,
  }),
  /** The courses of all of a target's series of one group, coarse: small pictures beside their names. */
  courses: endpoint({
    method: 'get',
    path: '/metrics/courses',
    summary: { zh: '指标走势', en: 'Courses of a target at a glance' },
    audience: 'person',
    permission: 'ledger.read',
    query: z.strictObject({
      targetId: z.coerce.number().int().positive(),
      group: z.enum(['sensor', 'access-point']),
      from: z.iso.datetime(),
      to: z.iso.datetime(),
      points: z.coerce.number().int().min(10).max(100).default(48),
    }),
    returns: z.object({
      stepSeconds: z.int(),
      items: z.array(
        z.object({
          metric: z.string(),
          part: z.string(),
          /** One for each step; null where there is a gap. */
          values: z.array(z.number().nullable()),
        }),
      ),
    }),
  }),
  /** The latest value of every series of a target. */
  latest: endpoint({
    method: 'get',
    path: '/metrics/latest',
    summary: { zh: '最新指标', en: 'Latest values of a target' },
    audience: 'person',
    permission: 'ledger.read',
    query: z.strictObject({ targetId: z.coerce.number().int().positive() }),
    returns: z.object({
      items: z.array(
        z.object({
          metric: z.string(),
          part: z.string(),
          at: z.iso.datetime(),
          value: z.number().nullable(),
          quality: Quality,
        }),
      ),
    }),
  }),
}

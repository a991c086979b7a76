import type { SensorFacts } from '../../../server/contract/collection.ts'

/**
 * Numbers that agents send for "no value": the ends of the integer types, and −255 (sensor not there). They are looked for
 * before scaling.
 */
const placeholders = new Set([
  -255, 32_767, -32_768, 65_535, 2_147_483_647, -2_147_483_648, 4_294_967_295, -2_147_483_647,
])

/** What a sensor of a kind can say at all, in its usual unit; outside, the device means something else. */
const ranges: Partial<Record<SensorFacts['kind'], readonly [number, number]>> = {
  temperature: [-40, 150],
  humidity: [0, 100],
  fan: [0, 60_000],
  cpu: [0, 100],
  load: [0, 300],
  // −40 dBm is what receivers show in the dark.
  'optical-power': [-45, 20],
  voltage: [-1e6, 1e6],
  current: [-1e5, 1e5],
  power: [-1e8, 1e8],
}

export function isPlaceholder(raw: number): boolean {
  return !Number.isFinite(raw) || placeholders.has(raw)
}

/** Whether `value` in `unit` is a reading. */
export function isPlausible(kind: SensorFacts['kind'], unit: string | null, value: number): boolean {
  if (!Number.isFinite(value)) return false
  // A cage without a module, or a module without diagnostics, tells a row of zeros.
  if (kind === 'optical-power' && value === 0) return false
  if (unit === '%' && kind !== 'load' && (value < 0 || value > 100)) return false
  const [least, most] = ranges[kind] ?? [-Infinity, Infinity]
  return value >= least && value <= most
}

/** Seven significant digits: no sensor measures more, and what scaling adds behind them is noise. */
export function rounded(value: number): number {
  return Number(value.toPrecision(7))
}

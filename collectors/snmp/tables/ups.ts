import type { SensorFacts } from '../../../server/contract/collection.ts'
import { judge, usableThresholds } from '../sensors/judge.ts'
import { isPlaceholder, isPlausible, rounded } from '../sensors/plausible.ts'
import { readTable, type Row } from '../table.ts'
import { countOf, numberOf } from '../value.ts'
import type { Visit } from '../visit.ts'
import { readUpsAlarms } from './ups-alarms.ts'

/* UPS-MIB (RFC 1628). */

const group = '1.3.6.1.2.1.33.1'
const oids = {
  batteryStatus: `${group}.2.1.0`,
  secondsOnBattery: `${group}.2.2.0`,
  minutesRemaining: `${group}.2.3.0`,
  charge: `${group}.2.4.0`,
  batteryVoltage: `${group}.2.5.0`,
  batteryTemperature: `${group}.2.7.0`,
  outputSource: `${group}.4.1.0`,
  lowBatteryMinutes: `${group}.9.7.0`,
  lowTransferVoltage: `${group}.9.9.0`,
  highTransferVoltage: `${group}.9.10.0`,
} as const

const inputTable = {
  name: 'upsInputTable',
  entry: `${group}.3.3.1`,
  columns: { voltage: 3, current: 4, power: 5 },
} as const
const outputTable = {
  name: 'upsOutputTable',
  entry: `${group}.4.4.1`,
  columns: { voltage: 2, current: 3, power: 4, load: 5 },
} as const

/** upsBatteryStatus: 2 normal, 3 low, 4 depleted. */
const batteryStatus: Record<number, SensorFacts['status']> = { 2: 'ok', 3: 'warning', 4: 'critical' }
/** upsOutputSource: 2 none, 3 normal, 4 bypass, 5 battery, 6 booster, 7 reducer. */
const outputStatus: Record<number, SensorFacts['status']> = {
  2: 'critical',
  3: 'ok',
  4: 'warning',
  5: 'warning',
  6: 'ok',
  7: 'ok',
}

/** For devices that are UPSes; others answer this with nothing. */
export async function readUps(visit: Visit): Promise<SensorFacts[]> {
  const [values, input, output, alarms] = await Promise.all([
    visit.get(Object.values(oids)),
    readTable(visit, inputTable),
    readTable(visit, outputTable),
    readUpsAlarms(visit),
  ])
  const number = (name: keyof typeof oids) => {
    const given = numberOf(values.get(oids[name]))
    return given === null || isPlaceholder(given) ? null : given
  }
  const source = outputStatus[number('outputSource') ?? 0]
  const transfer = {
    lowWarning: positive(number('lowTransferVoltage')),
    highWarning: number('highTransferVoltage'),
  }
  return [
    ...battery(number),
    ...(source === undefined
      ? []
      : [{ ...blank, kind: 'power-supply' as const, name: 'Output source', status: source }]),
    ...[...input.rows].flatMap(([line, row]) => phase('Input', line, input.rows.size, row, transfer)),
    ...[...output.rows].flatMap(([line, row]) => phase('Output', line, output.rows.size, row, {})),
    ...alarms,
  ]
}

const blank = { value: null, unit: null, thresholds: null }
const positive = (value: number | null) => (value !== null && value > 0 ? value : null)

function battery(number: (name: keyof typeof oids) => number | null): SensorFacts[] {
  const status = batteryStatus[number('batteryStatus') ?? 0] ?? null
  const charge = number('charge')
  const minutes = number('minutesRemaining')
  // Agents that do not work it out say nought while the battery rests fully charged.
  const isUnknown = minutes === 0 && !number('secondsOnBattery') && (charge ?? 0) > 0
  const tenths = number('batteryVoltage')
  return [
    ...sensor('battery', 'Battery charge', charge, '%', { own: status }),
    ...sensor('battery', 'Battery time remaining', isUnknown ? null : minutes, 'min', {
      own: status,
      limits: { lowWarning: positive(number('lowBatteryMinutes')) },
    }),
    ...sensor('voltage', 'Battery voltage', tenths === null ? null : tenths / 10, 'V'),
    ...sensor('temperature', 'Battery temperature', positive(number('batteryTemperature')), '°C'),
  ]
}

type Limits = Parameters<typeof usableThresholds>[1]

function phase(
  side: 'Input' | 'Output',
  line: string,
  lines: number,
  row: Row<'voltage' | 'current' | 'power' | 'load'>,
  limits: Limits,
): SensorFacts[] {
  const name = (what: string) => (lines > 1 ? `${side} ${what} L${line}` : `${side} ${what}`)
  const current = countOf(row.current)
  return [
    ...sensor('voltage', name('voltage'), volts(countOf(row.voltage)), 'V', { limits }),
    ...sensor('current', name('current'), current === null ? null : current / 10, 'A'),
    ...sensor('power', name('power'), countOf(row.power), 'W'),
    ...sensor('load', name('load'), countOf(row.load), '%'),
  ]
}

/** RMS volts; some agents tell tenths of them, and no UPS of a machine room has a kilovolt. */
function volts(given: number | null): number | null {
  return given !== null && given > 1000 ? given / 10 : given
}

function sensor(
  kind: SensorFacts['kind'],
  name: string,
  given: number | null,
  unit: string,
  { own = null, limits = {} }: { own?: SensorFacts['status'] | null; limits?: Limits } = {},
): SensorFacts[] {
  if (given === null || given < 0 || !isPlausible(kind, unit, given)) return []
  const value = rounded(given)
  const thresholds = usableThresholds(kind, limits)
  return [{ kind, name, value, unit, status: judge(value, thresholds, own), thresholds }]
}

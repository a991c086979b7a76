import type { Sample } from '../contract/collection.ts'
import { counterRate } from '../domain/rate.ts'
import type { CounterReading, RateQuality } from '../domain/rate.ts'
import type { SampleBatch } from './metric-store.ts'
import { countsOctets, rateOf } from './stored-metric.ts'

/** A row of the store. `raw` is the counter's reading, from which the next rate is worked out. */
export interface StoredSample {
  seriesId: number
  at: number
  value: number | null
  /** `first`: a counter's first reading, which gives no point. */
  quality: RateQuality | 'first'
  raw: number | null
  bits: 32 | 64 | null
  uptimeSeconds: number | null
}

/** What the store remembers of a series between collections. */
export interface SeriesState {
  id: number
  metric: string
  part: string
  /** Last reading of a counter. */
  reading: CounterReading | null
  /** Last point. */
  point: { at: number; value: number | null; quality: RateQuality } | null
}

export const seriesKey = (metric: string, part: string) => `${metric}\n${part}`

/** Works samples into rows. `stateOf` finds or makes the series; the states it returns are changed in place. */
export function rowsOf(
  batch: SampleBatch,
  stateOf: (metric: string, part: string) => SeriesState,
): StoredSample[] {
  const uptime = batch.samples.find((sample) => sample.metric === 'device.uptime')?.value ?? null
  const rows: StoredSample[] = []
  for (const sample of batch.samples) {
    const row =
      sample.kind === 'counter' ? counterRow(batch, sample, uptime, stateOf) : gaugeRow(sample, stateOf)
    if (row) rows.push(row)
  }
  return rows
}

type StateOf = (metric: string, part: string) => SeriesState

function gaugeRow(sample: Sample, stateOf: StateOf): StoredSample | null {
  const state = stateOf(sample.metric, sample.part)
  const at = Date.parse(sample.at)
  if (state.point && at <= state.point.at) return null
  const value = sample.quality === 'good' || sample.quality === 'partial' ? sample.value : null
  state.point = { at, value, quality: sample.quality }
  return {
    seriesId: state.id,
    at,
    value,
    quality: sample.quality,
    raw: null,
    bits: null,
    uptimeSeconds: null,
  }
}

function counterRow(
  batch: SampleBatch,
  sample: Sample,
  uptimeSeconds: number | null,
  stateOf: StateOf,
): StoredSample | null {
  const { name, factor } = rateOf(sample.metric)
  const state = stateOf(name, sample.part)
  const at = Date.parse(sample.at)
  if (state.reading && at <= state.reading.at) return null
  const reading: CounterReading = {
    value: sample.value,
    at,
    bits: sample.bits ?? 64,
    uptimeSeconds,
    quality: sample.quality,
  }
  const speed = countsOctets(sample.metric) ? batch.portSpeedsBps?.[sample.part] : undefined
  const rate = counterRate(state.reading, reading, {
    mostPerSecond: speed === undefined ? null : speed / 8,
    expectedIntervalSeconds: batch.expectedIntervalSeconds ?? null,
  })
  // A gap has no reading of its own: the next rate is worked out from the one before it.
  const isReading = sample.quality !== 'gap'
  if (isReading) state.reading = reading
  const value = rate?.value == null ? null : rate.value * factor
  if (rate) state.point = { at, value, quality: rate.quality }
  return {
    seriesId: state.id,
    at,
    value,
    quality: rate?.quality ?? 'first',
    raw: isReading ? sample.value : null,
    bits: isReading ? reading.bits : null,
    uptimeSeconds: isReading ? uptimeSeconds : null,
  }
}

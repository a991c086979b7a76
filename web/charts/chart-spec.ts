/*
 * What a chart says, without saying how it is drawn: a question, data and units. The options for ECharts, the table
 * behind the chart, the CSV file and the words for screen readers all come from the same spec.
 */

/** One bar. `to` is the console's address of the list that holds exactly what the bar counts. */
export interface Category {
  key: string
  label: string
  value: number
  to?: string
  /** Drawn in the accent colour, the others in grey; when no category says so, all are accented. */
  emphasised?: boolean
}

export interface BarSpec {
  kind: 'bars'
  /** The question that the chart answers; its title. */
  question: string
  /** `rows` for names of any length, `columns` for a sequence such as years. */
  layout: 'rows' | 'columns'
  categoryLabel: string
  valueLabel: string
  unit: string | null
  categories: readonly Category[]
}

/** One moment of a series; `null` is a gap and is drawn as one. `at` is ISO 8601. */
export interface TimePoint {
  at: string
  value: number | null
}

export interface TimeSeries {
  key: string
  label: string
  points: readonly TimePoint[]
}

/** A labelled horizontal line: the 95th percentile, the committed bandwidth, a threshold. */
export interface Reference {
  label: string
  value: number
  /** Solid for what was agreed (a contract), dashed for what was worked out (a percentile). */
  stroke: 'solid' | 'dashed'
}

export interface TimeSpec {
  kind: 'time'
  question: string
  timeLabel: string
  unit: string
  /** Bounds of the time axis, ISO 8601: an axis does not shrink to the points that happen to be there. */
  from: string
  to: string
  /** At most three: the first in the accent colour, the others in greys. */
  series: readonly TimeSeries[]
  references: readonly Reference[]
}

export type ChartSpec = BarSpec | TimeSpec

export function isEmpty(spec: ChartSpec): boolean {
  return spec.kind === 'bars'
    ? spec.categories.length === 0
    : spec.series.every((series) => series.points.every((point) => point.value === null))
}

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
  /** From zero unless said: `fit` keeps to the values and lines, for what never comes near zero (volts, dBm). */
  axis?: 'zero' | 'fit'
}

/** How strongly something in a graph speaks; colours follow the theme. */
export type GraphTone = 'plain' | 'faint' | 'accent' | 'info' | 'warning' | 'bad'

/** A node at its place, in pixels of the picture. */
export interface GraphNode {
  key: string
  x: number
  y: number
  /** SVG path in a square of 12; empty for a heading, which is words alone. */
  path: string
  size: number
  tone: GraphTone
  label: string
  /** Where the words stand; `none` only shows them on hover. */
  labelAt: 'right' | 'top' | 'centre' | 'none'
  /** Words longer than this are cut. */
  labelWidth: number
  isHeading?: boolean
  /** Not what a person is looking for now. */
  isDimmed?: boolean
  /** Lines of the tooltip. */
  details: readonly string[]
  to?: string
}

export interface GraphEdge {
  key: string
  /** Keys of the nodes. */
  from: string
  to: string
  tone: GraphTone
  stroke: 'solid' | 'dashed' | 'dotted'
  width: number
  /** Bent to one side, so that edges between the same nodes lie apart. */
  bend: number
  /** Word along the edge, near its end. */
  word?: string
  isDimmed?: boolean
  details: readonly string[]
  address?: string
}

/** Things and what joins them, laid out beforehand; the picture is as large as it says. */
export interface GraphSpec {
  kind: 'graph'
  question: string
  /** Pixels. */
  width: number
  height: number
  nodes: readonly GraphNode[]
  edges: readonly GraphEdge[]
  /** What stands in the table and the CSV file. */
  table: {
    columns: readonly string[]
    rows: readonly { cells: readonly (string | number | null)[]; to?: string }[]
  }
}

export type ChartSpec = BarSpec | TimeSpec | GraphSpec

export function isEmpty(spec: ChartSpec): boolean {
  if (spec.kind === 'graph') return spec.nodes.length === 0
  return spec.kind === 'bars'
    ? spec.categories.length === 0
    : spec.series.every((series) => series.points.every((point) => point.value === null))
}

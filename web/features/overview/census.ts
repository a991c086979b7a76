import { figures } from '../../../server/contract/figures.ts'
import type { Figure, FigureKey } from '../../../server/contract/figures.ts'
import type { Overview } from '../../../server/contract/endpoints/overview.ts'
import type { Localised } from '../../../server/contract/text.ts'
import { listAddress } from './list-address.ts'

export interface CensusFigure {
  key: string
  label: Localised
  unit: string | null
  /** What the ledger holds now; null while it is not known. */
  value: number | null
  /** What the survey published; null where it says nothing. */
  published: number | null
  /** Ledger minus published, where both are known and they differ; rounding of sums aside. */
  difference: number | null
  to: string
}

export interface CensusGroup {
  group: Figure['group']
  /** The figure of the whole; the others are its parts and sums. */
  lead: CensusFigure
  parts: CensusFigure[]
}

/** The survey's figures by group, each beside what the ledger holds and with the list that it counts. */
export function censusOf(values: Overview['figures'] | undefined): CensusGroup[] {
  const groups = new Map<Figure['group'], CensusFigure[]>()
  for (const figure of figures as readonly Figure[]) {
    const rows = groups.get(figure.group) ?? []
    rows.push(censusFigure(figure, values?.[figure.key] ?? null))
    groups.set(figure.group, rows)
  }
  return [...groups].map(([group, [lead, ...parts]]) => ({ group, lead: lead!, parts }))
}

function censusFigure(figure: Figure, value: number | null): CensusFigure {
  const { key, label, unit, published } = figure
  // Sums of square metres and Mbit/s carry at most three decimals; what is smaller is floating-point dust.
  const gap = value === null || published === null ? 0 : Math.round((value - published) * 1000) / 1000
  const difference = gap === 0 ? null : gap
  return { key, label, unit, value, published, difference, to: listAddress(figure.entity, figure.filters) }
}

const publishedByCarrier = [
  'linesUnicom',
  'linesMobile',
  'linesTelecom',
  'linesBroadcast',
] as const satisfies readonly FigureKey[]

export interface CarrierGap {
  /** What the published carriers add up to, and the published total. */
  sum: number
  total: number
  /** The findings that keep the difference in sight. */
  to: string
}

/** The survey's own contradiction: its carriers do not add up to its total. Null when they do. */
export function carrierGap(): CarrierGap | null {
  const published = (key: FigureKey) =>
    (figures as readonly Figure[]).find((figure) => figure.key === key)?.published ?? 0
  const sum = publishedByCarrier.reduce((total, key) => total + published(key), 0)
  const total = published('lines')
  if (sum === total) return null
  return { sum, total, to: listAddress('finding', { kind: 'carrier-missing,sum-mismatch' }) }
}

/** Part of the whole in percent with one decimal, as the survey prints it; null when there is no whole. */
export function percentOf(part: number | null, whole: number | null): number | null {
  return part === null || !whole ? null : Math.round((part / whole) * 1000) / 10
}

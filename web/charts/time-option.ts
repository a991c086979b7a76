import type { EChartsCoreOption } from 'echarts/core'
import type { TimePoint, TimeSpec } from './chart-spec.ts'
import type { ChartTheme } from './chart-theme.ts'
import { escapeHtml } from './escape-html.ts'
import { formatInstant } from '../i18n/format.ts'
import { formatQuantity } from './quantity.ts'

/** Lines over time: gaps stay gaps, reference lines carry their names, the value axis begins at zero. */
export function timeOption(spec: TimeSpec, theme: ChartTheme): EChartsCoreOption {
  const colours = [theme.accent, theme.greys[0], theme.greys[1]]
  const bounds = axisBounds(spec)
  return {
    animation: false,
    textStyle: { fontFamily: theme.fontFamily },
    grid: {
      left: 4,
      right: 64,
      top: 20,
      bottom: 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    tooltip: {
      trigger: 'axis',
      confine: true,
      backgroundColor: theme.surface,
      borderColor: theme.axisLine,
      textStyle: { color: theme.text, fontSize: 12 },
      formatter: (items: readonly TooltipItem[]) => tooltipOf(spec, items),
    },
    // The tool box only lends its brush: zooming starts by dragging, no icons are shown.
    toolbox: { show: true, itemSize: 0, feature: { dataZoom: { yAxisIndex: 'none', filterMode: 'none' } } },
    xAxis: {
      type: 'time',
      min: Date.parse(spec.from),
      max: Date.parse(spec.to),
      axisLabel: { color: theme.textMuted, hideOverlap: true },
      axisLine: { lineStyle: { color: theme.axisLine } },
      axisTick: { lineStyle: { color: theme.axisLine } },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      ...bounds,
      splitNumber: 4,
      axisLabel: {
        color: theme.textMuted,
        formatter: (value: number) => formatQuantity(value, spec.unit),
        showMaxLabel: false,
      },
      splitLine: { lineStyle: { color: theme.gridLine } },
    },
    series: spec.series.map((series, index) => {
      const colour = colours[index % colours.length]!
      return {
        type: 'line',
        name: series.label,
        connectNulls: false,
        // A value between two gaps has no line on either side; it is drawn as a point.
        symbol: 'none',
        showSymbol: true,
        showAllSymbol: true,
        lineStyle: { width: 1.5, color: colour },
        itemStyle: { color: colour },
        endLabel: { show: true, formatter: '{a}', color: colour, distance: 6, fontSize: 12 },
        data: series.points.map((point, at) => dataItem(point, series.points[at - 1], series.points[at + 1])),
        markLine: index === 0 ? markLine(spec, theme) : undefined,
      }
    }),
  }
}

interface TooltipItem {
  seriesIndex: number
  dataIndex: number
  marker: string
}

/** A twentieth more than what is shown, so that lines at the top keep their labels inside. */
function axisBounds(spec: TimeSpec): {
  min: (range: { min: number }) => number
  max: (range: { max: number; min: number }) => number | null
} {
  const lines = spec.references.map((reference) => reference.value)
  if (spec.axis !== 'fit')
    return {
      min: (range) => Math.min(0, range.min),
      max: (range) => {
        const highest = Math.max(0, range.max, ...lines)
        return highest > 0 ? highest * 1.05 : null
      },
    }
  const known = spec.series.flatMap((series) => series.points.flatMap((point) => point.value ?? []))
  const all = [...known, ...lines]
  const lowest = Math.min(...all)
  const highest = Math.max(...all)
  const room = Number(((highest - lowest || Math.abs(highest) || 1) * 0.1).toPrecision(2))
  return { min: () => round(lowest - room, room), max: () => round(highest + room, room) }
}

/** To the decimals that matter beside `step`, so that an axis is not labelled with the noise of a subtraction. */
function round(value: number, step: number): number {
  const unit = 10 ** Math.floor(Math.log10(step))
  return Number((Math.round(value / unit) * unit).toPrecision(10))
}

function dataItem(point: TimePoint, before: TimePoint | undefined, after: TimePoint | undefined) {
  const value = [Date.parse(point.at), point.value]
  const alone = point.value !== null && (before?.value ?? null) === null && (after?.value ?? null) === null
  return alone ? { value, symbol: 'circle', symbolSize: 4 } : { value }
}

function markLine(spec: TimeSpec, theme: ChartTheme) {
  return {
    silent: true,
    symbol: 'none',
    animation: false,
    data: spec.references.map((reference) => ({
      yAxis: reference.value,
      name: reference.label,
      lineStyle: { color: theme.reference, width: 1, type: reference.stroke },
      label: {
        position: 'insideStartTop',
        color: theme.text,
        fontSize: 12,
        formatter: `${reference.label} ${formatQuantity(reference.value, spec.unit)}`,
      },
    })),
  }
}

function tooltipOf(spec: TimeSpec, items: readonly TooltipItem[]): string {
  const first = items[0]
  const at = first && spec.series[first.seriesIndex]?.points[first.dataIndex]?.at
  if (!at) return ''
  const lines = items.map((item) => {
    const series = spec.series[item.seriesIndex]
    const value = series?.points[item.dataIndex]?.value ?? null
    const shown = value === null ? '—' : formatQuantity(value, spec.unit)
    return `${item.marker}${escapeHtml(series?.label ?? '')} <b>${shown}</b>`
  })
  return [formatInstant(at), ...lines].join('<br>')
}

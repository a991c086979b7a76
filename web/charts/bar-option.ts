import type { EChartsCoreOption } from 'echarts/core'
import type { BarSpec, Category } from './chart-spec.ts'
import type { ChartTheme } from './chart-theme.ts'
import { escapeHtml } from './escape-html.ts'
import { formatNumber } from '../i18n/format.ts'
import { formatQuantity } from './quantity.ts'

/** More columns than this stand too close for a number on each. */
const mostLabelledColumns = 24

/** Bars from zero with their values written at their ends; the accent for what matters, grey for the rest. */
export function barOption(spec: BarSpec, theme: ChartTheme): EChartsCoreOption {
  const rows = spec.layout === 'rows'
  const categoryAxis = {
    type: 'category',
    data: spec.categories.map((category) => category.label),
    inverse: rows,
    axisTick: { show: false },
    axisLine: { show: !rows, lineStyle: { color: theme.axisLine } },
    axisLabel: {
      color: rows ? theme.text : theme.textMuted,
      fontSize: 12,
      hideOverlap: !rows,
      ...(rows ? { width: 168, overflow: 'truncate', interval: 0 } : {}),
    },
  }
  const valueAxis = {
    type: 'value',
    min: 0,
    minInterval: 1,
    show: !rows,
    axisLabel: { color: theme.textMuted, formatter: (value: number) => formatNumber(value) },
    splitLine: { lineStyle: { color: theme.gridLine } },
  }
  return {
    animation: false,
    textStyle: { fontFamily: theme.fontFamily },
    grid: {
      left: 4,
      right: rows ? 56 : 8,
      top: rows ? 4 : 24,
      bottom: 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    tooltip: {
      trigger: 'item',
      confine: true,
      backgroundColor: theme.surface,
      borderColor: theme.axisLine,
      textStyle: { color: theme.text, fontSize: 12 },
      formatter: ({ dataIndex }: { dataIndex: number }) => tooltipOf(spec, spec.categories[dataIndex]),
    },
    xAxis: rows ? valueAxis : categoryAxis,
    yAxis: rows ? categoryAxis : valueAxis,
    series: [
      {
        type: 'bar',
        barMaxWidth: rows ? 16 : 28,
        barCategoryGap: rows ? '35%' : '25%',
        cursor: spec.categories.some((category) => category.to) ? 'pointer' : 'default',
        label: {
          show: rows || spec.categories.length <= mostLabelledColumns,
          position: rows ? 'right' : 'top',
          color: theme.text,
          fontSize: 12,
          formatter: ({ value }: { value: number }) => formatNumber(value),
        },
        data: spec.categories.map((category) => ({
          value: category.value,
          itemStyle: { color: barColour(category, spec.categories, theme) },
        })),
      },
    ],
  }
}

function barColour(category: Category, all: readonly Category[], theme: ChartTheme): string {
  const someEmphasised = all.some((other) => other.emphasised)
  return category.emphasised || !someEmphasised ? theme.accent : theme.greys[1]
}

function tooltipOf(spec: BarSpec, category: Category | undefined): string {
  if (!category) return ''
  const total = spec.categories.reduce((sum, other) => sum + other.value, 0)
  const share = total > 0 ? ` · ${((category.value / total) * 100).toFixed(1)}%` : ''
  return `${escapeHtml(category.label)}<br><b>${formatQuantity(category.value, spec.unit)}</b>${share}`
}

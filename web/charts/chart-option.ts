import type { EChartsCoreOption } from 'echarts/core'
import { barOption } from './bar-option.ts'
import type { ChartSpec } from './chart-spec.ts'
import type { ChartTheme } from './chart-theme.ts'
import { graphOption } from './graph-option.ts'
import { timeOption } from './time-option.ts'

export function chartOption(spec: ChartSpec, theme: ChartTheme): EChartsCoreOption {
  if (spec.kind === 'graph') return graphOption(spec, theme)
  return spec.kind === 'bars' ? barOption(spec, theme) : timeOption(spec, theme)
}

/** The same chart with its question above it and on its own ground, as it leaves the console in a picture. */
export function pictureOption(spec: ChartSpec, theme: ChartTheme): EChartsCoreOption {
  const option = chartOption(spec, theme)
  return {
    ...option,
    toolbox: { show: false },
    backgroundColor: theme.surface,
    title: { text: spec.question, left: 8, top: 4, textStyle: { color: theme.text, fontSize: 14 } },
    ...belowTitle(spec, option),
  }
}

function belowTitle(spec: ChartSpec, option: EChartsCoreOption): EChartsCoreOption {
  if (spec.kind === 'graph') {
    const [series] = option['series'] as [object]
    return { series: [{ ...series, top: 40 }] }
  }
  const grid = option['grid'] as { top: number }
  return { grid: { ...grid, top: grid.top + 36 } }
}

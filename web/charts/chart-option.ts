import type { EChartsCoreOption } from 'echarts/core'
import { barOption } from './bar-option.ts'
import type { ChartSpec } from './chart-spec.ts'
import type { ChartTheme } from './chart-theme.ts'
import { timeOption } from './time-option.ts'

export function chartOption(spec: ChartSpec, theme: ChartTheme): EChartsCoreOption {
  return spec.kind === 'bars' ? barOption(spec, theme) : timeOption(spec, theme)
}

/** The same chart with its question above it and on its own ground, as it leaves the console in a picture. */
export function pictureOption(spec: ChartSpec, theme: ChartTheme): EChartsCoreOption {
  const option = chartOption(spec, theme)
  const grid = option['grid'] as { top: number }
  return {
    ...option,
    toolbox: { show: false },
    backgroundColor: theme.surface,
    title: { text: spec.question, left: 8, top: 4, textStyle: { color: theme.text, fontSize: 14 } },
    grid: { ...grid, top: grid.top + 36 },
  }
}

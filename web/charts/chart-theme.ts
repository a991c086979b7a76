/** The colours that charts use, taken from the console's tokens so that both themes come from one place. */
export interface ChartTheme {
  text: string
  textMuted: string
  surface: string
  gridLine: string
  axisLine: string
  accent: string
  /** For what is not the point of the chart: from strong to faint. */
  greys: readonly [string, string, string]
  reference: string
  info: string
  warning: string
  bad: string
  fontFamily: string
}

/** Reads the tokens (ui/tokens.css) as they are in force on the page now. */
export function readChartTheme(): ChartTheme {
  const style = getComputedStyle(document.documentElement)
  const token = (name: string) => style.getPropertyValue(name).trim()
  return {
    text: token('--text'),
    textMuted: token('--text-3'),
    surface: token('--surface'),
    gridLine: token('--line'),
    axisLine: token('--line-strong'),
    accent: token('--accent'),
    greys: [token('--text-3'), token('--line-strong'), token('--line')],
    reference: token('--text-2'),
    info: token('--info'),
    warning: token('--warning'),
    bad: token('--bad'),
    fontFamily: token('--font'),
  }
}

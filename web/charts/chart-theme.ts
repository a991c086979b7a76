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
  fontFamily: string
}

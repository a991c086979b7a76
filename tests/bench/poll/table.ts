/** What a section found: a title, and a figure for each line. */
export interface Section {
  title: string
  lines: [what: string, figure: string][]
}

export interface SectionOptions {
  folder: string
  /** The farm's source. */
  source: string
  firstPort: number
  isQuick: boolean
}

/** As text, figures aligned. */
export function table({ title, lines }: Section): string {
  const width = Math.max(...lines.map(([what]) => what.length))
  return ['', title, ...lines.map(([what, figure]) => `  ${what.padEnd(width)}  ${figure}`)].join('\n')
}

export const seconds = (value: number) => `${value.toFixed(2)} s`
export const megabytes = (value: number) => `${Math.round(value)} MB`
export const ratio = (value: number) => value.toFixed(2)

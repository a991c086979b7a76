import type { Language } from './text.ts'

/*
 * A document as it is before anyone decides whether it becomes a Word file, a PDF, a workbook or a page of the console.
 * Plain values throughout: it travels as JSON and goes into threads.
 */

/** Vector graphics in points, y downwards; small enough to be drawn by each renderer in its own way. */
export type DrawnShape =
  | {
      type: 'rect'
      x: number
      y: number
      width: number
      height: number
      fill?: string
      stroke?: string
      strokeWidth?: number
    }
  | {
      type: 'line'
      x1: number
      y1: number
      x2: number
      y2: number
      stroke: string
      strokeWidth: number
      dash?: number
    }
  /** `d` as in SVG. */
  | { type: 'path'; d: string; fill?: string; stroke?: string; strokeWidth?: number }
  /** `x`, `y` is on the baseline. */
  | {
      type: 'text'
      x: number
      y: number
      text: string
      size: number
      fill: string
      anchor?: 'start' | 'middle' | 'end'
      bold?: boolean
    }

export interface Drawing {
  width: number
  height: number
  /** What it shows, for those who cannot see it. */
  description: string
  shapes: DrawnShape[]
}

/** A piece of text. One with a `source` is a figure: what it counts is listed under that number in the annex. */
export interface Run {
  text: string
  bold?: boolean
  /** The number behind the text, as workbooks keep it. */
  value?: number
  /** Path of the console (`/devices?kind=server`), or a full address. */
  link?: string
  /** Number of the figure's query in the document's annex of sources. */
  source?: number
  /** Here the annex explains the source of this number. */
  explainsSource?: number
}

export type Content = readonly (string | Run)[]

export interface Column {
  label: string
  align?: 'left' | 'right' | 'center'
  /** Neighbours with the same group stand under one merged header. */
  group?: string
}

export interface Table {
  type: 'table'
  caption: string
  columns: Column[]
  rows: Content[][]
  /** Sums below the rows. */
  totals?: Content[]
  /** Said below the table. */
  note?: Content
}

export type Block =
  | { type: 'heading'; level: 1 | 2 | 3; text: string }
  | { type: 'paragraph'; content: Content; tone?: 'note' | 'warning' }
  | { type: 'list'; ordered: boolean; items: Content[] }
  | Table
  | { type: 'chart'; caption: string; drawing: Drawing }
  /** A drawing without a caption or number, at its own size; `beside` stands at its right. */
  | { type: 'picture'; drawing: Drawing; beside?: Content[] }
  | { type: 'signatures'; places: { role: string; name: string | null }[] }
  | { type: 'page-break' }

export interface ReportDocument {
  language: Language
  title: string
  subtitle: string | null
  /** Label and value pairs that say what this is: as of when, by whom, from which selection. */
  facts: { label: string; value: string }[]
  /** A page of its own with title and facts; without it the text begins on the first page. */
  hasTitlePage: boolean
  hasContents: boolean
  /** Headings are numbered as official documents do: 一、（一）1. */
  hasNumbers: boolean
  /** Short text at the head of every page; the page number stands at its foot. */
  runningHead: string
  /** Says on every page that this is not the real city. */
  mark: string | null
  /** Address of the console, `https://citybase.example`; null when nobody said it, and links stay text. */
  consoleUrl: string | null
  blocks: Block[]
}

export const documentFormats = {
  docx: {
    label: { zh: 'Word（DOCX）', en: 'Word (DOCX)' },
    contentType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  },
  pdf: { label: { zh: 'PDF', en: 'PDF' }, contentType: 'application/pdf' },
  xlsx: {
    label: { zh: 'Excel（XLSX）', en: 'Excel (XLSX)' },
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  },
} as const

export type DocumentFormat = keyof typeof documentFormats

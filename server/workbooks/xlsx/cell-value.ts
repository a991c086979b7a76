import type { Cell, CellError } from '../../domain/import/sheet.ts'
import type { NumberFormat } from './number-format.ts'
import { shownGeneral } from './number-format.ts'
import type { SharedStrings } from './strings.ts'
import { unescapeText } from './xml.ts'

export interface RawCell {
  /** `s` shared, `str` and `inlineStr` text, `b` yes or no, `e` error, `d` ISO date; otherwise a number. */
  type: string
  style: number
  text: string
  hasValue: boolean
  formula: boolean
  /** Its formula takes values from another workbook. */
  external: boolean
}

export interface CellSource {
  strings: SharedStrings
  formats: readonly NumberFormat[]
  date1904: boolean
}

const dayMilliseconds = 86_400_000

/**
 * The instant, as if in UTC, of a serial day number. Day 60 of the 1900 system is a 29 February that never was, so the
 * days before it lie one earlier (ECMA-376 part 1, 18.17.4.1).
 */
function serialDate(serial: number, date1904: boolean): number {
  const days = date1904 ? serial + 1462 : serial < 60 ? serial + 1 : serial
  return Date.UTC(1899, 11, 30) + Math.round(days * dayMilliseconds)
}

/** What a cell holds; null for one that only has a format. */
export function cellOf(raw: RawCell, source: CellSource): Cell | null {
  const cell = plainCell(raw, source)
  if (!raw.formula) return cell
  if (raw.external) return { ...(cell ?? nothing), formula: true, error: 'external-link' }
  if (!raw.hasValue) return { ...nothing, formula: true, error: 'not-calculated' }
  return cell && { ...cell, formula: true }
}

const nothing: Cell = { value: null, text: '' }

function plainCell(raw: RawCell, { strings, formats, date1904 }: CellSource): Cell | null {
  if (!raw.hasValue) return null
  switch (raw.type) {
    case 's':
      return textCell(strings.at(Number(raw.text)))
    case 'str':
    case 'inlineStr':
      return textCell(unescapeText(raw.text))
    case 'b': {
      const value = raw.text === '1' || raw.text === 'true'
      return { value, text: value ? 'TRUE' : 'FALSE' }
    }
    case 'e':
      return { value: null, text: raw.text, error: raw.text as CellError }
    case 'd': {
      const value = new Date(raw.text.includes('T') ? `${raw.text.replace(/Z$/, '')}Z` : raw.text)
      return Number.isNaN(value.getTime()) ? textCell(raw.text) : { value, text: raw.text }
    }
    default:
      return numberCell(raw, formats[raw.style], date1904)
  }
}

function textCell(text: string): Cell | null {
  return text.trim() === '' ? null : { value: text, text }
}

function numberCell(raw: RawCell, format: NumberFormat | undefined, date1904: boolean): Cell | null {
  const value = Number(raw.text)
  if (raw.text.trim() === '' || !Number.isFinite(value)) return textCell(raw.text)
  if (!format || format.kind === 'number') {
    return { value, text: format ? format.show(value) : shownGeneral(value) }
  }
  // Serial numbers end with the year 9999; a time of day alone is no date.
  if (value < 0 || value >= 2_958_466) return { value, text: shownGeneral(value) }
  const instant = serialDate(value, date1904)
  const text = format.show(instant)
  return format.kind === 'time' && value < 1 ? { value: text, text } : { value: new Date(instant), text }
}

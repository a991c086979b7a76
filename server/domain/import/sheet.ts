/*
 * A sheet as its reader hands it over, whatever file it comes from: rows of cells, nothing interpreted that the file does
 * not say itself.
 */

/** A `Date` only where the file says so; its UTC calendar fields are what the sheet shows. */
export type CellValue = string | number | boolean | Date | null

/** Why a cell has no value of its own: an error that its formula ended in, another workbook, or never calculated. */
export type CellError = `#${string}` | 'external-link' | 'not-calculated'

export interface Cell {
  value: CellValue
  /** As a person sees it: number format applied (`12.5万元`, `000123`), error codes spelt out. */
  text: string
  /** The value was calculated when the file was last saved. */
  formula?: boolean
  error?: CellError
}

export interface SheetRow {
  /** As the file's own program numbers it, from 1. */
  number: number
  /** Hidden by hand or by a filter; read all the same. */
  hidden: boolean
  /** By column from 0; null where there is nothing. Merged cells carry the value of their first. */
  cells: readonly (Cell | null)[]
}

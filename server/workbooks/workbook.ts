import type { Localised } from '../contract/text.ts'
import type { SheetRow } from '../domain/import/sheet.ts'

export interface SheetInfo {
  name: string
  hidden: boolean
}

/** A workbook opened for reading; its sheets may be read again and again until it is closed. */
export interface OpenWorkbook {
  kind: 'xlsx' | 'csv'
  /** CSV and TSV have one, named after the file. */
  sheets: readonly SheetInfo[]
  /** Serial day numbers count from 1904 (old Mac files). */
  date1904: boolean
  /** How the file was understood, where that is a guess: encoding, delimiter, links to other workbooks. */
  notes: readonly Localised[]
  /**
   * Rows with content, in order; blank ones are passed over, numbers stay the file's.
   * @throws AppError workbookRefused when the sheet turns out broken or beyond the limits
   */
  rows(sheet: number): AsyncIterable<SheetRow>
  close(): Promise<void>
}

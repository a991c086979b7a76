import type { ImportEntity } from '../../../../server/domain/import/entities.ts'
import type { RefusalReason } from '../../../../server/workbooks/refusal.ts'

/** A workbook as no one should write it, and what a careful reader makes of it. */
export interface UglyWorkbook {
  /** Its oddity. */
  title: string
  name: string
  make(): Buffer | Promise<Buffer>
  expected: Reading | { refused: RefusalReason }
}

export interface Reading {
  /** Sheet that holds the table; the first when absent. */
  sheet?: number
  entity: ImportEntity
  /** First and last row of the header. */
  header: [number, number]
  constants?: Record<string, string>
  /** Rows with what they must at least say; references by their text (or `code:` and the code), `!` for a wrong cell. */
  records: Record<number, Record<string, unknown>>
  /** Rows that are no records. */
  skipped?: Record<number, string>
  /** Rows marked as hidden. */
  hidden?: number[]
}

import type { Localised } from '../../contract/text.ts'

/** A record of the ledger as a workbook names it; which record that is, is for the ledger to find. */
export interface NamedRecord {
  /** As written. */
  text: string
  /** Code that the spelling stands for, whatever the ledger's names: `unicom`, `internet`. */
  code?: string
  /** The ways in which the ledger may spell it, most likely first; the text itself is the first. */
  spellings: string[]
}

/** What is wrong with a cell, and what could be put in its place. */
export interface CellProblem {
  message: Localised
  /** A value of the field, or null when there is no good guess. */
  proposal: unknown
  /** The proposal as one would write it into the cell; absent without one. */
  proposalText?: string
}

/** One cell's reading. A cell with a problem has no value. */
export interface ReadCell {
  field: string
  /** Column from 0; -1 for a constant of the mapping. */
  column: number
  raw: string
  /** A value of the field as its schema takes it, a {@link NamedRecord} for a reference, null for an empty cell. */
  value: unknown
  /** What was understood, where that is not plain: 2.5G read as 2500 Mbit/s. */
  note?: Localised
  /** What the cell says of other fields too, where they are empty: a range of rack units gives the height. */
  also?: Record<string, unknown>
  problem?: CellProblem
}

/** Why a row is no record. */
export type SkipReason = 'blank' | 'sum' | 'title' | 'repeated-header' | 'note'

export type RowReading =
  | {
      kind: 'record'
      number: number
      hidden: boolean
      /** Field to value, the fields whose cells could be read; references are {@link NamedRecord}s. */
      values: Record<string, unknown>
      cells: ReadCell[]
    }
  | { kind: 'skipped'; number: number; hidden: boolean; why: SkipReason }

export interface ReadingContext {
  /** Serial day numbers of the workbook count from 1904 (old Mac files). */
  date1904?: boolean
}

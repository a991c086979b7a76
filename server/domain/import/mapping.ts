import type { Localised } from '../../contract/text.ts'
import type { ImportEntity } from './entities.ts'

/** Which field a column holds, and in which unit where neither cell nor field says it. */
export interface MappedColumn {
  /** Column of the sheet, from 0. */
  index: number
  header: string
  field: string
  /** Key of {@link unitsOf}: `万元`, `Gbit/s`. Absent: the field's own unit. */
  unit?: string
}

/** How to read one sheet: confirmed by a person, or taken from a proposal. */
export interface TableMapping {
  entity: ImportEntity
  /** Rows of the header, numbered as in the file; both 0 when there is none. */
  headerFrom: number
  headerTo: number
  /** First row of data. */
  firstRow: number
  columns: MappedColumn[]
  /** Fields that every row has in common and no column holds, as text: `{ organisationId: '市教育局' }`. */
  constants?: Record<string, string>
}

/** What the mapping of one column would be, how sure that is (0 to 1) and why. */
export interface ColumnProposal {
  index: number
  /** Rows of a header joined: `网络/带宽`. */
  header: string
  field: string | null
  confidence: number
  unit?: string
  reason: Localised
}

export interface TableProposal {
  entity: ImportEntity
  confidence: number
  reasons: Localised[]
  headerFrom: number
  headerTo: number
  firstRow: number
  /** Every column that has a header or content, left to right. */
  columns: ColumnProposal[]
  /** Found in the title rows above the header: `填报单位：市教育局`. */
  constants: Record<string, string>
}

/** The columns that a proposal would map, as a mapping. */
export function mappingOf(proposal: TableProposal): TableMapping {
  const { entity, headerFrom, headerTo, firstRow, constants } = proposal
  const columns = proposal.columns.flatMap(({ index, header, field, unit }) =>
    field === null ? [] : [{ index, header, field, ...(unit === undefined ? {} : { unit }) }],
  )
  return { entity, headerFrom, headerTo, firstRow, columns, constants }
}

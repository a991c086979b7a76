/** What a file may cost; far above any department's workbook, far below what would harm the server. */
export interface WorkbookLimits {
  /** Files inside the archive. */
  entries: number
  /** Bytes that one part may inflate to, and the parts that are held whole. */
  inflatedBytes: number
  heldBytes: number
  sharedStringBytes: number
  /** Inflated to stored size, once a part is beyond `ratioFromBytes`; DEFLATE itself ends near 1030. */
  ratio: number
  ratioFromBytes: number
  /** Rows with content in one sheet. */
  rows: number
  columns: number
  mergedRanges: number
}

export const workbookLimits: WorkbookLimits = {
  entries: 5000,
  inflatedBytes: 1024 * 1024 * 1024,
  heldBytes: 32 * 1024 * 1024,
  sharedStringBytes: 256 * 1024 * 1024,
  ratio: 250,
  ratioFromBytes: 16 * 1024 * 1024,
  rows: 500_000,
  columns: 512,
  mergedRanges: 100_000,
}

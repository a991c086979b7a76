import type { Localised } from '../../contract/text.ts'
import type { SheetRow } from '../../domain/import/sheet.ts'
import type { Archive } from '../archive.ts'
import { openArchive } from '../archive.ts'
import { refuseOtherArchives } from '../file-kind.ts'
import type { WorkbookLimits } from '../limits.ts'
import { refused, tooMany } from '../refusal.ts'
import type { OpenWorkbook } from '../workbook.ts'
import type { CellRange } from './cell-address.ts'
import { findMerged, MergedCells } from './merged.ts'
import { readParts } from './parts.ts'
import type { WorkbookParts } from './parts.ts'
import { sheetRows } from './sheet-rows.ts'
import { readSharedStrings } from './strings.ts'
import { readFormats } from './styles.ts'

const linkedNote: Localised = {
  zh: '工作簿引用了其他工作簿；引用来的单元格不会导入，请先粘贴为数值。',
  en: 'The workbook refers to other workbooks; cells taken from there are not imported. Paste them as values first.',
}

/** @throws AppError workbookRefused */
export async function openXlsx(path: string, limits: WorkbookLimits): Promise<OpenWorkbook> {
  const archive = await openArchive(path, limits)
  try {
    return await workbookOf(archive, limits)
  } catch (error) {
    archive.close()
    throw error
  }
}

async function workbookOf(archive: Archive, limits: WorkbookLimits): Promise<OpenWorkbook> {
  refuseOtherArchives(archive)
  const parts = await readParts(archive)
  const formats = parts.styles === null ? [] : readFormats(await archive.text(parts.styles))
  const strings = await readSharedStrings(archive, parts.sharedStrings, limits)
  const mergedOf = new Map<number, CellRange[]>()

  async function merged(sheet: number): Promise<CellRange[]> {
    const { name, part } = parts.sheets[sheet]!
    const known = mergedOf.get(sheet)
    if (known) return known
    const found = await findMerged(archive.stream(part), limits.mergedRanges)
    if (!found) throw tooMany('merged', limits.mergedRanges, name)
    mergedOf.set(sheet, found)
    return found
  }

  async function* rows(sheet: number): AsyncGenerator<SheetRow> {
    const { name, part } = parts.sheets[sheet]!
    const source = {
      name,
      strings,
      formats,
      date1904: parts.date1904,
      linked: parts.linked,
      merged: new MergedCells(await merged(sheet)),
    }
    yield* sheetRows(archive.stream(part), source, limits)
  }

  if (parts.linked) await refuseOnlyLinked(parts, rows)
  return {
    kind: 'xlsx',
    sheets: parts.sheets.map(({ name, hidden }) => ({ name, hidden })),
    date1904: parts.date1904,
    notes: parts.linked ? [linkedNote] : [],
    rows,
    close: async () => archive.close(),
  }
}

/** @throws AppError workbookRefused when the first rows of every visible sheet hold only what another workbook said */
async function refuseOnlyLinked(
  parts: WorkbookParts,
  rows: (sheet: number) => AsyncIterable<SheetRow>,
): Promise<void> {
  let external = 0
  for (const [sheet, { hidden }] of parts.sheets.entries()) {
    if (hidden) continue
    let seen = 0
    for await (const row of rows(sheet)) {
      for (const cell of row.cells) {
        if (cell?.error === 'external-link') external++
        // Titles and headers are typed even where every figure below comes from elsewhere.
        else if (cell && ++seen > 0 && row.number > 5) return
      }
      if (row.number > 200) break
    }
  }
  if (external > 0) throw refused('externalLinks')
}

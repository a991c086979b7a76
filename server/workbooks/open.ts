import { openCsv } from './csv/open-csv.ts'
import { findKind } from './file-kind.ts'
import type { WorkbookLimits } from './limits.ts'
import { workbookLimits } from './limits.ts'
import type { OpenWorkbook } from './workbook.ts'
import { openXlsx } from './xlsx/open-xlsx.ts'

/**
 * Opens a `.xlsx`, `.csv` or `.tsv` file for reading.
 * @param name as the person who uploaded it knows it; its ending must agree with the content
 * @throws AppError workbookRefused, with what to do about it
 */
export async function openWorkbook(
  path: string,
  name: string,
  limits: WorkbookLimits = workbookLimits,
): Promise<OpenWorkbook> {
  const kind = await findKind(path, name)
  return kind === 'xlsx' ? openXlsx(path, limits) : openCsv(path, name, limits)
}

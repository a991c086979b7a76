import { stringify } from 'csv-stringify/sync'
import writeExcelFile from 'write-excel-file/node'
import type { App } from '../../app.ts'
import type { Entity } from '../../contract/entity.ts'
import type { ListQuery } from '../../contract/list-query.ts'
import type { Language } from '../../contract/text.ts'
import type { FileReply } from '../../http/handler.ts'
import type { ExportColumn } from './export-columns.ts'
import { exportColumns } from './export-columns.ts'
import { everyPage } from './list.ts'

export interface ExportOptions {
  format: 'csv' | 'xlsx'
  language: Language
  /** Names of the columns, separated by commas; those that lists show when absent. */
  columns?: string | undefined
}

type Pages = AsyncIterable<Record<string, unknown>[]>

const byteOrderMark = '\ufeff'

const contentTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

/**
 * All records that a list's filters select, as a file: `设备-2026-11-23.csv`. What is wrong with the filters, the sort
 * or the columns is thrown before the first byte.
 * @throws AppError unknownFilter, invalidFilterValue, unknownSort, validationFailed
 */
export async function exportRecords<E extends Entity>(
  app: Pick<App, 'ledger' | 'now'>,
  entity: E,
  query: ListQuery<E>,
  { format, language, columns: chosen }: ExportOptions,
): Promise<FileReply> {
  const columns = exportColumns(entity, chosen, language)
  const pages = await begun(everyPage(app, entity, query) as AsyncGenerator<Record<string, unknown>[]>)
  const title = entity.plural[language]
  return {
    fileName: `${title}-${app.now().toISOString().slice(0, 10)}.${format}`,
    contentType: contentTypes[format],
    content: format === 'csv' ? csv(columns, pages) : xlsx(title, columns, pages),
  }
}

/** Reads the first page now, so that errors come before the answer begins. */
async function begun<T>(pages: AsyncGenerator<T>): Promise<AsyncIterable<T>> {
  const first = await pages.next()
  async function* all() {
    if (!first.done) yield first.value
    yield* pages
  }
  return all()
}

/** RFC 4180, with the byte order mark by which Excel knows UTF-8. */
async function* csv(columns: readonly ExportColumn[], pages: Pages): AsyncGenerator<string> {
  // A lone line feed inside a value would pass unquoted beside CRLF, yet readers take it for the end of a line.
  const lines = (rows: unknown[][]) => stringify(rows, { record_delimiter: '\r\n', quoted_match: /[\r\n]/ })
  yield byteOrderMark + lines([columns.map(({ header }) => header)])
  for await (const rows of pages) {
    if (rows.length > 0) yield lines(rows.map((row) => columns.map(({ cell }) => cell(row))))
  }
}

async function* xlsx(
  title: string,
  columns: readonly ExportColumn[],
  pages: Pages,
): AsyncGenerator<Uint8Array> {
  const table: object[][] = [
    columns.map(({ header }) => ({ value: header, type: String, fontWeight: 'bold' as const })),
  ]
  for await (const rows of pages) {
    for (const row of rows) {
      table.push(
        columns.map(({ cell }) => {
          const value = cell(row)
          return typeof value === 'number'
            ? { value, type: Number }
            : { value: value ?? undefined, type: String }
        }),
      )
    }
  }
  const file = writeExcelFile(table, { sheet: title, stickyRowsCount: 1 })
  yield await file.toBuffer()
}

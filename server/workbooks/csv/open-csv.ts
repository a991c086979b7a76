import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import type { Localised } from '../../contract/text.ts'
import type { Cell, SheetRow } from '../../domain/import/sheet.ts'
import type { WorkbookLimits } from '../limits.ts'
import { refused, refusedBecause, tooMany } from '../refusal.ts'
import type { OpenWorkbook } from '../workbook.ts'
import { findDelimiter } from './delimiter.ts'
import type { Encoding } from './encoding.ts'
import { findEncoding } from './encoding.ts'

const sampleBytes = 64 * 1024
/** A record beyond this has a quote that nobody closed. */
const longestRecord = 1024 * 1024

/** @throws AppError workbookRefused */
export async function openCsv(path: string, name: string, limits: WorkbookLimits): Promise<OpenWorkbook> {
  const start = await startOf(path)
  const encoding = await findEncoding(path, start)
  const sample = new TextDecoder(encoding).decode(start, { stream: true })
  const delimiter = findDelimiter(sample)
  const sheet = name.replace(/\.[^.]*$/, '')
  return {
    kind: 'csv',
    sheets: [{ name: sheet, hidden: false }],
    date1904: false,
    notes: [understood(encoding, delimiter)],
    rows: () => csvRows(path, { encoding, delimiter, sheet }, limits),
    close: async () => undefined,
  }
}

async function startOf(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(sampleBytes), 0, sampleBytes, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

const delimiterNames: Record<string, Localised> = {
  ',': { zh: '逗号', en: 'comma' },
  '\t': { zh: '制表符', en: 'tab' },
  ';': { zh: '分号', en: 'semicolon' },
  '|': { zh: '竖线', en: 'vertical bar' },
  '，': { zh: '全角逗号', en: 'full-width comma' },
}

function understood(encoding: Encoding, delimiter: string): Localised {
  const named = delimiterNames[delimiter] ?? { zh: delimiter, en: delimiter }
  return {
    zh: `按 ${encoding.toUpperCase()} 编码、${named.zh}分隔读取。`,
    en: `Read as ${encoding.toUpperCase()}, separated by ${named.en}.`,
  }
}

interface CsvSource {
  encoding: Encoding
  delimiter: string
  sheet: string
}

async function* csvRows(path: string, source: CsvSource, limits: WorkbookLimits): AsyncGenerator<SheetRow> {
  const parser = parse({
    delimiter: source.delimiter,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: longestRecord,
  })
  const text = Readable.from(decoded(path, source.encoding))
  text.on('error', (error) => parser.destroy(error))
  text.pipe(parser)
  let number = 0
  let count = 0
  try {
    for await (const fields of parser as AsyncIterable<string[]>) {
      number++
      if (number === 1 && fields.length <= 2 && /^sep=/i.test(fields[0] ?? '')) continue
      const cells = cellsOf(fields)
      if (cells.length === 0) continue
      if (cells.length > limits.columns) throw tooMany('columns', limits.columns, source.sheet)
      if (++count > limits.rows) throw tooMany('rows', limits.rows, source.sheet)
      yield { number, hidden: false, cells }
    }
  } catch (error) {
    throw error instanceof CsvError ? brokenRecord(error, number + 1) : error
  } finally {
    text.destroy()
    parser.destroy()
  }
}

async function* decoded(path: string, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
    const text = decoder.decode(piece, { stream: true })
    if (text !== '') yield text
  }
  const rest = decoder.decode()
  if (rest !== '') yield rest
}

function brokenRecord(error: CsvError, number: number) {
  if (error.code !== 'CSV_MAX_RECORD_SIZE' && error.code !== 'CSV_QUOTE_NOT_CLOSED') return refused('broken')
  return refusedBecause('openQuote', {
    zh: `第 ${number} 行有一个没有配对的双引号，其后的内容无法分列。请补上或删去这个引号后重新上传。`,
    en: `Row ${number} has a double quote without its partner, so what follows cannot be split into columns. Close or delete it and upload the file again.`,
  })
}

/** Cells up to the last one with content. */
function cellsOf(fields: readonly string[]): (Cell | null)[] {
  const cells = fields.map((text): Cell | null => (text.trim() === '' ? null : { value: text, text }))
  while (cells.length > 0 && cells.at(-1) === null) cells.pop()
  return cells
}

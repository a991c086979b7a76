import { afterAll, expect, it } from 'vitest'
import { AppError } from '../../../../server/contract/error.ts'
import { proposeTable } from '../../../../server/domain/import/detect.ts'
import { mappingOf } from '../../../../server/domain/import/mapping.ts'
import { rowReader } from '../../../../server/domain/import/read-row.ts'
import type { NamedRecord, RowReading } from '../../../../server/domain/import/reading.ts'
import type { SheetRow } from '../../../../server/domain/import/sheet.ts'
import { openWorkbook } from '../../../../server/workbooks/open.ts'
import { fileFolder } from '../../../support/workbook-file.ts'
import { corpus } from './index.ts'
import type { Reading, UglyWorkbook } from './ugly.ts'

const files = fileFolder()
afterAll(() => files.remove())

/** Reads a workbook to its end, as an import does. */
async function readUgly({ name, make, expected }: UglyWorkbook): Promise<Reading> {
  const book = await openWorkbook(files.write(name.replace(/[^\x00-\x7f]/g, 'x'), await make()), name)
  try {
    const sheet = 'refused' in expected ? 0 : (expected.sheet ?? 0)
    const rows: SheetRow[] = []
    for await (const row of book.rows(sheet)) rows.push(row)
    const table = proposeTable(book.sheets[sheet]!.name, rows.slice(0, 60))
    if (!table) throw new Error('No table found')
    const read = rowReader(mappingOf(table), { date1904: book.date1904 })
    const readings = rows.filter(({ number }) => number > table.headerTo).map(read)
    return {
      entity: table.entity,
      header: [table.headerFrom, table.headerTo],
      constants: table.constants,
      records: Object.fromEntries(
        readings.flatMap((each) => (each.kind === 'record' ? [[each.number, shown(each)]] : [])),
      ),
      skipped: Object.fromEntries(
        readings.flatMap((each) => (each.kind === 'skipped' ? [[each.number, each.why]] : [])),
      ),
      hidden: readings.filter(({ hidden }) => hidden).map(({ number }) => number),
    }
  } finally {
    await book.close()
  }
}

function shown(reading: RowReading & { kind: 'record' }): Record<string, unknown> {
  return Object.fromEntries(
    reading.cells.map(({ field, value, problem }) => {
      if (problem) return [field, problem.message.zh && problem.message.en ? '!' : 'no reason given']
      const named = value as NamedRecord | null
      return [field, named?.code ? `code:${named.code}` : (named?.text ?? value)]
    }),
  )
}

it.each(corpus.map((each) => [each.title, each] as const))('%s', async (_, ugly) => {
  if ('refused' in ugly.expected) {
    const error = await readUgly(ugly).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(AppError)
    expect((error as AppError).details).toMatchObject({
      reason: ugly.expected.refused,
      zh: expect.stringMatching(/。$/),
      en: expect.stringMatching(/\.$/),
    })
    return
  }
  const { sheet: _sheet, ...expected } = ugly.expected
  expect(await readUgly(ugly)).toMatchObject(expected)
})

it('holds at least twenty-five oddities, each of its own', () => {
  expect(new Set(corpus.map(({ title }) => title)).size).toBe(corpus.length)
  expect(corpus.length).toBeGreaterThanOrEqual(25)
})

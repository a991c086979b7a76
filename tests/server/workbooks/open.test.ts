import iconv from 'iconv-lite'
import { afterAll, describe, expect, it } from 'vitest'
import { AppError } from '../../../server/contract/error.ts'
import type { SheetRow } from '../../../server/domain/import/sheet.ts'
import { openWorkbook } from '../../../server/workbooks/open.ts'
import { fileFolder, xlsxBytes, zipBytes } from '../../support/workbook-file.ts'
import type { SheetSpec, WorkbookSpec } from '../../support/workbook-file.ts'

const files = fileFolder()
afterAll(() => files.remove())

async function collected(rows: AsyncIterable<SheetRow>): Promise<SheetRow[]> {
  const all: SheetRow[] = []
  for await (const row of rows) all.push(row)
  return all
}

async function rowsOf(name: string, bytes: Buffer | string, sheet = 0): Promise<SheetRow[]> {
  const book = await openWorkbook(files.write(name, bytes), name)
  try {
    return await collected(book.rows(sheet))
  } finally {
    await book.close()
  }
}

const texts = (rows: SheetRow[]) => rows.map(({ cells }) => cells.map((cell) => cell?.text ?? null))

async function sheetTexts(sheet: Omit<SheetSpec, 'name'>, more: Partial<WorkbookSpec> = {}) {
  return texts(await rowsOf('a.xlsx', await xlsxBytes({ sheets: [{ name: '表', ...sheet }], ...more })))
}

async function refusal(name: string, bytes: Buffer | string): Promise<string> {
  try {
    await rowsOf(name, bytes)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const { zh, en } = error.text()
    expect(zh).toMatch(/[\u4e00-\u9fff].*。$/)
    expect(en).toMatch(/[a-z].*\.$/)
    return String(error.details['reason'])
  }
  return 'read'
}

describe('an .xlsx workbook', () => {
  it('gives merged cells the value of their first, in both directions', async () => {
    const rows = [
      ['单位', '网络', null],
      [null, '带宽', '运营商'],
      ['教育局', 100, '联通'],
      [null, 20, '移动'],
    ]
    expect(await sheetTexts({ rows, merges: ['A1:A2', 'B1:C1', 'A3:A4'] })).toEqual([
      ['单位', '网络', '网络'],
      ['单位', '带宽', '运营商'],
      ['教育局', '100', '联通'],
      ['教育局', '20', '移动'],
    ])
  })

  it('shows numbers as their format does, and dates as dates of either system', async () => {
    const rows = [
      [
        { value: 123, format: '000000' },
        { value: 12.5, format: '0.0"万元"' },
        { value: 0.285, format: '0.0%' },
        { value: 1234567.891, format: '#,##0.00' },
        { value: 41030, format: 'yyyy"年"m"月"d"日"' },
        { value: 41030.5, format: 'yyyy-mm-dd hh:mm' },
        { value: 60, format: 'yyyy/m/d' },
        { value: 0.1 + 0.2 },
      ],
    ]
    expect(await sheetTexts({ rows })).toEqual([
      ['000123', '12.5万元', '28.5%', '1,234,567.89', '2012年5月1日', '2012-05-01 12:00', '1900/2/28', '0.3'],
    ])
    const [row] = await rowsOf(
      'a.xlsx',
      await xlsxBytes({
        date1904: true,
        sheets: [{ name: '表', rows: [[{ value: 41030 - 1462, format: 'yyyy-m-d' }]] }],
      }),
    )
    expect(row!.cells[0]!.value).toEqual(new Date('2012-05-01'))
  })

  it('reads formulas by their cached values, and says which have none', async () => {
    const rows = [
      [
        { formula: 'A2*2', value: 12 },
        { formula: 'A2' },
        { formula: 'VLOOKUP(1,2,3)', error: '#N/A' },
        { formula: 'T(1)', value: '文字' },
      ],
    ]
    const [row] = await rowsOf('a.xlsx', await xlsxBytes({ sheets: [{ name: '表', rows }] }))
    expect(row!.cells).toEqual([
      { value: 12, text: '12', formula: true },
      { value: null, text: '', formula: true, error: 'not-calculated' },
      { value: null, text: '#N/A', formula: true, error: '#N/A' },
      { value: '文字', text: '文字', formula: true },
    ])
  })

  it('marks hidden rows and sheets, passes over blank rows, keeps the numbers', async () => {
    const sheets: SheetSpec[] = [
      {
        name: '甲',
        rows: [
          ['a'],
          { cells: [{ format: '0.00' }], at: 2 },
          { cells: ['b'], at: 900_000, hidden: true },
          { cells: [{ inline: 'c' }, { rich: ['红', '字'] }], at: 1_048_576 },
        ],
      },
      { name: '乙', state: 'hidden', rows: [] },
      { name: '丙', state: 'veryHidden', rows: [] },
    ]
    const path = files.write('a.xlsx', await xlsxBytes({ sheets }))
    const book = await openWorkbook(path, 'a.xlsx')
    expect(book.sheets).toEqual([
      { name: '甲', hidden: false },
      { name: '乙', hidden: true },
      { name: '丙', hidden: true },
    ])
    const rows = await collected(book.rows(0))
    expect(rows.map(({ number, hidden }) => [number, hidden])).toEqual([
      [1, false],
      [900_000, true],
      [1_048_576, false],
    ])
    expect(texts(rows).at(-1)).toEqual(['c', '红字'])
    expect(await collected(book.rows(1))).toEqual([])
    await book.close()
  })
})

describe('a text file', () => {
  const table = '编号,名称,备注\r\n1,"交换机, 主","第一行\n第二行"\r\n\r\n2,路由器,联通\r\n'
  const expected = [
    ['编号', '名称', '备注'],
    ['1', '交换机, 主', '第一行\n第二行'],
    ['2', '路由器', '联通'],
  ]

  it.each([
    ['UTF-8', Buffer.from(table)],
    ['UTF-8 with a byte order mark', Buffer.from('\ufeff' + table)],
    ['GB18030', iconv.encode(table, 'gb18030')],
    ['UTF-16 with a byte order mark', iconv.encode(table, 'utf16le', { addBOM: true })],
    ['big-endian UTF-16', iconv.encode('\ufeff' + table, 'utf-16be')],
  ])('in %s', async (_, bytes) => {
    const rows = await rowsOf('a.csv', bytes)
    expect(texts(rows)).toEqual(expected)
    expect(rows.map(({ number }) => number)).toEqual([1, 2, 4])
  })

  it.each(['\t', ';', '|', '，'])('separated by %j', async (delimiter) => {
    const lines = [
      ['编号', '名称', '面积'],
      ['1', '甲, 乙', '3,5'],
      ['2', '丙', '4,5'],
    ].map((fields) => fields.join(delimiter))
    expect(texts(await rowsOf('a.tsv', lines.join('\n')))[1]).toEqual(['1', '甲, 乙', '3,5'])
  })

  it('with a quote that never ends is refused by its row', async () => {
    const lines = Array.from({ length: 10 }, (_, i) => `${i},名称`).join('\n')
    expect(await refusal('a.csv', `编号,名称\n1,"交换机\n${lines}\n`)).toBe('openQuote')
  })
})

describe('what is refused, and why', () => {
  const table: SheetSpec[] = [{ name: '表', rows: [['编号', '名称']] }]
  const ole = (stream: string) =>
    Buffer.concat([
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      Buffer.alloc(1000),
      Buffer.from(stream, 'utf16le'),
    ])

  it.each<[string, string, () => Promise<Buffer> | Buffer]>([
    ['empty', 'a.xlsx', () => Buffer.alloc(0)],
    ['encrypted', 'a.xlsx', () => ole('EncryptedPackage')],
    ['oldExcel', 'a.xls', () => ole('Workbook')],
    ['webPage', 'a.xls', () => Buffer.from('<html><table><tr><td>编号</td></tr></table></html>')],
    ['wrongContent', 'a.xlsx', () => Buffer.from('编号,名称\n1,甲\n')],
    ['wrongContent', 'a.csv', () => xlsxBytes({ sheets: table })],
    ['wrongContent', 'a.xlsx', () => Buffer.from('%PDF-1.7 ...')],
    ['wrongContent', 'a.xlsx', () => zipBytes({ 'word/document.xml': '<x/>', '_rels/.rels': '<x/>' })],
    ['macros', 'a.xlsm', () => xlsxBytes({ sheets: table, parts: { 'xl/vbaProject.bin': 'x' } })],
    ['binaryWorkbook', 'a.xlsb', () => zipBytes({ 'xl/workbook.bin': 'x', '_rels/.rels': '<x/>' })],
    ['openDocument', 'a.ods', () => zipBytes({ mimetype: 'x', 'content.xml': '<x/>' })],
    ['broken', 'a.xlsx', async () => (await xlsxBytes({ sheets: table })).subarray(0, 900)],
    [
      'broken',
      'a.xlsx',
      () =>
        xlsxBytes({ sheets: table, parts: { 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row>' } }),
    ],
    [
      'bomb',
      'a.xlsx',
      () =>
        xlsxBytes({ sheets: table, parts: { 'xl/sharedStrings.xml': Buffer.alloc(32 * 1024 * 1024, ' ') } }),
    ],
    ['tooManyColumns', 'a.csv', () => Buffer.from(Array(600).fill('x').join(','))],
  ])('%s (%s)', async (reason, name, make) => {
    expect(await refusal(name, await make())).toBe(reason)
  })

  it('one whose values all come from another workbook', async () => {
    const linked = {
      workbookRelations:
        '<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink" Target="externalLinks/externalLink1.xml"/>',
    }
    const rows = (value: string | null): SheetSpec['rows'] => [
      ['编号', '名称'],
      ...Array.from({ length: 20 }, (_, i) => [{ formula: `[1]表!A${i}`, value: i }, value]),
    ]
    expect(
      await refusal('a.xlsx', await xlsxBytes({ sheets: [{ name: '表', rows: rows(null) }], ...linked })),
    ).toBe('externalLinks')
    const mixed = await rowsOf(
      'a.xlsx',
      await xlsxBytes({ sheets: [{ name: '表', rows: rows('甲') }], ...linked }),
    )
    expect(mixed[1]!.cells[0]).toMatchObject({ error: 'external-link', value: 0 })
    expect(mixed[1]!.cells[1]).toMatchObject({ value: '甲' })
  })
})

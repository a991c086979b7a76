import iconv from 'iconv-lite'
import { xlsxBytes, zipBytes } from '../../../support/workbook-file.ts'
import type { SheetSpec } from '../../../support/workbook-file.ts'
import type { Reading, UglyWorkbook } from './ugly.ts'

/* Oddities of files: encodings, and what is refused. */

const table = '资产编号,设备名称,设备类型,备注\r\nA1,"核心, 主",交换机,"第一行\n第二行"\r\n'
const read: Reading = {
  entity: 'device',
  header: [1, 1],
  records: { 2: { assetTag: 'A1', name: '核心, 主', kind: 'switch', notes: '第一行\n第二行' } },
}
const sheets: SheetSpec[] = [
  {
    name: '设备',
    rows: [
      ['资产编号', '设备名称'],
      ['A1', '甲'],
    ],
  },
]
const link =
  '<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink" Target="externalLinks/externalLink1.xml"/>'
const ole = (stream: string) =>
  Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(1024), Buffer.from(stream, 'utf16le')])

export const files: UglyWorkbook[] = [
  { title: 'CSV in GB18030', name: '设备.csv', make: () => iconv.encode(table, 'gb18030'), expected: read },
  {
    title: 'CSV in UTF-8 with a byte order mark',
    name: '设备.csv',
    make: () => Buffer.from('\ufeff' + table),
    expected: read,
  },
  { title: 'CSV in UTF-8 without one', name: '设备.csv', make: () => Buffer.from(table), expected: read },
  {
    title: 'Unicode text of Excel: UTF-16 with tabs',
    name: '设备.txt',
    make: () =>
      iconv.encode('资产编号\t设备名称\t设备类型\r\nA1\t核心, 主\t交换机\r\n', 'utf16le', { addBOM: true }),
    expected: { entity: 'device', header: [1, 1], records: { 2: { name: '核心, 主', kind: 'switch' } } },
  },
  {
    title: 'semicolons, announced by Excel’s own first line',
    name: '设备.csv',
    make: () => Buffer.from('sep=;\r\n资产编号;设备名称;设备类型\r\nA1;甲;服务器\r\n'),
    expected: { entity: 'device', header: [2, 2], records: { 3: { assetTag: 'A1', kind: 'server' } } },
  },
  {
    title: 'cells from another workbook beside typed ones',
    name: '设备.xlsx',
    make: () =>
      xlsxBytes({
        sheets: [
          {
            name: '设备',
            rows: [
              ['资产编号', '设备名称', '价格（元）'],
              ...Array.from({ length: 9 }, (_, i) => [
                `A${i}`,
                '甲',
                { formula: `[1]表!A${i}`, value: i + 1 },
              ]),
            ],
          },
        ],
        workbookRelations: link,
      }),
    expected: { entity: 'device', header: [1, 1], records: { 2: { assetTag: 'A0', priceYuan: '!' } } },
  },
  {
    title: 'all values from another workbook',
    name: '设备.xlsx',
    make: () =>
      xlsxBytes({
        sheets: [
          {
            name: '设备',
            rows: [
              ['资产编号', '价格'],
              ...Array.from({ length: 9 }, (_, i) => [{ formula: `[1]表!A${i}`, value: i }]),
            ],
          },
        ],
        workbookRelations: link,
      }),
    expected: { refused: 'externalLinks' },
  },
  {
    title: 'encrypted',
    name: '设备.xlsx',
    make: () => ole('EncryptedPackage'),
    expected: { refused: 'encrypted' },
  },
  { title: 'Excel 97', name: '设备.xls', make: () => ole('Workbook'), expected: { refused: 'oldExcel' } },
  {
    title: 'a web page named .xls',
    name: '设备.xls',
    make: () => Buffer.from('<html><table></table></html>'),
    expected: { refused: 'webPage' },
  },
  {
    title: 'a text file named .xlsx',
    name: '设备.xlsx',
    make: () => Buffer.from(table),
    expected: { refused: 'wrongContent' },
  },
  {
    title: 'cut off in the middle',
    name: '设备.xlsx',
    make: async () => (await xlsxBytes({ sheets })).subarray(0, 1200),
    expected: { refused: 'broken' },
  },
  {
    title: 'with macros',
    name: '设备.xlsm',
    make: () => xlsxBytes({ sheets, parts: { 'xl/vbaProject.bin': 'x' } }),
    expected: { refused: 'macros' },
  },
  {
    title: 'a zip bomb in its strings',
    name: '设备.xlsx',
    make: () => xlsxBytes({ sheets, parts: { 'xl/sharedStrings.xml': Buffer.alloc(48 * 1024 * 1024, ' ') } }),
    expected: { refused: 'bomb' },
  },
  {
    title: 'an archive of thousands of parts',
    name: '设备.xlsx',
    make: () => zipBytes(Object.fromEntries(Array.from({ length: 6000 }, (_, i) => [`a${i}`, '']))),
    expected: { refused: 'bomb' },
  },
  {
    title: 'columns without end',
    name: '设备.csv',
    make: () => Buffer.from(`${Array(800).fill('列').join(',')}\n`),
    expected: { refused: 'tooManyColumns' },
  },
  {
    title: 'a quote that never ends',
    name: '设备.csv',
    make: () => Buffer.from('编号,名称\n1,"甲\n2,乙\n'),
    expected: { refused: 'openQuote' },
  },
]

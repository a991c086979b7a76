import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import yazl from 'yazl'
import { openWorkbook } from '../../server/workbooks/open.ts'

/*
 * How long a workbook of 100,000 rows by 15 columns takes to read, and what memory it takes on top: as .xlsx with its
 * texts shared (as Excel saves it), with them inline, and as GB18030 CSV's size in UTF-8.
 */
const rowCount = Number(process.env['ROWS'] ?? 100_000)
const folder = mkdtempSync(join(tmpdir(), 'citybase-bench-'))

const texts = (row: number) => [
  `ZC-2019-${String(row).padStart(6, '0')}`,
  `核心交换机${row}`,
  '交换机',
  '华为',
  `S5720-${row % 40}`,
  `2102351${String(row * 7919).padStart(12, '0')}`,
  `市第${row % 80}局`,
  `机房${row % 92}`,
  `10.${row % 200}.${row % 250}.${(row * 7) % 250}`,
  '在用',
  row % 5 === 0 ? '设备在三层弱电间，门禁卡在值班室' : '',
]
const numbers = (row: number) => [40000 + (row % 3000), 350 + (row % 100), 12500.5, row % 42]

function* sheetXml(inline: boolean): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
  let shared = 0
  for (let row = 1; row <= rowCount; row++) {
    let xml = `<row r="${row}">`
    texts(row).forEach((text, i) => {
      const r = `${String.fromCharCode(65 + i)}${row}`
      xml += inline
        ? `<c r="${r}" t="inlineStr"><is><t>${text}</t></is></c>`
        : `<c r="${r}" t="s"><v>${shared++}</v></c>`
    })
    numbers(row).forEach((value, i) => {
      xml += `<c r="${String.fromCharCode(76 + i)}${row}"${i === 0 ? ' s="1"' : ''}><v>${value}</v></c>`
    })
    yield xml + '</row>'
  }
  yield '</sheetData></worksheet>'
}

function* stringsXml(): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
  for (let row = 1; row <= rowCount; row++)
    yield texts(row)
      .map((text) => `<si><t>${text}</t></si>`)
      .join('')
  yield '</sst>'
}

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const small: Record<string, string> = {
  '_rels/.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns:r="${office}"><sheets><sheet name="设备" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
  'xl/styles.xml':
    '<styleSheet><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
}

async function writeXlsx(path: string, inline: boolean): Promise<void> {
  const zip = new yazl.ZipFile()
  for (const [name, text] of Object.entries(small)) zip.addBuffer(Buffer.from(text), name)
  if (!inline) zip.addReadStream(Readable.from(stringsXml()), 'xl/sharedStrings.xml')
  zip.addReadStream(Readable.from(sheetXml(inline)), 'xl/worksheets/sheet1.xml')
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(path))
}

async function writeCsv(path: string): Promise<void> {
  function* lines() {
    for (let row = 1; row <= rowCount; row++) yield [...texts(row), ...numbers(row)].join(',') + '\r\n'
  }
  await pipeline(Readable.from(lines()), createWriteStream(path))
}

async function measure(title: string, path: string): Promise<void> {
  globalThis.gc?.()
  const before = process.memoryUsage().rss
  let most = before
  const started = performance.now()
  const book = await openWorkbook(path, path)
  let rows = 0
  let cells = 0
  for await (const row of book.rows(0)) {
    rows++
    cells += row.cells.length
    if (rows % 2000 === 0) most = Math.max(most, process.memoryUsage().rss)
  }
  await book.close()
  const seconds = (performance.now() - started) / 1000
  const megabytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`
  console.log(
    `${title}: ${rows} rows, ${cells} cells, file ${megabytes(statSync(path).size)}: ${seconds.toFixed(1)} s, ` +
      `memory ${megabytes(most - before)} on top of ${megabytes(before)}`,
  )
}

try {
  await writeCsv(join(folder, 'a.csv'))
  await writeXlsx(join(folder, 'shared.xlsx'), false)
  await writeXlsx(join(folder, 'inline.xlsx'), true)
  await measure('csv', join(folder, 'a.csv'))
  await measure('xlsx, shared strings', join(folder, 'shared.xlsx'))
  await measure('xlsx, inline strings', join(folder, 'inline.xlsx'))
} finally {
  rmSync(folder, { recursive: true })
}

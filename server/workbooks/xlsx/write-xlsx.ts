import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import yazl from 'yazl'
import { columnLetters } from './cell-address.ts'

/*
 * The few parts of a workbook that templates and copies of text files need, written as they are made.
 */

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
export const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const pack = 'http://schemas.openxmlformats.org/package/2006'
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

export function escapeXml(text: string): string {
  return text
    .replace(control, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

export interface NewSheet {
  name: string
  hidden?: boolean
  /** Cells of each row, all text; the first row is the header. */
  rows: Iterable<readonly string[]> | AsyncIterable<readonly string[]>
  /** Widths of the columns in characters. */
  widths?: readonly number[]
  /** XML behind the rows, such as validations. */
  after?: string
}

async function* sheetXml({ rows, widths, after = '' }: NewSheet): AsyncGenerator<string> {
  const columns = (widths ?? []).map(
    (width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`,
  )
  yield `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>${columns.length > 0 ? `<cols>${columns.join('')}</cols>` : ''}<sheetData>`
  let number = 0
  for await (const row of rows) {
    number++
    const style = number === 1 ? ' s="1"' : ''
    const cells = row.map((text, i) =>
      text === ''
        ? ''
        : `<c r="${columnLetters(i)}${number}"${style} t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`,
    )
    yield `<row r="${number}">${cells.join('')}</row>`
  }
  yield `</sheetData>${after}</worksheet>`
}

function fixedParts(sheets: readonly NewSheet[]): Record<string, string> {
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  const each = (make: (sheet: NewSheet, number: number) => string) =>
    sheets.map((sheet, i) => make(sheet, i + 1)).join('')
  return {
    '[Content_Types].xml': `${head}<Types xmlns="${pack}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/>${each((_, n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${type}.worksheet+xml"/>`)}</Types>`,
    '_rels/.rels': `${head}<Relationships xmlns="${pack}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${each(({ name, hidden }, n) => `<sheet name="${escapeXml(sheetName(name))}" sheetId="${n}"${hidden ? ' state="hidden"' : ''} r:id="rId${n}"/>`)}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${head}<Relationships xmlns="${pack}/relationships">${each((_, n) => `<Relationship Id="rId${n}" Type="${office}/worksheet" Target="worksheets/sheet${n}.xml"/>`)}<Relationship Id="rIdStyles" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `${head}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs></styleSheet>`,
  }
}

/** Excel takes 31 characters, none of `[]:*?/\`. */
function sheetName(name: string): string {
  return (
    name
      .replace(/[[\]:*?/\\]/g, ' ')
      .trim()
      .slice(0, 31) || 'Sheet1'
  )
}

function packed(sheets: readonly NewSheet[]): yazl.ZipFile {
  const zip = new yazl.ZipFile()
  for (const [name, text] of Object.entries(fixedParts(sheets))) zip.addBuffer(Buffer.from(text), name)
  sheets.forEach((sheet, i) =>
    zip.addReadStream(Readable.from(sheetXml(sheet)), `xl/worksheets/sheet${i + 1}.xml`),
  )
  zip.end()
  return zip
}

/** The workbook as it is made. */
export function newWorkbook(sheets: readonly NewSheet[]): AsyncIterable<Uint8Array> {
  return packed(sheets).outputStream as unknown as AsyncIterable<Uint8Array>
}

export async function writeWorkbook(path: string, sheets: readonly NewSheet[]): Promise<void> {
  await pipeline(packed(sheets).outputStream, createWriteStream(path))
}

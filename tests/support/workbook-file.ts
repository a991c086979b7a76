import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import yazl from 'yazl'
import { columnLetters } from '../../server/workbooks/xlsx/cell-address.ts'

/*
 * Real .xlsx files, written as XML by hand, so that a test can have what spreadsheet programs write and libraries do not:
 * merged and hidden cells, number formats, formulas with and without values, other date systems, broken parts.
 */

/** A cell: a plain value, or one with a number format, a formula, an error, or no cached value. */
export type CellSpec =
  | string
  | number
  | boolean
  | null
  | {
      value?: string | number
      format?: string
      formula?: string
      error?: string
      inline?: string
      rich?: string[]
    }

export interface RowSpec {
  cells: CellSpec[]
  hidden?: boolean
  /** Skips ahead to this row. */
  at?: number
}

export interface SheetSpec {
  name: string
  state?: 'hidden' | 'veryHidden'
  rows: (CellSpec[] | RowSpec)[]
  merges?: string[]
  /** Inserted as it stands before the sheet's data and after it. */
  before?: string
  after?: string
}

export interface WorkbookSpec {
  sheets: SheetSpec[]
  date1904?: boolean
  /** More parts, or others in place of the usual ones; null leaves one out. */
  parts?: Record<string, string | Buffer | null>
  workbookRelations?: string
  /** Inserted into the workbook part. */
  workbookXml?: string
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const pack = 'http://schemas.openxmlformats.org/package/2006/relationships'
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

const escape = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** The workbook's bytes. */
export async function xlsxBytes(spec: WorkbookSpec): Promise<Buffer> {
  const formats: string[] = []
  const strings: string[] = []
  const parts: Record<string, string | Buffer | null> = {}
  spec.sheets.forEach((sheet, i) => {
    parts[`xl/worksheets/sheet${i + 1}.xml`] = sheetXml(sheet, formats, strings)
  })
  parts['xl/workbook.xml'] = workbookXml(spec)
  parts['xl/_rels/workbook.xml.rels'] = workbookRelations(spec)
  parts['xl/styles.xml'] = stylesXml(formats)
  parts['xl/sharedStrings.xml'] = `${head}<sst xmlns="${main}">${strings.join('')}</sst>`
  parts['[Content_Types].xml'] = contentTypes(spec)
  parts['_rels/.rels'] =
    `${head}<Relationships xmlns="${pack}"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`
  return zipBytes({ ...parts, ...spec.parts })
}

export async function zipBytes(parts: Record<string, string | Buffer | null>): Promise<Buffer> {
  const zip = new yazl.ZipFile()
  for (const [name, content] of Object.entries(parts)) {
    if (content !== null) zip.addBuffer(typeof content === 'string' ? Buffer.from(content) : content, name)
  }
  zip.end()
  return buffer(zip.outputStream)
}

function workbookXml({ sheets, date1904, workbookXml: more = '' }: WorkbookSpec): string {
  const listed = sheets.map(
    ({ name, state }, i) =>
      `<sheet name="${escape(name)}" sheetId="${i + 1}"${state ? ` state="${state}"` : ''} r:id="rId${i + 1}"/>`,
  )
  const properties = date1904 ? '<workbookPr date1904="1"/>' : ''
  return `${head}<workbook xmlns="${main}" xmlns:r="${office}">${properties}<sheets>${listed.join('')}</sheets>${more}</workbook>`
}

function workbookRelations({ sheets, workbookRelations: more = '' }: WorkbookSpec): string {
  const related = sheets.map(
    (_, i) =>
      `<Relationship Id="rId${i + 1}" Type="${office}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
  )
  return (
    `${head}<Relationships xmlns="${pack}">${related.join('')}` +
    `<Relationship Id="rIdStyles" Type="${office}/styles" Target="styles.xml"/>` +
    `<Relationship Id="rIdStrings" Type="${office}/sharedStrings" Target="sharedStrings.xml"/>${more}</Relationships>`
  )
}

function contentTypes({ sheets }: WorkbookSpec): string {
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  const listed = sheets.map(
    (_, i) => `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="${type}.worksheet+xml"/>`,
  )
  return (
    `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    `<Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/>${listed.join('')}` +
    `<Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/>` +
    `<Override PartName="/xl/sharedStrings.xml" ContentType="${type}.sharedStrings+xml"/></Types>`
  )
}

function stylesXml(formats: string[]): string {
  const listed = formats.map((code, i) => `<numFmt numFmtId="${164 + i}" formatCode="${escape(code)}"/>`)
  const cells = formats.map(
    (_, i) => `<xf numFmtId="${164 + i}" fontId="0" fillId="0" borderId="0" xfId="0"/>`,
  )
  return (
    `${head}<styleSheet xmlns="${main}"><numFmts count="${formats.length}">${listed.join('')}</numFmts>` +
    '<fonts count="1"><font><sz val="11"/><name val="等线"/></font></fonts>' +
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs>' +
    `<cellXfs count="${formats.length + 1}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${cells.join('')}</cellXfs></styleSheet>`
  )
}

function sheetXml(sheet: SheetSpec, formats: string[], strings: string[]): string {
  let number = 0
  const rows = sheet.rows.map((each) => {
    const row = Array.isArray(each) ? { cells: each } : each
    number = row.at ?? number + 1
    const cells = row.cells.map((cell, i) => cellXml(cell, `${columnLetters(i)}${number}`, formats, strings))
    return `<row r="${number}"${row.hidden ? ' hidden="1"' : ''}>${cells.join('')}</row>`
  })
  const merges = (sheet.merges ?? []).map((ref) => `<mergeCell ref="${ref}"/>`).join('')
  return (
    `${head}<worksheet xmlns="${main}" xmlns:r="${office}">${sheet.before ?? ''}<sheetData>${rows.join('')}</sheetData>` +
    `${merges && `<mergeCells>${merges}</mergeCells>`}${sheet.after ?? ''}</worksheet>`
  )
}

function cellXml(cell: CellSpec, r: string, formats: string[], strings: string[]): string {
  if (cell === null) return ''
  if (typeof cell === 'string') {
    strings.push(`<si><t xml:space="preserve">${escape(cell)}</t></si>`)
    return `<c r="${r}" t="s"><v>${strings.length - 1}</v></c>`
  }
  if (typeof cell === 'number') return `<c r="${r}"><v>${cell}</v></c>`
  if (typeof cell === 'boolean') return `<c r="${r}" t="b"><v>${cell ? 1 : 0}</v></c>`
  if (cell.inline !== undefined) return `<c r="${r}" t="inlineStr"><is><t>${escape(cell.inline)}</t></is></c>`
  if (cell.rich) {
    strings.push(`<si>${cell.rich.map((part) => `<r><t>${escape(part)}</t></r>`).join('')}</si>`)
    return `<c r="${r}" t="s"><v>${strings.length - 1}</v></c>`
  }
  let style = ''
  if (cell.format !== undefined) {
    if (!formats.includes(cell.format)) formats.push(cell.format)
    style = ` s="${formats.indexOf(cell.format) + 1}"`
  }
  const formula = cell.formula === undefined ? '' : `<f>${escape(cell.formula)}</f>`
  if (cell.error !== undefined) return `<c r="${r}"${style} t="e">${formula}<v>${cell.error}</v></c>`
  const type = typeof cell.value === 'string' ? ' t="str"' : ''
  const value = cell.value === undefined ? '' : `<v>${escape(String(cell.value))}</v>`
  return `<c r="${r}"${style}${type}>${formula}${value}</c>`
}

/** A folder for files of one test file; `remove` at its end. */
export function fileFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'citybase-workbook-'))
  let last = 0
  return {
    folder,
    write(name: string, bytes: Buffer | string): string {
      const path = join(folder, `${++last}-${name}`)
      writeFileSync(path, bytes)
      return path
    },
    remove: () => rmSync(folder, { recursive: true }),
  }
}

import type { TableMapping } from './mapping.ts'
import type { SkipReason } from './reading.ts'
import type { SheetRow } from './sheet.ts'
import { plainWord } from './values/written.ts'

const sumWords =
  /^(?:本页|本表|全部|全市|分类|部门)?(?:合计|小计|总计|共计|累计|合\s*计|总\s*数|汇总|total|subtotal|sum|grandtotal)(?:数|[:：(（].*|\d*)?$/
const noteStart =
  /^(?:注|注意|备注|说明|填表说明|填报说明|填表人|填报人|制表人?|制表单位|审核人?|审批人?|单位负责人|负责人签字|联系人|联系电话|填报日期|填表日期|制表日期|日期|以上|note|remark)s?\s*\d*[:：、.]|^\*+\S|^※|^(?:以下空白|以下无正文|此页无正文|完)$/i

/** Why a row below the header is no record; null when it is one. */
export function whyNoRecord(
  row: SheetRow,
  mapping: TableMapping,
  headers: ReadonlySet<string>,
): SkipReason | null {
  const texts = distinctTexts(row)
  const [first] = texts
  if (first === undefined) return 'blank'
  if (texts.slice(0, 3).some((text) => sumWords.test(plainWord(text)))) return 'sum'
  if (isRepeatedHeader(row, mapping, headers)) return 'repeated-header'
  const few = texts.length <= Math.max(1, Math.floor(mapping.columns.length / 4))
  if (few && noteStart.test(first.trim())) return 'note'
  const mapped = mapping.columns.filter(({ index }) => row.cells[index])
  if (mapped.length === 0) return texts.length === 1 && /[^\d.\s]/.test(first) ? 'title' : 'blank'
  if (texts.length === 1 && mapping.columns.length >= 3)
    return isTitle(row, first, mapped.length) ? 'title' : null
  return null
}

/** Texts from left to right; a merged cell's once. */
function distinctTexts(row: SheetRow): string[] {
  const texts: string[] = []
  let last: object | null = null
  for (const cell of row.cells) {
    if (cell && cell !== last && cell.text.trim() !== '') texts.push(cell.text)
    last = cell
  }
  return texts
}

/** One text alone: merged across columns, or numbered like a chapter, or standing where no record could begin. */
function isTitle(row: SheetRow, text: string, columns: number): boolean {
  if (columns > 1) return true
  if (/^[(（]?[一二三四五六七八九十\d]+[)）、.．]\s*\S*[^\d\s]/.test(text.trim())) return true
  return row.cells.findIndex((cell) => cell !== null) === 0 && !/\d/.test(text)
}

function isRepeatedHeader(row: SheetRow, { columns }: TableMapping, headers: ReadonlySet<string>): boolean {
  const filled = columns.filter(({ index }) => row.cells[index])
  if (filled.length < 2) return false
  const same = filled.filter(({ index }) => headers.has(plainWord(row.cells[index]!.text)))
  return same.length >= 2 && same.length >= filled.length * 0.6
}

/** The texts of a header, each row's alone: `网络/带宽` is `网络` above and `带宽` below. */
export function wordsOfHeader(mapping: TableMapping): Set<string> {
  return new Set(mapping.columns.flatMap(({ header }) => [header, ...header.split('/')]).map(plainWord))
}

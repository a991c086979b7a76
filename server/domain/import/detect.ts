import type { Localised } from '../../contract/text.ts'
import { entities } from '../../contract/entities/index.ts'
import type { ImportEntity } from './entities.ts'
import { importEntities, importFields } from './entities.ts'
import { fieldReader } from './field-reader.ts'
import type { ColumnHeader, HeaderMatch } from './header.ts'
import { columnHeaders, distinctness, isIgnored, matchHeader, namedAs } from './header.ts'
import type { ColumnProposal, TableProposal } from './mapping.ts'
import type { Cell, SheetRow } from './sheet.ts'
import { meansNothing, plainWord } from './values/written.ts'

export interface DetectOptions {
  /** What the rows are, when a person has said so. */
  entity?: ImportEntity
  /** Columns mapped before, by {@link headerKey}; null for one that was left out. */
  remembered?: Readonly<Record<string, string | null>>
}

/** Under which a mapped column is remembered. */
export const headerKey = (header: string) => plainWord(header)

/** A header lies within so many rows, takes at most three, and is judged by so many rows below. */
const searched = 30
const tallest = 3
const judged = 30
const leastScore = 0.4

interface Candidate {
  entity: ImportEntity
  from: number
  to: number
  columns: ColumnProposal[]
  points: number
  confidence: number
}

/**
 * Finds the header of a sheet's table, what its rows are and which column holds which field.
 * @param sample the first rows with content, some sixty
 * @returns null when no row looks like a header
 */
export function proposeTable(
  sheetName: string,
  sample: readonly SheetRow[],
  options: DetectOptions = {},
): TableProposal | null {
  let best: Candidate | null = null
  for (const [from, to] of headerBlocks(sample)) {
    const headers = columnHeaders(sample.slice(from, to + 1))
    const below = sample.slice(to + 1, to + 1 + judged)
    const titles = [sheetName, ...sample.slice(0, from).flatMap(titleTexts)]
    for (const entity of options.entity ? [options.entity] : importEntities) {
      const candidate = judge(entity, headers, below, titles, options)
      if (candidate && (best === null || isBetter({ ...candidate, from, to }, best)))
        best = { ...candidate, from, to }
    }
  }
  return best && proposal(best, sample, sheetName)
}

/** Runs of rows that may be a header: at least two texts each, none of them a title or a line of a form. */
function* headerBlocks(sample: readonly SheetRow[]): Generator<[number, number]> {
  const could = sample.slice(0, searched).map(couldHead)
  for (let from = 0; from < could.length; from++) {
    // The lower row of a header is none without the groups above it.
    if (from > 0 && could[from - 1] && hasGroups(sample[from - 1]!)) continue
    for (let to = from; to < Math.min(from + tallest, could.length) && could[to]; to++) {
      if (sample[to]!.number - sample[from]!.number < tallest) yield [from, to]
    }
  }
}

function couldHead({ cells }: SheetRow): boolean {
  const distinct = new Set(cells.filter((cell) => cell !== null))
  const texts = [...distinct].filter(({ value }) => typeof value === 'string')
  if (texts.length < 2 || texts.length < distinct.size * 0.7) return false
  return texts.filter(({ text }) => /[:：]\s*\S/.test(text) || text.length > 60).length <= texts.length / 4
}

/** More columns understood wins; but a header repeated further down is hardly better than its first. */
function isBetter(a: Candidate, b: Candidate): boolean {
  return a.points > b.points * (a.from === b.from ? 1 : 1.15)
}

/** Cells merged across some columns, not all: the upper row of a header. */
function hasGroups({ cells }: SheetRow): boolean {
  const filled = cells.filter((cell) => cell !== null)
  const distinct = new Set(filled).size
  return distinct > 1 && distinct < filled.length
}

function titleTexts({ cells }: SheetRow): string[] {
  return [...new Set(cells.filter((cell) => cell !== null))].map(({ text }) => text)
}

function judge(
  entity: ImportEntity,
  headers: readonly ColumnHeader[],
  below: readonly SheetRow[],
  titles: readonly string[],
  { remembered = {}, entity: said }: DetectOptions,
): Omit<Candidate, 'from' | 'to'> | null {
  const columns = assign(entity, headers, below, remembered)
  const mapped = columns.filter(({ field }) => field !== null)
  if (mapped.length < 2) return null
  const fields = importFields(entity)
  const required = Object.keys(fields).filter((key) => fields[key]!.required && fields[key]!.type !== 'state')
  const keys = mapped.filter(({ field }) => required.includes(field!)).length / required.length
  const weight = mapped.reduce(
    (sum, each) => sum + each.confidence * distinctness(plainWord(each.header.split('/').at(-1)!)),
    0,
  )
  const counted = headers.filter(
    (header) => !isIgnored(header) || columns.find(({ index }) => index === header.index)?.field,
  ).length
  const named = namedAs(entity, titles)
  const sure = mapped.reduce((sum, each) => sum + each.confidence, 0) / Math.max(1, counted)
  const confidence = Math.min(1, said ? Math.max(sure, 0.5) : 0.6 * sure + 0.25 * keys + 0.25 * named)
  return {
    entity,
    columns,
    points: weight + keys * 1.5 + named * 2,
    confidence: Math.round(confidence * 100) / 100,
  }
}

interface Claim {
  header: ColumnHeader
  match: HeaderMatch
  score: number
  fits: number | null
}

/** Gives each field the column that claims it best, each column at most one field. */
function assign(
  entity: ImportEntity,
  headers: readonly ColumnHeader[],
  below: readonly SheetRow[],
  remembered: Readonly<Record<string, string | null>>,
): ColumnProposal[] {
  const taken = new Map<number, ColumnProposal>()
  const used = new Set<string>()
  for (const { index, parts } of headers) {
    const header = parts.join('/')
    const field = remembered[headerKey(header)]
    if (field === undefined || (field !== null && (used.has(field) || !importFields(entity)[field]))) continue
    const unit = matchHeader(entity, { index, parts }).find((match) => match.field === field)?.unit
    taken.set(index, {
      index,
      header,
      field,
      confidence: 1,
      ...(unit ? { unit } : {}),
      reason: rememberedReason,
    })
    if (field !== null) used.add(field)
  }
  const claims = headers
    .filter(({ index }) => !taken.has(index))
    .flatMap((header) => matchHeader(entity, header).map((match) => claim(entity, header, match, below)))
    .filter(({ score }) => score >= leastScore)
    .sort((a, b) => b.score - a.score || a.header.index - b.header.index)
  for (const { header, match, score, fits } of claims) {
    if (taken.has(header.index) || used.has(match.field)) continue
    used.add(match.field)
    const { index, parts } = header
    const confidence = Math.round(Math.min(1, score) * 100) / 100
    const unit = match.unit === undefined ? {} : { unit: match.unit }
    taken.set(index, {
      index,
      header: parts.join('/'),
      field: match.field,
      confidence,
      ...unit,
      reason: reasonOf(entity, match, fits),
    })
  }
  return headers.map(
    ({ index, parts }) =>
      taken.get(index) ?? {
        index,
        header: parts.join('/'),
        field: null,
        confidence: 0,
        reason: unmappedReason,
      },
  )
}

function claim(
  entity: ImportEntity,
  header: ColumnHeader,
  match: HeaderMatch,
  below: readonly SheetRow[],
): Claim {
  const cells = below
    .map((row) => row.cells[header.index] ?? null)
    .filter((cell): cell is Cell => cell !== null && tellsSomething(cell, header))
  const fits = cells.length === 0 ? null : shareThatFits(entity, match, cells)
  const factor = fits === null ? 1 : fits < 0.25 ? 0.3 : 0.6 + 0.4 * fits
  return { header, match, score: match.score * factor, fits }
}

/** Neither empty, nor a formula without a value, nor the header once more on the next page. */
function tellsSomething({ text, error }: Cell, { parts }: ColumnHeader): boolean {
  return error === undefined && !meansNothing(text) && plainWord(text) !== plainWord(parts.at(-1)!)
}

/** Share of the cells that read as values of the field; a name that is all figures is half a name. */
function shareThatFits(entity: ImportEntity, { field, unit }: HeaderMatch, cells: readonly Cell[]): number {
  const { type } = importFields(entity)[field]!
  const reader = fieldReader(entity, field, {}, unit)
  const isName = type === 'reference' || field === 'name' || field === 'vendor'
  const fitting = cells.filter((cell) => {
    const reading = reader(cell)
    if (
      isName &&
      (cell.value instanceof Date || /^\d+(\.\d+)?$|^\d{1,3}(\.\d{1,3}){3}$/.test(cell.text.trim()))
    )
      return false
    return !('problem' in reading)
  })
  return fitting.length / cells.length
}

const rememberedReason: Localised = { zh: '上次导入时这样对应。', en: 'Mapped this way at the last import.' }
const unmappedReason: Localised = {
  zh: '没有找到对应的字段，不会导入。',
  en: 'No field was found for it; it is not imported.',
}

function reasonOf(
  entity: ImportEntity,
  { field, word, score, unit }: HeaderMatch,
  fits: number | null,
): Localised {
  const { label } = importFields(entity)[field]!
  const like =
    score >= 0.9
      ? { zh: `表头「${word}」即${label.zh}`, en: `The header "${word}" means ${label.en}` }
      : {
          zh: `表头中有「${word}」，像是${label.zh}`,
          en: `The header holds "${word}", which is like ${label.en}`,
        }
  const percent = fits === null ? null : Math.round(fits * 100)
  const content =
    percent === null
      ? { zh: '', en: '' }
      : { zh: `；${percent}% 的内容可以读取`, en: `; ${percent} % of its content can be read` }
  const inUnit = unit === undefined ? { zh: '', en: '' } : { zh: `，单位 ${unit}`, en: `, in ${unit}` }
  return { zh: `${like.zh}${inUnit.zh}${content.zh}。`, en: `${like.en}${inUnit.en}${content.en}.` }
}

function proposal(best: Candidate, sample: readonly SheetRow[], sheetName: string): TableProposal {
  const { entity, columns, confidence } = best
  const mapped = columns.filter(({ field }) => field !== null)
  const { zh, en } = entities[entity].plural
  const first = sample[best.to]!.number + 1
  const next = sample[best.to + 1]
  const titles = sample.slice(0, best.from).flatMap(titleTexts)
  const reasons: Localised[] = [
    {
      zh: `${columns.length} 列中有 ${mapped.length} 列对应${zh}的字段。`,
      en: `${mapped.length} of ${columns.length} columns are fields of ${en.toLowerCase()}.`,
    },
  ]
  if (namedAs(entity, [sheetName, ...titles]) > 0) {
    reasons.push({
      zh: `工作表名或标题说的是${zh}。`,
      en: `The sheet’s name or title speaks of ${en.toLowerCase()}.`,
    })
  }
  return {
    entity,
    confidence,
    reasons,
    headerFrom: sample[best.from]!.number,
    headerTo: sample[best.to]!.number,
    firstRow: next && isCountingRow(next) ? next.number + 1 : first,
    columns,
    constants: constantsOf(entity, titles, mapped),
  }
}

/** A row below the header that numbers the columns: 1 2 3 4, or 甲 乙 丙. */
function isCountingRow({ cells }: SheetRow): boolean {
  const texts = cells.filter((cell) => cell !== null).map(({ text }) => text.replace(/[()（）栏]/g, ''))
  if (texts.length < 3) return false
  const counting = texts.filter(
    (text, i) =>
      text === String(i + 1) || text === '甲乙丙丁戊己庚辛'[i] || text === String.fromCharCode(65 + i),
  )
  return counting.length === texts.length
}

/** What the lines above a table say of all its rows: the organisation that filled it in. */
function constantsOf(
  entity: ImportEntity,
  titles: readonly string[],
  mapped: readonly ColumnProposal[],
): Record<string, string> {
  if (!importFields(entity)['organisationId'] || mapped.some(({ field }) => field === 'organisationId'))
    return {}
  for (const title of titles) {
    const match =
      /(?:填报|填表|报送|上报|申报|使用|所属|责任)?(?:单位|部门)(?:名称)?(?:[（(][^）)]*[）)])?\s*[:：]\s*([^\s:：，,。；;]{2,40})/.exec(
        title,
      )
    if (match) return { organisationId: match[1]!.replace(/[（(](?:盖章|公章)[）)]$/, '') }
  }
  return {}
}

import { entities } from '../../contract/entities/index.ts'
import type { ImportEntity } from './entities.ts'
import { importFields } from './entities.ts'
import { entityWords, headerWords, ignoredWords, wordsIn } from './header-words.ts'
import type { SheetRow } from './sheet.ts'
import { unitNamed, unitsOf } from './values/units.ts'
import { narrow, plainWord, tidy } from './values/written.ts'

/** The header of one column, a text for each of its rows. */
export interface ColumnHeader {
  index: number
  parts: string[]
}

export interface HeaderMatch {
  field: string
  /** 1 for the field's own label, less the looser the likeness. */
  score: number
  unit?: string
  word: string
}

/** Headers of the columns over some rows; a merged cell's text counts once. */
export function columnHeaders(rows: readonly SheetRow[]): ColumnHeader[] {
  const width = Math.max(...rows.map(({ cells }) => cells.length))
  const headers: ColumnHeader[] = []
  for (let index = 0; index < width; index++) {
    const parts: string[] = []
    for (const { cells } of rows) {
      const text = tidy(cells[index]?.text ?? '').replace(/\n/g, '')
      if (text !== '' && plainWord(text) !== plainWord(parts.at(-1) ?? '')) parts.push(text)
    }
    if (parts.length > 0) headers.push({ index, parts })
  }
  return headers
}

/** `面积（㎡）` without what stands in brackets, stars and hints of forms. */
function bare(text: string): { word: string; inBrackets: string[] } {
  const narrowed = narrow(text).replace(/[*★]|[:：]$/g, '')
  const inBrackets = [...narrowed.matchAll(/[([【]([^)\]】]*)[)\]】]/g)].map((match) => match[1]!)
  return { word: plainWord(narrowed.replace(/[([【][^)\]】]*[)\]】]/g, '')), inBrackets }
}

const ignored = new Set(wordsIn(ignoredWords).map(plainWord))

/** Whether a column is one of those that no field holds. */
export function isIgnored({ parts }: ColumnHeader): boolean {
  return ignored.has(bare(parts.at(-1)!).word)
}

interface Spelling {
  field: string
  score: number
}

const spellingsByEntity = new Map<ImportEntity, Map<string, Spelling[]>>()

function spellings(entity: ImportEntity): Map<string, Spelling[]> {
  const known = spellingsByEntity.get(entity)
  if (known) return known
  const table = new Map<string, Spelling[]>()
  const add = (word: string, field: string, score: number) => {
    const plain = plainWord(narrow(word))
    const there = table.get(plain) ?? []
    if (!there.some((each) => each.field === field)) table.set(plain, [...there, { field, score }])
  }
  for (const [key, { label }] of Object.entries(importFields(entity))) {
    for (const word of [label.zh, label.en, key]) {
      add(word, key, 1)
      add(bare(word).word, key, 1)
    }
    wordsIn(headerWords[entity][key]).forEach((word, i) => add(word, key, 0.97 - i * 0.005))
  }
  spellingsByEntity.set(entity, table)
  return table
}

/** The fields that a header may mean, best first. */
export function matchHeader(entity: ImportEntity, { parts }: ColumnHeader): HeaderMatch[] {
  const found = new Map<string, HeaderMatch>()
  const take = (match: HeaderMatch) => {
    const there = found.get(match.field)
    if (!there || there.score < match.score) found.set(match.field, match)
  }
  const last = parts.at(-1)!
  const { word, inBrackets } = bare(last)
  const units = [...inBrackets, ...parts.slice(0, -1).flatMap((part) => bare(part).inBrackets)]
  const above = parts.length > 1 ? bare(parts.at(-2)!).word : ''
  const attempts: [string, number][] = [
    [plainWord(narrow(last)), 1],
    [word, 1],
    ...(above === ''
      ? []
      : ([
          [above + word, 1],
          [`${above}/${word}`, 0.9],
        ] as [string, number][])),
    ...word.split(/[/、或及与\\]/).map((each, i): [string, number] => [each, i === 0 ? 0.85 : 0.75]),
    ...inBrackets.map((each): [string, number] => [plainWord(each), 0.8]),
  ]
  for (const [attempt, factor] of attempts) {
    for (const { field, score } of spellings(entity).get(attempt) ?? []) {
      take({ field, score: score * factor, word: attempt, ...unitOf(entity, field, word, units) })
    }
  }
  if (found.size === 0) for (const match of within(entity, word, units)) take(match)
  return [...found.values()].sort((a, b) => b.score - a.score)
}

/** Known words inside a longer header: 「机房建筑面积合计」 holds 建筑面积. */
function within(entity: ImportEntity, word: string, units: string[]): HeaderMatch[] {
  const matches: HeaderMatch[] = []
  for (const [spelling, fields] of spellings(entity)) {
    if (spelling.length < 2 || !word.includes(spelling)) continue
    if (/^[a-z0-9 ]+$/.test(spelling) && !new RegExp(`(?<![a-z])${spelling}(?![a-z])`).test(word)) continue
    const share = spelling.length / word.length
    const end = word.endsWith(spelling) ? 0.1 : 0
    for (const { field } of fields) {
      matches.push({
        field,
        score: 0.4 + 0.35 * share + end,
        word: spelling,
        ...unitOf(entity, field, word, units),
      })
    }
  }
  return matches
}

function unitOf(entity: ImportEntity, key: string, word: string, brackets: string[]): { unit?: string } {
  const field = importFields(entity)[key]!
  const known = unitsOf(field, key)
  if (known.length === 0) return {}
  const yearly = key.startsWith('monthly') && /^(年|annual|yearly)|\/年|每年/.test(word)
  const tail = /(?:单位)?([a-z²2㎡/]+|万元|元)$/.exec(word)?.[1]
  for (const text of [...brackets, ...(tail ? [tail] : [])]) {
    const unit = unitNamed(known, yearly && !/年/.test(text) ? `${text}/年` : text) ?? unitNamed(known, text)
    if (unit) return unit.factor === 1 ? {} : { unit: unit.key }
  }
  return yearly ? { unit: '元/年' } : {}
}

/** How strongly a sheet's name or title speaks for an entity, 0 to 1. */
export function namedAs(entity: ImportEntity, texts: readonly string[]): number {
  const { label, plural } = entities[entity]
  const words = [label.zh, plural.en, ...wordsIn(entityWords[entity])].map(plainWord)
  let best = 0
  for (const text of texts.map(plainWord)) {
    for (const word of words)
      if (text.includes(word)) best = Math.max(best, text === word ? 1 : text.endsWith(word) ? 0.8 : 0.6)
  }
  return best
}

const sharing = new Map<string, number>()

/** How much a word tells entities apart: 备注 stands in every table, 等保级别 in one. */
export function distinctness(word: string): number {
  if (sharing.size === 0) {
    for (const entity of Object.keys(headerWords) as ImportEntity[]) {
      for (const each of spellings(entity).keys()) sharing.set(each, (sharing.get(each) ?? 0) + 1)
    }
  }
  return 1 / Math.sqrt(sharing.get(word) ?? 1)
}

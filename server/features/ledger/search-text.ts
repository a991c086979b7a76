import { pinyin } from 'pinyin-pro'
import type { Entity } from '../../contract/entity.ts'

/*
 * What the ledger keeps beside a record so that people find and sort it: `searchText` (Chinese, full pinyin, initials,
 * Latin) and `nameKey` (the name as it sorts, Chinese by pinyin).
 */

const han = /\p{Script=Han}+/gu
const nameKeyLength = 255
/** Names and vendors repeat across records; bulk loads would otherwise spell the same words out many times. */
const remembered = new Map<string, { text: string; key: string }>()
const mostRemembered = 20_000

/** As both sides of a search are compared: compatibility forms folded (full-width letters), lower case. */
export function normalise(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

/** The words of a search; a record is found when its `searchText` contains every one. */
export function searchTerms(query: string): string[] {
  return normalise(query).split(/\s+/).filter(Boolean)
}

function spell(value: string): { text: string; key: string } {
  const known = remembered.get(value)
  if (known) return known
  const plain = normalise(value)
  const spelled = { text: withPinyin(plain), key: sortKey(plain) }
  if (remembered.size >= mostRemembered) remembered.clear()
  remembered.set(value, spelled)
  return spelled
}

function withPinyin(plain: string): string {
  if (!/\p{Script=Han}/u.test(plain)) return plain
  const full = plain.replace(han, (run) => syllables(run).join(''))
  const initials = plain.replace(han, (run) =>
    syllables(run)
      .map((syllable) => syllable[0])
      .join(''),
  )
  return `${plain}\n${full}\n${initials}`
}

function syllables(run: string): string[] {
  return pinyin(run, { toneType: 'none', type: 'array', v: true })
}

/** Syllables apart (so that 西安 xi an and 先 xian do not mix), numbers padded (so that 2 comes before 10). */
function sortKey(plain: string): string {
  return plain
    .replace(/\d+/g, (digits) => digits.replace(/^0+(?=\d)/, '').padStart(8, '0'))
    .replace(han, (run) => `${pinyin(run, { toneType: 'num', type: 'array', v: true }).join(' ')} `)
    .slice(0, nameKeyLength)
}

/** @param record the record's values by field. Null where none of the searched fields has a value. */
export function searchTextOf(entity: Entity, record: Record<string, unknown>): string | null {
  const parts: string[] = []
  for (const [key, field] of Object.entries(entity.fields)) {
    const value = record[key]
    if (field.search && typeof value === 'string' && value !== '') parts.push(spell(value).text)
  }
  return parts.length > 0 ? parts.join('\n') : null
}

export function nameKeyOf(entity: Entity, record: Record<string, unknown>): string | null {
  const name = record[entity.nameField]
  return typeof name === 'string' ? spell(name).key : null
}

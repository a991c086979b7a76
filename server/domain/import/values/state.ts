import type { StateTable } from '../../../contract/state.ts'
import type { ImportEntity } from '../entities.ts'
import type { ValueReading } from './reading.ts'
import { read, say, wrong } from './reading.ts'
import { stateWords } from './state-words.ts'
import { meansNothing, plainWord } from './written.ts'

/** Spellings of the states of one field, plain, and the state that each means. */
export type StateSpellings = ReadonlyMap<string, string>

export function stateSpellings(entity: ImportEntity, key: string, states: StateTable): StateSpellings {
  const spellings = new Map<string, string>()
  const add = (word: string, state: string) => {
    const plain = plainWord(word)
    if (!spellings.has(plain)) spellings.set(plain, state)
  }
  for (const [state, { label }] of Object.entries(states))
    for (const word of [state, label.zh, label.en]) add(word, state)
  for (const [state, words] of Object.entries(stateWords[`${entity}.${key}`] ?? {}))
    for (const word of words.split(', ')) add(word, state)
  return spellings
}

/**
 * A state by its value, a label of either language or a word that people use for it. A word found within a longer text is
 * taken when only one state has one; a text that is merely near is proposed.
 */
export function readState(text: string, states: StateTable, spellings: StateSpellings): ValueReading {
  const plain = plainWord(text)
  const exact = spellings.get(plain) ?? spellings.get(plain.replace(/\(.*\)$|（.*）$/, ''))
  if (exact !== undefined) return read(exact)
  const found = longestWithin(plain, spellings)
  const label = (state: string) => states[state]!.label
  if (found !== null && found.sure) {
    return read(
      found.state,
      say(`按「${label(found.state).zh}」读取。`, `Read as "${label(found.state).en}".`),
    )
  }
  const options = Object.values(states)
  return wrong(
    say(
      `不认识「${text}」，请从以下选项中选择：${options.map((each) => each.label.zh).join('、')}。`,
      `"${text}" is not known. Choose one of: ${options.map((each) => each.label.en).join(', ')}.`,
    ),
    found?.state ?? nearest(plain, spellings),
    found ? label(found.state).zh : labelOrNone(nearest(plain, spellings), states),
  )
}

function labelOrNone(state: string | null, states: StateTable): string | undefined {
  return state === null ? undefined : states[state]!.label.zh
}

/** Whether the text says a state or, where the states have no word for it, nothing. */
export function saysNoState(text: string, spellings: StateSpellings): boolean {
  return meansNothing(text) && !spellings.has(plainWord(text))
}

/** The state whose longest word lies within the text; sure when it stands at the end, where Chinese puts the kind. */
function longestWithin(plain: string, spellings: StateSpellings): { state: string; sure: boolean } | null {
  let best: { word: string; state: string } | null = null
  let rival: string | null = null
  for (const [word, state] of spellings) {
    if (word.length < 2 || !isWithin(word, plain)) continue
    if (/^[未不非无]/.test(plain) && !/^[未不非无]/.test(word)) continue
    if (best === null || word.length > best.word.length) {
      if (best !== null && best.state !== state) rival = best.state
      best = { word, state }
    } else if (state !== best.state && !best.word.includes(word)) rival = state
  }
  if (best === null) return null
  return { state: best.state, sure: rival === null || plain.endsWith(best.word) }
}

/** Latin words count only whole: `ap` is not in `laptop`. */
function isWithin(word: string, text: string): boolean {
  if (!/^[a-z0-9 ]+$/.test(word)) return text.includes(word)
  return new RegExp(`(?<![a-z0-9])${word}(?![a-z0-9])`).test(text)
}

/** The state with a spelling at most a third of its letters away; null when none is. */
function nearest(plain: string, spellings: StateSpellings): string | null {
  let best: { state: string; share: number } | null = null
  for (const [word, state] of spellings) {
    if (Math.min(word.length, plain.length) < 2) continue
    const share = distance(word, plain) / Math.max(word.length, plain.length)
    if (share <= 0.34 && (best === null || share < best.share)) best = { state, share }
  }
  return best?.state ?? null
}

/** Levenshtein distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)))
    }
    row = next
  }
  return row[b.length]!
}

import { describe, expect, test } from 'vitest'
import { messages } from '../../../web/i18n/index.ts'

type Tree = { [key: string]: string | Tree }

function leaves(tree: Tree, path = ''): Map<string, string> {
  const all = new Map<string, string>()
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') all.set(`${path}${key}`, value)
    else for (const [inner, text] of leaves(value, `${path}${key}.`)) all.set(inner, text)
  }
  return all
}

const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort()

describe('the texts of the console', () => {
  const zh = leaves(messages.zh)
  const en = leaves(messages.en)

  test('exist in both languages, none empty', () => {
    expect([...en.keys()].sort()).toEqual([...zh.keys()].sort())
    for (const [key, text] of [...zh, ...en]) expect(text.trim(), key).not.toBe('')
  })

  test('take the same values in both languages', () => {
    for (const [key, text] of zh) expect(placeholders(en.get(key)!), key).toEqual(placeholders(text))
  })

  test('have no Chinese left in the English, beside the names that are Chinese', () => {
    const named = new Set(['product', 'bar.chinese'])
    for (const [key, text] of en) if (!named.has(key)) expect(text, key).not.toMatch(/[㐀-鿿]/)
  })
})

import type { ValueReading } from './reading.ts'
import { read, say, wrong } from './reading.ts'
import { plainWord } from './written.ts'

const yes = new Set(['是', '有', '对', '真', 'yes', 'y', 'true', 't', '1', '√', '✓', '✔', '☑', '已', '启用'])
const no = new Set([
  '否',
  '无',
  '没有',
  '不是',
  '假',
  'no',
  'n',
  'false',
  'f',
  '0',
  '×',
  '✗',
  '✘',
  'x',
  '☐',
  '未',
  '停用',
])

export function readBoolean(text: string): ValueReading {
  const plain = plainWord(text)
  if (yes.has(plain)) return read(true)
  if (no.has(plain)) return read(false)
  return wrong(say(`「${text}」应为“是”或“否”。`, `"${text}" should be yes or no.`))
}

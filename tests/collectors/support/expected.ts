import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { recordingsFolder } from './recording.ts'

export interface ExpectedValue {
  value: unknown
  oid: string | null
  accept?: unknown[]
}

export interface Expected {
  file: string
  readBy: 'hand' | 'librenms'
  expected: Record<string, ExpectedValue>
}

/** What each recorded device is, as people and LibreNMS read it. */
export function expectedOfRecordings(): Expected[] {
  if (recordingsFolder === null) return []
  return JSON.parse(readFileSync(join(recordingsFolder, 'expected.json'), 'utf8')) as Expected[]
}

export function expectedOf(name: string): Expected {
  const found = expectedOfRecordings().find((one) => one.file === `snmp/${name}.snmprec.gz`)
  if (found === undefined) throw new Error(`nothing is expected of ${name}`)
  return found
}

/** Whether a value is the one that was read by hand, or one of the other right spellings. */
export function isRight(expected: ExpectedValue, found: unknown): boolean {
  if (Array.isArray(expected.value) || Array.isArray(found)) {
    const list = (found as string[] | null) ?? []
    const wanted = (expected.value as string[] | null) ?? []
    if (list.length === wanted.length && wanted.every((one) => list.includes(one))) return true
    return (
      list.length > 0 &&
      list.every((one) => wanted.includes(one) || (expected.accept?.includes(one) ?? false))
    )
  }
  return [expected.value, ...(expected.accept ?? [])].some((one) => sameText(one, found))
}

/** The same but for case, quotes and runs of blanks. */
function sameText(a: unknown, b: unknown): boolean {
  if (typeof a !== 'string' || typeof b !== 'string') return a === b
  const bare = (text: string) =>
    text
      .replace(/["\s]+/g, ' ')
      .trim()
      .toLowerCase()
  return bare(a) === bare(b)
}

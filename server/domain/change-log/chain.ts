import { canonicalJson } from './canonical-json.ts'

/*
 * The change log is a chain: each entry's hash is the SHA-256, in lower-case hexadecimal, of
 *
 *   hash of the entry before it, line feed, canonical JSON (RFC 8785) of its own content
 *
 * in UTF-8. The content is what `contentKeys` names, without what is null, so that a column which is added later does
 * not change the hashes of older entries. The entry before the first has the hash `beforeTheFirst`.
 */

export const beforeTheFirst = '0'.repeat(64)

/** What an entry says. Its number and its place in the database are not part of it: the chain gives the order. */
const contentKeys = [
  'at',
  'entity',
  'recordId',
  'recordName',
  'action',
  'before',
  'after',
  'names',
  'userId',
  'reason',
  'findingId',
  'changeSetId',
] as const

/** Columns that hold JSON as text. */
const jsonKeys: ReadonlySet<string> = new Set(['before', 'after', 'names'])

/** An entry as its columns hold it. */
export type LogRow = Readonly<Record<string, unknown>>

export interface ChainedRow extends LogRow {
  id: number
  sequence: number
  hash: string
  previousHash: string
}

export type Sha256 = (text: string) => string

/** The hash of an entry. @throws SyntaxError when a JSON column holds something else */
export function hashOfEntry(row: LogRow, previousHash: string, sha256: Sha256): string {
  const content: Record<string, unknown> = {}
  for (const key of contentKeys) {
    const value = row[key]
    if (value === null || value === undefined) continue
    content[key] = jsonKeys.has(key) ? (JSON.parse(value as string) as unknown) : value
  }
  return sha256(`${previousHash}\n${canonicalJson(content)}`)
}

/** Where a walk along the chain stands: at the entry that it passed last. */
export interface ChainPlace {
  id: number | null
  sequence: number
  hash: string
  previousHash: string | null
}

export const startOfChain: ChainPlace = { id: null, sequence: 0, hash: beforeTheFirst, previousHash: null }

export function placeOf({ id, sequence, hash, previousHash }: ChainedRow): ChainPlace {
  return { id, sequence, hash, previousHash }
}

/**
 * What is wrong between an entry and the one before it:
 * `altered` its content is not what was hashed; `missing` numbers between them are missing; `inserted` the entry before
 * it was put in between; `doubled` its number is taken already; `unlinked` it was chained to another entry than the one
 * that now stands before it.
 */
export type LinkFault = 'altered' | 'missing' | 'inserted' | 'doubled' | 'unlinked'

export function faultAt(before: ChainPlace, row: ChainedRow, sha256: Sha256): LinkFault | null {
  if (!isWhole(row, sha256)) return 'altered'
  if (row.sequence === before.sequence) return 'doubled'
  if (row.sequence > before.sequence + 1) return 'missing'
  if (row.previousHash === before.hash) return null
  return row.previousHash === before.previousHash ? 'inserted' : 'unlinked'
}

function isWhole(row: ChainedRow, sha256: Sha256): boolean {
  try {
    return hashOfEntry(row, row.previousHash, sha256) === row.hash
  } catch (error) {
    if (error instanceof SyntaxError) return false
    throw error
  }
}

import type { ReadLabel } from './label-code.ts'
import { readLabel } from './label-code.ts'

/** A thing that can be recognised by its tag or serial number, and the room it is expected in. */
export interface Recognisable {
  assetTag: string
  serialNumber: string | null
  roomId: number | null
}

export type Recognised<T extends Recognisable> =
  | { verdict: 'found' | 'misplaced' | 'duplicate'; thing: T }
  | { verdict: 'unknown'; tag: string }
  /** The check character is wrong: the tag must be typed. */
  | { verdict: 'unreadable' }
  /** The label of a room or a rack: whoever scans it stands before it. */
  | { verdict: 'place'; label: Extract<ReadLabel, { kind: 'device' | 'room' | 'rack' }> }

/**
 * Says at once what a scanned or typed text is, from what the phone carries.
 * @param things all that the ledger knows, by {@link recognitionKeys}
 * @param isCounted whether somebody has already recorded a thing in this room
 */
export function recognise<T extends Recognisable>(
  code: string,
  roomId: number,
  things: ReadonlyMap<string, T>,
  isCounted: (thing: T) => boolean,
): Recognised<T> {
  const label = readLabel(code)
  if (label.kind === 'unreadable') return { verdict: 'unreadable' }
  if (label.kind === 'room' || label.kind === 'rack') return { verdict: 'place', label }
  const tag = 'text' in label ? label.text : label.tag
  const thing = things.get(normalKey(tag))
  if (!thing) return { verdict: 'unknown', tag }
  if (isCounted(thing)) return { verdict: 'duplicate', thing }
  return { verdict: thing.roomId === roomId ? 'found' : 'misplaced', thing }
}

/** What a thing answers to: its tag, and its serial number where no tag is the same. */
export function recognitionKeys<T extends Recognisable>(things: Iterable<T>): Map<string, T> {
  const keys = new Map<string, T>()
  const all = [...things]
  for (const thing of all) if (thing.serialNumber) keys.set(normalKey(thing.serialNumber), thing)
  for (const thing of all) keys.set(normalKey(thing.assetTag), thing)
  return keys
}

/** Typed tags come in either case, with full-width letters and stray spaces. */
function normalKey(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, '').toUpperCase()
}

import { checkCharacterOf } from './check-character.ts'

/*
 * What a label's QR code says: `CB1:JZ-S0001:7` for a device, `CB1.R:JZ-01:K` for a machine room, `CB1.K:12:3` for a
 * rack (by its number in the ledger: racks have no tag of their own). The last character is the check character of
 * ISO/IEC 7064 MOD 37,36 over kind and tag; what is not 0–9 or A–Z counts as its UTF-8 bytes in hexadecimal.
 */

export const labelKinds = { device: '', room: '.R', rack: '.K' } as const
export type LabelKind = keyof typeof labelKinds

const kindOfMark = new Map(Object.entries(labelKinds).map(([kind, mark]) => [mark, kind as LabelKind]))

/** What reading a code says: one of our labels, one of ours that is damaged or forged, or any other text. */
export type ReadLabel =
  { kind: LabelKind; tag: string } | { kind: 'unreadable' } | { kind: 'other'; text: string }

export function labelCode(kind: LabelKind, tag: string): string {
  const mark = labelKinds[kind]
  return `CB1${mark}:${tag}:${checkCharacterOf(spelt(mark + tag))}`
}

export function readLabel(code: string): ReadLabel {
  const text = code.normalize('NFC').trim()
  if (!/^CB1[.:]/i.test(text)) return { kind: 'other', text }
  const match = /^CB1(\.[A-Z])?:(.+):([0-9A-Z])$/su.exec(text)
  const kind = match ? kindOfMark.get((match[1] ?? '') as '') : undefined
  const tag = match?.[2]
  if (kind === undefined || tag === undefined) return { kind: 'unreadable' }
  return labelCode(kind, tag) === text ? { kind, tag } : { kind: 'unreadable' }
}

const utf8 = new TextEncoder()

/** A text in the 36 characters that the check is defined over. */
function spelt(text: string): string {
  return [...text.normalize('NFC')]
    .map((character) =>
      /[0-9A-Z]/.test(character)
        ? character
        : [...utf8.encode(character)]
            .map((byte) => byte.toString(16).toUpperCase().padStart(2, '0'))
            .join(''),
    )
    .join('')
}

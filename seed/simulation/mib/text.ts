import iconv from 'iconv-lite'
import type { SimulatedDevice } from '../spec.ts'
import { octets } from './value.ts'
import type { Value } from './value.ts'

/** Longest DisplayString, RFC 2579. */
const longest = 255

export type TextEncoding = SimulatedDevice['encoding']

/** Text in the device's own encoding, cut at a character boundary to what a DisplayString may hold. */
export function text(value: string, encoding: TextEncoding): Value {
  let bytes = encode(value, encoding)
  if (bytes.length > longest) {
    const characters = [...value]
    while (bytes.length > longest) {
      characters.length -= Math.max(1, Math.ceil((bytes.length - longest) / 4))
      bytes = encode(characters.join(''), encoding)
    }
  }
  return octets(bytes)
}

function encode(value: string, encoding: TextEncoding): Buffer {
  return encoding === 'gb18030' ? iconv.encode(value, 'gb18030') : Buffer.from(value, 'utf8')
}

import { AsyncLocalStorage } from 'node:async_hooks'

/*
 * Chinese equipment puts GBK/GB18030 text into DisplayString objects that RFC 2579 wants in ASCII. Only columns that
 * are known to hold text come here: guessing on any octet string would turn MAC addresses into Chinese.
 */

const utf8 = new TextDecoder('utf-8', { fatal: true })
const gb18030 = new TextDecoder('gb18030', { fatal: true })

/** Control characters that no readable text holds (tab, line feed and carriage return it may). */
const unreadable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffd]/

/** Private use and unassigned areas that GB18030 maps stray bytes to: a sign that it was not text. */
const implausible = /[\u0080-\u009f\ue000-\uf8ff]/

/** What was made of octets that were not UTF-8, and all of those octets, padding included. */
export interface Guess {
  text: string
  octets: Uint8Array
  decodedAs: 'gb18030' | 'hex'
}

/*
 * A visit reads hundreds of texts through a dozen tables; those that had to be guessed are remembered beside it, not
 * handed through every one of them.
 */
const guesses = new AsyncLocalStorage<Map<string, Guess>>()

/** Runs `read` and hands over the texts that it had to guess, by what was made of them. */
export async function withGuesses<T>(read: (guesses: ReadonlyMap<string, Guess>) => Promise<T>): Promise<T> {
  const made = new Map<string, Guess>()
  return guesses.run(made, () => read(made))
}

/**
 * Text of an octet string: strict UTF-8, else GB18030, else hexadecimal with colons. NUL padding and surrounding blanks
 * go. Null when nothing is left.
 */
export function decodeText(bytes: Uint8Array): string | null {
  const content = withoutPadding(bytes)
  if (content.length === 0) return null
  const text = decodeWith(utf8, content)?.trim() ?? guess(content, bytes)
  return text === '' ? null : text
}

function guess(content: Uint8Array, octets: Uint8Array): string {
  const chinese = decodeWith(gb18030, content, implausible)?.trim()
  const text = chinese ?? hex(content)
  if (text !== '')
    guesses.getStore()?.set(text, { text, octets, decodedAs: chinese === undefined ? 'hex' : 'gb18030' })
  return text
}

/** Lower-case hexadecimal, colon-separated: `00:1b:…`. */
export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(':')
}

function decodeWith(decoder: TextDecoder, bytes: Uint8Array, refuse?: RegExp): string | null {
  try {
    const text = decoder.decode(bytes)
    return unreadable.test(text) || refuse?.test(text) ? null : text
  } catch {
    return null
  }
}

function withoutPadding(bytes: Uint8Array): Uint8Array {
  let end = bytes.length
  while (end > 0 && bytes[end - 1] === 0) end--
  let start = 0
  while (start < end && bytes[start] === 0) start++
  // Some agents send a fixed buffer with old bytes behind the terminating NUL.
  const terminator = bytes.indexOf(0, start)
  return bytes.subarray(start, terminator === -1 || terminator > end ? end : terminator)
}

import { createReadStream } from 'node:fs'
import { refused } from '../refusal.ts'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'

/** Share of a text's start that may be NUL in UTF-16 without a byte order mark: every second byte of its ASCII. */
const zeroShare = 0.2

/**
 * The encoding of a text file: its byte order mark, else UTF-8 if all of it is that, else GB18030, in which Chinese
 * systems write. Where neither fits throughout (a cell cut off inside a character), the one with fewer faults.
 */
export async function findEncoding(path: string, start: Buffer): Promise<Encoding> {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le'
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be'
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return 'utf-8'
  const wide = wideEncoding(start)
  if (wide) return wide
  const faults = { 'utf-8': 0, gb18030: 0 }
  const decoders = (['utf-8', 'gb18030'] as const).map((name) => ({ name, decoder: new TextDecoder(name) }))
  let characters = 0
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
    characters += piece.length
    for (const { name, decoder } of decoders)
      faults[name] += faultsIn(decoder.decode(piece, { stream: true }))
  }
  const best = faults['utf-8'] <= faults.gb18030 ? 'utf-8' : 'gb18030'
  if (faults[best] > 10 + characters / 100) throw refused('unknownEncoding')
  return best
}

/** Replacement characters, and the private use area that GB18030 maps stray bytes to. */
function faultsIn(text: string): number {
  return (text.match(/[\ufffd\ue000-\uf8ff\u0000]/g) ?? []).length
}

function wideEncoding(start: Buffer): Encoding | null {
  let even = 0
  let odd = 0
  for (let i = 0; i < start.length; i++) {
    if (start[i] !== 0) continue
    if (i % 2 === 0) even++
    else odd++
  }
  const least = (start.length / 2) * zeroShare
  if (odd > least && even < odd / 10) return 'utf-16le'
  if (even > least && odd < even / 10) return 'utf-16be'
  return null
}

import type { Archive } from '../archive.ts'
import type { WorkbookLimits } from '../limits.ts'
import { feed, unescapeText, xmlReader } from './xml.ts'

/**
 * The shared strings of a workbook, packed as UTF-8 into a few large buffers: half a million strings as objects would
 * take ten times the room.
 */
export class SharedStrings {
  #bytes = Buffer.allocUnsafe(64 * 1024)
  #used = 0
  #ends = new Uint32Array(1024)
  #count = 0

  get count(): number {
    return this.#count
  }

  add(text: string): void {
    const needed = this.#used + text.length * 3
    if (needed > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, this.#bytes.length * 2))
      this.#bytes.copy(larger, 0, 0, this.#used)
      this.#bytes = larger
    }
    this.#used += this.#bytes.write(text, this.#used, 'utf8')
    if (this.#count === this.#ends.length) {
      const longer = new Uint32Array(this.#ends.length * 2)
      longer.set(this.#ends)
      this.#ends = longer
    }
    this.#ends[this.#count++] = this.#used
  }

  at(index: number): string {
    if (index < 0 || index >= this.#count) return ''
    return this.#bytes.toString('utf8', index === 0 ? 0 : this.#ends[index - 1], this.#ends[index])
  }
}

/** Reads the shared strings; runs of rich text are joined, phonetic hints left out. */
export async function readSharedStrings(
  archive: Archive,
  name: string | null,
  limits: WorkbookLimits,
): Promise<SharedStrings> {
  const strings = new SharedStrings()
  if (name === null || !archive.has(name)) return strings
  let text = ''
  let inText = false
  let phonetic = false
  const reader = xmlReader({
    open(tag) {
      if (tag === 'si') text = ''
      else if (tag === 't') inText = !phonetic
      else if (tag === 'rPh') phonetic = true
    },
    text(piece) {
      if (inText) text += piece
    },
    close(tag) {
      if (tag === 't') inText = false
      else if (tag === 'rPh') phonetic = false
      else if (tag === 'si') strings.add(unescapeText(text))
    },
  })
  for await (const _ of feed(archive.stream(name, limits.sharedStringBytes), reader));
  return strings
}

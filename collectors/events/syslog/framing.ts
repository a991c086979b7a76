/*
 * Syslog over TCP has two framings (RFC 6587): a count of octets before each message (3.4.1), or a line feed behind it
 * (3.4.2). Which one is told by the first octet of each frame: a message begins with `<`, a count with a digit.
 */

export interface Frame {
  bytes: Buffer
  /** More came than is kept. */
  truncated: boolean
}

/** Longer messages are cut; RFC 5424, 6.1 asks for 2,048 octets and suggests no limit. */
export const longestFrame = 8192
/** A count beyond this is no count. */
const largestCount = 1_000_000

const lineFeed = 0x0a
const nul = 0x00
const blank = 0x20
const lessThan = 0x3c
const zero = 0x30
const nine = 0x39

/** Cuts a stream into messages, holding never more than one message's length. */
export class FrameReader {
  #held: Buffer = Buffer.alloc(0)
  /** Octets of a counted message that still come; they belong to a frame that was handed out already. */
  #skipCounted = 0
  /** The rest of a line that was too long. */
  #skipLine = false

  push(chunk: Buffer): Frame[] {
    const frames: Frame[] = []
    let bytes = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk])
    for (;;) {
      const rest = this.#next(bytes, frames)
      if (rest === null) break
      bytes = rest
    }
    this.#held = Buffer.from(this.#held)
    return frames
  }

  /** What is left when the stream ends: a last line without its line feed. */
  end(): Frame[] {
    const bytes = this.#held
    this.#held = Buffer.alloc(0)
    return bytes.length === 0 || this.#skipLine ? [] : [{ bytes, truncated: false }]
  }

  /** Takes one frame off the front; the rest, or null when more must come first. */
  #next(bytes: Buffer, frames: Frame[]): Buffer | null {
    if (this.#skipCounted > 0) {
      const skipped = Math.min(this.#skipCounted, bytes.length)
      this.#skipCounted -= skipped
      if (skipped === bytes.length) return this.#hold(Buffer.alloc(0))
      return bytes.subarray(skipped)
    }
    if (bytes.length === 0) return this.#hold(bytes)
    const count = this.#skipLine ? null : readCount(bytes)
    if (count === 'incomplete') return this.#hold(bytes)
    return count === null ? this.#line(bytes, frames) : this.#counted(bytes, count, frames)
  }

  #counted(
    bytes: Buffer,
    { start, length }: { start: number; length: number },
    frames: Frame[],
  ): Buffer | null {
    const kept = Math.min(length, longestFrame)
    if (bytes.length < start + kept) return this.#hold(bytes)
    frames.push({ bytes: bytes.subarray(start, start + kept), truncated: kept < length })
    this.#skipCounted = length - kept
    return bytes.subarray(start + kept)
  }

  #line(bytes: Buffer, frames: Frame[]): Buffer | null {
    const end = bytes.findIndex((byte) => byte === lineFeed || byte === nul)
    if (end === -1 && bytes.length < longestFrame) return this.#hold(bytes)
    const wasSkipping = this.#skipLine
    this.#skipLine = end === -1
    const length = end === -1 ? longestFrame : Math.min(end, longestFrame)
    if (!wasSkipping && length > 0)
      frames.push({ bytes: bytes.subarray(0, length), truncated: end === -1 || end > longestFrame })
    return end === -1 ? this.#hold(Buffer.alloc(0)) : bytes.subarray(end + 1)
  }

  #hold(bytes: Buffer): null {
    this.#held = bytes
    return null
  }
}

/** `123 ` in front of a message; null where there is none. */
function readCount(bytes: Buffer): { start: number; length: number } | 'incomplete' | null {
  const first = bytes[0]!
  // RFC 6587, 3.4.1: NONZERO-DIGIT *DIGIT SP.
  if (first <= zero || first > nine) return null
  let length = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!
    if (byte === blank) {
      // A line may begin with a number as well; a counted message begins with its priority.
      if (bytes[at + 1] === undefined) return 'incomplete'
      return bytes[at + 1] === lessThan ? { start: at + 1, length } : null
    }
    if (byte < zero || byte > nine) return null
    length = length * 10 + byte - zero
    if (length > largestCount) return null
  }
  return 'incomplete'
}

import type { Oid, Value } from '../mib/value.ts'

/*
 * The Basic Encoding Rules (ITU-T X.690) as far as SNMP uses them (RFC 3417 section 8: definite lengths only).
 */

export const tags = {
  integer: 0x02,
  octetString: 0x04,
  null: 0x05,
  objectIdentifier: 0x06,
  sequence: 0x30,
  ipAddress: 0x40,
  counter32: 0x41,
  gauge32: 0x42,
  timeTicks: 0x43,
  counter64: 0x46,
  noSuchObject: 0x80,
  noSuchInstance: 0x81,
  endOfMibView: 0x82,
} as const

/** The bytes are not what RFC 1157 or RFC 3416 allow. */
export class MalformedMessage extends Error {}

export class BerReader {
  readonly bytes: Buffer
  position: number
  end: number

  constructor(bytes: Buffer, position = 0, end = bytes.length) {
    this.bytes = bytes
    this.position = position
    this.end = end
  }

  get atEnd(): boolean {
    return this.position >= this.end
  }

  /** Reads a header and returns its tag and a reader of its content; this reader goes on behind it. */
  next(): { tag: number; content: BerReader } {
    const tag = this.byte()
    const first = this.byte()
    let length = first
    if (first & 0x80) {
      const count = first & 0x7f
      if (count === 0 || count > 4) throw new MalformedMessage('length')
      length = 0
      for (let position = 0; position < count; position++) length = length * 256 + this.byte()
    }
    if (length > this.end - this.position) throw new MalformedMessage('truncated')
    const content = new BerReader(this.bytes, this.position, this.position + length)
    this.position += length
    return { tag, content }
  }

  expect(tag: number): BerReader {
    const next = this.next()
    if (next.tag !== tag) throw new MalformedMessage(`tag ${next.tag}`)
    return next.content
  }

  /** Signed, up to 32 bits. */
  integer(): number {
    const { bytes, position, end } = this.expect(tags.integer)
    const length = end - position
    if (length < 1 || length > 4) throw new MalformedMessage('integer')
    return bytes.readIntBE(position, length)
  }

  octets(): Buffer {
    const { bytes, position, end } = this.expect(tags.octetString)
    return bytes.subarray(position, end)
  }

  objectIdentifier(): number[] {
    const content = this.expect(tags.objectIdentifier)
    const numbers: number[] = []
    while (!content.atEnd) {
      let value = 0
      let byte: number
      do {
        byte = content.byte()
        value = value * 128 + (byte & 0x7f)
        if (value > 0xffff_ffff) throw new MalformedMessage('object identifier')
      } while (byte & 0x80)
      if (numbers.length === 0) {
        const arc = Math.min(2, Math.floor(value / 40))
        numbers.push(arc, value - arc * 40)
      } else numbers.push(value)
    }
    // 128 numbers at most: RFC 2578 section 3.5.
    if (numbers.length < 2 || numbers.length > 128) throw new MalformedMessage('object identifier')
    return numbers
  }

  private byte(): number {
    if (this.position >= this.end) throw new MalformedMessage('truncated')
    return this.bytes[this.position++] as number
  }
}

export function lengthSize(length: number): number {
  return length < 0x80 ? 1 : length < 0x100 ? 2 : 3
}

function writeLength(bytes: Buffer, at: number, length: number): number {
  if (length < 0x80) {
    bytes[at] = length
    return at + 1
  }
  if (length < 0x100) {
    bytes[at] = 0x81
    bytes[at + 1] = length
    return at + 2
  }
  bytes[at] = 0x82
  bytes.writeUInt16BE(length, at + 1)
  return at + 3
}

/** A complete element from content that is already encoded. */
export function element(tag: number, ...content: Buffer[]): Buffer {
  let length = 0
  for (const part of content) length += part.length
  const bytes = Buffer.allocUnsafe(1 + lengthSize(length) + length)
  bytes[0] = tag
  let at = writeLength(bytes, 1, length)
  for (const part of content) at += part.copy(bytes, at)
  return bytes
}

export const integerElement = (value: number): Buffer => element(tags.integer, integerContent(value))

/** Shortest two's complement of a whole number of up to 64 bits. */
export function integerContent(value: number): Buffer {
  if (value >= -0x80 && value < 0x80) return Buffer.of(value & 0xff)
  if (value >= -0x8000 && value < 0x8000) return Buffer.of((value >> 8) & 0xff, value & 0xff)
  const bytes = Buffer.allocUnsafe(9)
  const high = Math.floor(value / 2 ** 32)
  bytes[0] = value < 0 ? 0xff : 0
  bytes.writeUInt32BE(high >>> 0, 1)
  bytes.writeUInt32BE((value - high * 2 ** 32) >>> 0, 5)
  let start = 0
  while (start < 8) {
    const first = bytes[start] as number
    const second = bytes[start + 1] as number
    const redundant = (first === 0 && (second & 0x80) === 0) || (first === 0xff && (second & 0x80) !== 0)
    if (!redundant) break
    start += 1
  }
  return bytes.subarray(start)
}

function subidentifierSize(value: number): number {
  return value < 0x80 ? 1 : value < 0x4000 ? 2 : value < 0x20_0000 ? 3 : value < 0x1000_0000 ? 4 : 5
}

/** A whole object identifier; its first two numbers share a byte. */
export function oidContent(oid: Oid): Buffer {
  return subidentifiers([(oid[0] as number) * 40 + (oid[1] as number), ...oid.slice(2)])
}

/** Numbers within an object identifier, as those of a row's index behind its column. */
export function subidentifiers(numbers: Oid): Buffer {
  let size = 0
  for (const number of numbers) size += subidentifierSize(number)
  const bytes = Buffer.allocUnsafe(size)
  let at = 0
  for (const number of numbers) {
    const length = subidentifierSize(number)
    let rest = number
    for (let position = length - 1; position >= 0; position--) {
      bytes[at + position] = (rest % 128) | (position === length - 1 ? 0 : 0x80)
      rest = Math.floor(rest / 128)
    }
    at += length
  }
  return bytes
}

export function valueElement(value: Value): Buffer {
  switch (value.type) {
    case 'integer':
      return element(tags.integer, integerContent(value.value))
    case 'octets':
      return element(tags.octetString, value.value)
    case 'oid':
      return element(tags.objectIdentifier, oidContent(value.value))
    case 'ip-address':
      return element(tags.ipAddress, Buffer.from(value.value.split('.').map(Number)))
    case 'counter32':
      return element(tags.counter32, integerContent(value.value))
    case 'gauge32':
      return element(tags.gauge32, integerContent(value.value))
    case 'time-ticks':
      return element(tags.timeTicks, integerContent(value.value))
    case 'counter64':
      return element(tags.counter64, integerContent(value.value))
  }
}

/*
 * The part of BER (ITU-T X.690) that SNMP messages use. Every length is checked against what is there: a message comes
 * from anywhere, and nothing of it is believed.
 */

/** Octets that are no BER, or not what SNMP wants at this place. */
export class BerError extends Error {}

export interface Element {
  tag: number
  content: Buffer
  /** The whole element, its header included. */
  whole: Buffer
}

/** The element at an offset. @throws BerError */
export function readElement(bytes: Buffer, at = 0): Element {
  const tag = bytes[at]
  const first = bytes[at + 1]
  if (tag === undefined || first === undefined) throw new BerError('cut short')
  // Multi-octet tags (X.690, 8.1.2.4) do not occur in SNMP.
  if ((tag & 0x1f) === 0x1f) throw new BerError('unknown tag')
  let length = first
  let start = at + 2
  if (first >= 0x80) {
    const octets = first & 0x7f
    if (octets === 0 || octets > 4 || start + octets > bytes.length) throw new BerError('bad length')
    length = bytes.readUIntBE(start, octets)
    start += octets
  }
  if (start + length > bytes.length) throw new BerError('cut short')
  return { tag, content: bytes.subarray(start, start + length), whole: bytes.subarray(at, start + length) }
}

/** The element, which must have this tag. @throws BerError */
export function readTagged(bytes: Buffer, tag: number, at = 0): Element {
  const element = readElement(bytes, at)
  if (element.tag !== tag) throw new BerError(`tag ${element.tag} in place of ${tag}`)
  return element
}

const mostChildren = 1000

/** The elements that fill a constructed element's content. @throws BerError */
export function readChildren(content: Buffer): Element[] {
  const children: Element[] = []
  for (let at = 0; at < content.length;) {
    if (children.length === mostChildren) throw new BerError('too many elements')
    const child = readElement(content, at)
    children.push(child)
    at += child.whole.length
  }
  return children
}

/** A signed integer of at most 48 bits. @throws BerError */
export function readInteger(content: Buffer): number {
  if (content.length === 0) throw new BerError('empty integer')
  if (content.length > 6) throw new BerError('integer too long')
  return content.readIntBE(0, content.length)
}

/** Counters, gauges and ticks: some agents leave the leading zero octet out, so the sign bit is a value bit. @throws BerError */
export function readUnsigned(content: Buffer): number {
  if (content.length === 0 || content.length > 9) throw new BerError('bad unsigned number')
  let value = 0n
  for (const byte of content) value = (value << 8n) | BigInt(byte)
  return Number(BigInt.asUintN(64, value))
}

/** A dotted object identifier (X.690, 8.19). @throws BerError */
export function readOid(content: Buffer): string {
  if (content.length === 0) return '0.0'
  const parts: number[] = []
  let value = 0
  let open = false
  for (const byte of content) {
    value = value * 128 + (byte & 0x7f)
    if (value > 0xffff_ffff) throw new BerError('sub-identifier too large')
    open = (byte & 0x80) !== 0
    if (open) continue
    if (parts.length === 0) {
      const first = Math.min(2, Math.floor(value / 40))
      parts.push(first, value - first * 40)
    } else parts.push(value)
    value = 0
  }
  if (open) throw new BerError('sub-identifier cut short')
  return parts.join('.')
}

export function element(tag: number, ...parts: Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content])
  const octets = length < 0x100 ? 1 : length < 0x1_0000 ? 2 : 4
  const header = Buffer.alloc(2 + octets)
  header[0] = tag
  header[1] = 0x80 | octets
  header.writeUIntBE(length, 2, octets)
  return Buffer.concat([header, content])
}

export function integer(value: number, tag = 0x02): Buffer {
  const bytes: number[] = []
  let rest = value
  do {
    bytes.unshift(rest & 0xff)
    rest = Math.floor(rest / 256)
  } while (rest !== 0 && rest !== -1)
  const [first = 0] = bytes
  if (value >= 0 && first >= 0x80) bytes.unshift(0)
  if (value < 0 && first < 0x80) bytes.unshift(0xff)
  return element(tag, Buffer.from(bytes))
}

export function octets(value: Uint8Array): Buffer {
  return element(0x04, value)
}

export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return element(0x06, Buffer.from([first * 40 + second, ...rest].flatMap(base128)))
}

function base128(value: number): number[] {
  const bytes = [value % 128]
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128))
    bytes.unshift(0x80 | (rest % 128))
  return bytes
}

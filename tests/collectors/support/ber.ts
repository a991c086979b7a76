import type { Varbind } from '../../../collectors/snmp/varbind.ts'

/* Just enough BER (ITU-T X.690) to be an SNMP v2c agent that can say wrong things. */

const tags = {
  integer: 0x02,
  octets: 0x04,
  null: 0x05,
  oid: 0x06,
  ip: 0x40,
  counter32: 0x41,
  gauge32: 0x42,
  timeticks: 0x43,
  opaque: 0x44,
  counter64: 0x46,
  noSuchObject: 0x80,
  noSuchInstance: 0x81,
  endOfMibView: 0x82,
} as const

export interface SnmpRequest {
  community: string
  /** 0xa0 get, 0xa1 getNext, 0xa5 getBulk. */
  pdu: number
  requestId: number
  nonRepeaters: number
  maxRepetitions: number
  oids: string[]
}

export interface SnmpReply {
  varbinds: Varbind[]
  errorStatus?: number
  errorIndex?: number
  /** Instead of the request's. */
  requestId?: number
  /** 0 for v1; v2c unless said. */
  version?: number
}

export function encodeReply(request: SnmpRequest, reply: SnmpReply): Buffer {
  const community = tlv(0x04, Buffer.from(request.community))
  return tlv(0x30, integer(reply.version ?? 1), community, encodeResponse(request, reply))
}

/** The Response-PDU by itself, as a v3 message carries it. */
export function encodeResponse(request: SnmpRequest, reply: SnmpReply): Buffer {
  const varbinds = reply.varbinds.map((varbind) => tlv(0x30, oid(varbind.oid), value(varbind)))
  return tlv(
    0xa2,
    integer(reply.requestId ?? request.requestId),
    integer(reply.errorStatus ?? 0),
    integer(reply.errorIndex ?? 0),
    tlv(0x30, ...varbinds),
  )
}

export function decodeRequest(bytes: Buffer): SnmpRequest {
  const message = children(content(bytes))
  return decodePdu(message[2]!, message[1]!.content.toString())
}

/** A request's PDU; v3 has no community. */
export function decodePdu(pdu: Tlv, community = ''): SnmpRequest {
  const [requestId, first, second, list] = children(pdu.content)
  return {
    community,
    pdu: pdu.tag,
    requestId: number(requestId!.content),
    nonRepeaters: number(first!.content),
    maxRepetitions: number(second!.content),
    oids: children(list!.content).map((one) => dotted(children(one.content)[0]!.content)),
  }
}

function tlv(tag: number, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  const length =
    body.length < 128
      ? Buffer.from([body.length])
      : body.length < 256
        ? Buffer.from([0x81, body.length])
        : Buffer.from([0x82, body.length >> 8, body.length & 255])
  return Buffer.concat([Buffer.from([tag]), length, body])
}

function integer(number: number, tag: number = tags.integer): Buffer {
  const bytes: number[] = []
  let rest = BigInt(number)
  do {
    bytes.unshift(Number(rest & 255n))
    rest >>= 8n
  } while (!(rest === 0n && bytes[0]! < 128) && !(rest === -1n && bytes[0]! > 127))
  return tlv(tag, Buffer.from(bytes))
}

function oid(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number)
  const bytes = [first * 40 + second, ...rest].flatMap((part) => {
    const groups = [part % 128]
    for (let high = Math.floor(part / 128); high > 0; high = Math.floor(high / 128))
      groups.unshift((high % 128) | 128)
    return groups
  })
  return tlv(tags.oid, Buffer.from(bytes))
}

function value(varbind: Varbind): Buffer {
  const tag = tags[varbind.type]
  if (typeof varbind.value === 'number') return integer(varbind.value, tag)
  if (varbind.value instanceof Uint8Array) return tlv(tag, Buffer.from(varbind.value))
  if (varbind.value === null) return tlv(tag)
  if (varbind.type === 'ip') return tlv(tag, Buffer.from(varbind.value.split('.').map(Number)))
  return oid(varbind.value)
}

interface Tlv {
  tag: number
  content: Buffer
}

function children(bytes: Buffer): Tlv[] {
  const found: Tlv[] = []
  for (let at = 0; at < bytes.length;) {
    const { start, end } = bounds(bytes, at)
    found.push({ tag: bytes[at]!, content: bytes.subarray(start, end) })
    at = end
  }
  return found
}

function content(bytes: Buffer): Buffer {
  const { start, end } = bounds(bytes, 0)
  return bytes.subarray(start, end)
}

function bounds(bytes: Buffer, at: number): { start: number; end: number } {
  const first = bytes[at + 1]!
  const more = first < 128 ? 0 : first & 127
  const length = more === 0 ? first : bytes.readUIntBE(at + 2, more)
  return { start: at + 2 + more, end: at + 2 + more + length }
}

function number(bytes: Buffer): number {
  return bytes.length === 0 ? 0 : bytes.readIntBE(0, Math.min(6, bytes.length))
}

function dotted(bytes: Buffer): string {
  const parts: number[] = []
  let part = 0
  for (const byte of bytes) {
    part = part * 128 + (byte & 127)
    if (byte < 128) {
      parts.push(part)
      part = 0
    }
  }
  const [first = 0, ...rest] = parts
  return [
    Math.min(2, Math.floor(first / 40)),
    first - 40 * Math.min(2, Math.floor(first / 40)),
    ...rest,
  ].join('.')
}

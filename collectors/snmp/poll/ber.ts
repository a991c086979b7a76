/*
 * As much BER (X.690) and SNMP (RFC 3416, RFC 1901) as polling needs. Object identifiers stay encoded from the reply to
 * the next request, and numbers go from the datagram into typed arrays: text and objects for each variable would cost
 * more than all the rest.
 */

export const pdus = { get: 0xa0, getNext: 0xa1, response: 0xa2, getBulk: 0xa5 } as const

export const tags = {
  integer: 0x02,
  octets: 0x04,
  oid: 0x06,
  sequence: 0x30,
  counter32: 0x41,
  gauge32: 0x42,
  timeTicks: 0x43,
  counter64: 0x46,
  noSuchObject: 0x80,
  noSuchInstance: 0x81,
  endOfMibView: 0x82,
} as const

/** The content octets of an object identifier (X.690, 8.19) from its dotted form. */
export function encodeOid(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  const octets: number[] = []
  for (const part of [first * 40 + second, ...rest]) octets.push(...base128(part))
  return Uint8Array.from(octets)
}

/** A sub-identifier, seven bits to an octet, most significant first. */
export function base128(value: number): number[] {
  const octets = [value % 128]
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128))
    octets.unshift((rest % 128) | 0x80)
  return octets
}

/** The octets of a sub-identifier below 2^32, written so that they end before `end`. @returns where they begin */
export function writeSubIdentifier(value: number, into: Uint8Array, end: number): number {
  into[--end] = value % 128
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128))
    into[--end] = (rest % 128) | 0x80
  return end
}

/** What a request asks for. Nothing is allocated for a variable: a minute asks for millions. */
export interface Variables {
  readonly count: number
  /** Writes the object identifier so that it ends before `end`. @returns where it begins */
  write(position: number, into: Uint8Array, end: number): number
}

/** Object identifiers that are there already. */
export function listed(oids: readonly Uint8Array[]): Variables {
  return {
    count: oids.length,
    write(position, into, end) {
      const oid = oids[position]!
      into.set(oid, end - oid.length)
      return end - oid.length
    },
  }
}

const mostMessage = 65_507
const scratch = Buffer.alloc(mostMessage)

function lengthOctets(length: number): number {
  return length < 0x80 ? 1 : length < 0x100 ? 2 : 3
}

/**
 * One request: a message of a community, or the PDU alone where that is null; `nonRepeaters` and `repetitions` are the
 * zeros of error-status and error-index in a GET.
 */
export function encodeRequest(
  community: { version: 0 | 1; name: Uint8Array } | null,
  pdu: number,
  requestId: number,
  nonRepeaters: number,
  repetitions: number,
  variables: Variables,
): Buffer {
  // Written from its end, so that every length is known when its turn comes.
  let at = mostMessage
  const head = (tag: number, length: number) => {
    const octets = lengthOctets(length)
    at -= octets + 1
    scratch[at] = tag
    if (octets === 1) scratch[at + 1] = length
    else if (octets === 2) {
      scratch[at + 1] = 0x81
      scratch[at + 2] = length
    } else {
      scratch[at + 1] = 0x82
      scratch[at + 2] = length >> 8
      scratch[at + 3] = length & 0xff
    }
  }
  const integer = (value: number) => {
    const start = at
    let rest = value
    do {
      scratch[--at] = rest & 0xff
      rest >>>= 8
    } while (rest > 0)
    if (scratch[at]! >= 0x80) scratch[--at] = 0
    head(tags.integer, start - at)
  }
  for (let i = variables.count - 1; i >= 0; i--) {
    const end = at
    scratch[--at] = 0
    scratch[--at] = 0x05
    const oidEnd = at
    at = variables.write(i, scratch, at)
    head(tags.oid, oidEnd - at)
    head(tags.sequence, end - at)
  }
  head(tags.sequence, mostMessage - at)
  integer(repetitions)
  integer(nonRepeaters)
  integer(requestId)
  head(pdu, mostMessage - at)
  if (community === null) return Buffer.from(scratch.subarray(at))
  const { version, name } = community
  at -= name.length
  scratch.set(name, at)
  head(tags.octets, name.length)
  integer(version)
  head(tags.sequence, mostMessage - at)
  return Buffer.from(scratch.subarray(at))
}

/**
 * Reads one reply. `open` checks the whole structure first, so that a datagram that was cut short or holds garbage is
 * refused as a whole; `next` then steps over its variables. One reader is used again and again.
 */
export class ReplyReader {
  bytes: Uint8Array = scratch
  requestId = 0
  errorStatus = 0
  errorIndex = 0
  /** Variables in the reply. */
  count = 0
  /** Of the variable that `next` went to: where its object identifier and its value stand. */
  oidStart = 0
  oidEnd = 0
  tag = 0
  valueStart = 0
  valueEnd = 0
  #next = 0
  #end = 0
  #at = 0
  #length = 0

  /** Whether `bytes` is a response (RFC 3416, 3) that can be read to its end. */
  open(bytes: Uint8Array): boolean {
    this.bytes = bytes
    this.#at = 0
    if (!this.#enter(tags.sequence, bytes.length)) return false
    const whole = this.#at + this.#length
    if (!this.#skip(tags.integer, whole) || !this.#skip(tags.octets, whole)) return false
    return this.#openPdu(whole)
  }

  /** The same for a PDU that came out of a v3 message. */
  openPdu(bytes: Uint8Array): boolean {
    this.bytes = bytes
    this.#at = 0
    return this.#openPdu(bytes.length)
  }

  #openPdu(limit: number): boolean {
    if (!this.#enter(pdus.response, limit)) return false
    const pduEnd = this.#at + this.#length
    if (!this.#integer(pduEnd)) return false
    this.requestId = this.#value
    if (!this.#integer(pduEnd)) return false
    this.errorStatus = this.#value
    if (!this.#integer(pduEnd)) return false
    this.errorIndex = this.#value
    if (!this.#enter(tags.sequence, pduEnd)) return false
    this.#next = this.#at
    this.#end = this.#at + this.#length
    this.count = 0
    while (this.#at < this.#end) {
      if (!this.#enter(tags.sequence, this.#end)) return false
      const varbindEnd = this.#at + this.#length
      if (!this.#skip(tags.oid, varbindEnd) || !this.#any(varbindEnd)) return false
      if (this.#at !== varbindEnd) return false
      this.count++
    }
    return true
  }

  /** Goes to the next variable; false behind the last. */
  next(): boolean {
    if (this.#next >= this.#end) return false
    this.#at = this.#next
    this.#enter(tags.sequence, this.#end)
    this.#next = this.#at + this.#length
    this.#enter(tags.oid, this.#next)
    this.oidStart = this.#at
    this.oidEnd = this.#at + this.#length
    this.#at = this.oidEnd
    this.tag = this.bytes[this.#at]!
    this.#any(this.#next)
    this.valueStart = this.#at - this.#length
    this.valueEnd = this.#at
    return true
  }

  #value = 0

  /** The head of an element with this tag; its content then stands at `#at`. */
  #enter(tag: number, limit: number): boolean {
    return this.bytes[this.#at] === tag && this.#head(limit)
  }

  #head(limit: number): boolean {
    let at = this.#at + 1
    if (at >= limit) return false
    let length = this.bytes[at++]!
    if (length >= 0x80) {
      const octets = length & 0x7f
      if (octets === 0 || octets > 3 || at + octets > limit) return false
      length = 0
      for (let i = 0; i < octets; i++) length = length * 256 + this.bytes[at++]!
    }
    if (at + length > limit) return false
    this.#at = at
    this.#length = length
    return true
  }

  #skip(tag: number, limit: number): boolean {
    if (!this.#enter(tag, limit)) return false
    this.#at += this.#length
    return true
  }

  #any(limit: number): boolean {
    if (this.#at >= limit || !this.#head(limit)) return false
    this.#at += this.#length
    return true
  }

  #integer(limit: number): boolean {
    if (!this.#enter(tags.integer, limit) || this.#length === 0 || this.#length > 4) return false
    let value = this.bytes[this.#at]! >= 0x80 ? -1 : 0
    for (let i = 0; i < this.#length; i++) value = (value << 8) | this.bytes[this.#at + i]!
    this.#value = value
    this.#at += this.#length
    return true
  }
}

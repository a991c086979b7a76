/** The types of RFC 2578 and the three exceptions of RFC 3416, which are not values and not zero. */
export type VarbindType =
  | 'integer'
  | 'octets'
  | 'null'
  | 'oid'
  | 'ip'
  | 'counter32'
  | 'gauge32'
  | 'timeticks'
  | 'opaque'
  | 'counter64'
  | 'noSuchObject'
  | 'noSuchInstance'
  | 'endOfMibView'

export interface Varbind {
  oid: string
  type: VarbindType
  /** Numbers for integers, counters, gauges and ticks; strings for OIDs and IP addresses; bytes for octet strings. */
  value: number | string | Uint8Array | null
}

const exceptions = new Set<VarbindType>(['noSuchObject', 'noSuchInstance', 'endOfMibView'])

/** Whether the agent said that there is no value here. */
export function isException(varbind: Varbind): boolean {
  return exceptions.has(varbind.type)
}

/** A Counter64 from its big-endian bytes: exact up to 2^53, beyond that the nearest number (RFC 2578, 7.1.10). */
export function decodeCounter64(bytes: Uint8Array): number {
  let value = 0n
  for (const byte of bytes) value = (value << 8n) | BigInt(byte)
  return Number(BigInt.asUintN(64, value))
}

/** What stands behind the last object. */
export function endOf(oid: string): Varbind {
  return { oid, type: 'endOfMibView', value: null }
}

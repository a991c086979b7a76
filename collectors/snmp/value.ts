import { decodeText, hex } from './text.ts'
import { isException, type Varbind } from './varbind.ts'

/* What a varbind holds, as the reader of a column wants it; null when it is absent or of another type. */

export function numberOf(varbind: Varbind | undefined): number | null {
  return typeof varbind?.value === 'number' ? varbind.value : null
}

/** A counter or gauge: never negative (some agents send an Integer32 that overflowed). */
export function countOf(varbind: Varbind | undefined): number | null {
  const value = numberOf(varbind)
  return value === null || value < 0 ? null : value
}

export function bytesOf(varbind: Varbind | undefined): Uint8Array | null {
  return varbind?.value instanceof Uint8Array ? varbind.value : null
}

/** Text of a column that is known to hold text. */
export function textOf(varbind: Varbind | undefined): string | null {
  if (varbind === undefined || isException(varbind)) return null
  if (varbind.value instanceof Uint8Array) return decodeText(varbind.value)
  if (typeof varbind.value === 'number') return String(varbind.value)
  return varbind.value === '' ? null : varbind.value
}

export function oidOf(varbind: Varbind | undefined): string | null {
  if (varbind?.type !== 'oid' || typeof varbind.value !== 'string') return null
  // 0.0 is zeroDotZero: "none" (RFC 2578, 7.1.3 with SNMPv2-SMI).
  return varbind.value === '0.0' || varbind.value === '' ? null : varbind.value
}

/** A physical address; null for none, for all zeros, and for one that is not a MAC-48. */
export function macOf(varbind: Varbind | undefined): string | null {
  const bytes = bytesOf(varbind)
  return bytes === null ? null : macOfBytes(bytes)
}

export function macOfBytes(bytes: Uint8Array): string | null {
  if (bytes.length !== 6 || bytes.every((byte) => byte === 0)) return null
  return hex(bytes)
}

import { normalAddress } from '../identity.ts'

/** An IP address as a number, with its family; the two families never compare equal. */
export interface Address {
  family: 4 | 6
  value: bigint
}

export const bitsOf = { 4: 32n, 6: 128n } as const

/** Reads a dotted IPv4 address or an IPv6 address (RFC 4291, 2.2) without zone; null when it is neither. */
export function readAddress(text: string): Address | null {
  if (text.includes(':')) {
    const value = readIpv6(text)
    return value === null ? null : { family: 6, value }
  }
  const value = readIpv4(text)
  return value === null ? null : { family: 4, value }
}

/** RFC 5952 for IPv6, dotted for IPv4. */
export function writeAddress({ family, value }: Address): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 0xffn).join('.')
  const groups = [112n, 96n, 80n, 64n, 48n, 32n, 16n, 0n].map((shift) =>
    ((value >> shift) & 0xffffn).toString(16),
  )
  return normalAddress(groups.join(':'))
}

/** Leading zeros are refused: some programs read them as octal (RFC 6943, 3.1.1). */
function readIpv4(text: string): bigint | null {
  const octets = text.split('.')
  if (octets.length !== 4) return null
  let value = 0n
  for (const octet of octets) {
    if (!/^(0|[1-9]\d{0,2})$/.test(octet) || Number(octet) > 255) return null
    value = (value << 8n) | BigInt(octet)
  }
  return value
}

function readIpv6(text: string): bigint | null {
  const halves = text.split('::')
  if (halves.length > 2) return null
  const left = readGroups(halves[0]!)
  const right = halves.length === 2 ? readGroups(halves[1]!) : []
  if (left === null || right === null) return null
  const missing = 8 - left.length - right.length
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null
  const groups = [...left, ...Array<bigint>(missing).fill(0n), ...right]
  return groups.reduce((value, group) => (value << 16n) | group, 0n)
}

function readGroups(text: string): bigint[] | null {
  if (text === '') return []
  const groups: bigint[] = []
  const words = text.split(':')
  for (const [index, word] of words.entries()) {
    if (word.includes('.')) {
      const last = index === words.length - 1 ? readIpv4(word) : null
      if (last === null) return null
      groups.push(last >> 16n, last & 0xffffn)
    } else {
      if (!/^[0-9a-f]{1,4}$/i.test(word)) return null
      groups.push(BigInt(`0x${word}`))
    }
  }
  return groups
}

import { readAddress, writeAddress, type Address } from './address.ts'

/** All addresses of one family from `first` to `last`, both included. */
export interface Interval {
  family: 4 | 6
  first: bigint
  last: bigint
}

/** Addresses without repetition: intervals in order (IPv4 first), none touching another. */
export type AddressSet = readonly Interval[]

/** The set of what the intervals hold together. */
export function unite(intervals: readonly Interval[]): AddressSet {
  const sorted = intervals.toSorted(
    (a, b) => a.family - b.family || (a.first < b.first ? -1 : a.first > b.first ? 1 : 0),
  )
  const united: Interval[] = []
  for (const { family, first, last } of sorted) {
    const before = united.at(-1)
    if (before && before.family === family && first <= before.last + 1n) {
      if (last > before.last) before.last = last
    } else united.push({ family, first, last })
  }
  return united
}

export function intersect(left: AddressSet, right: AddressSet): AddressSet {
  const shared: Interval[] = []
  for (const a of left)
    for (const b of right) {
      if (a.family !== b.family) continue
      const first = a.first > b.first ? a.first : b.first
      const last = a.last < b.last ? a.last : b.last
      if (first <= last) shared.push({ family: a.family, first, last })
    }
  return unite(shared)
}

export function subtract(from: AddressSet, what: AddressSet): AddressSet {
  let rest: Interval[] = [...from]
  for (const hole of what)
    rest = rest.flatMap((one) => {
      if (one.family !== hole.family || hole.last < one.first || hole.first > one.last) return [one]
      return [
        ...(one.first < hole.first ? [{ ...one, last: hole.first - 1n }] : []),
        ...(hole.last < one.last ? [{ ...one, first: hole.last + 1n }] : []),
      ]
    })
  return unite(rest)
}

/** How many addresses there are; an IPv6 prefix holds more than a double can count. */
export function countOf(set: AddressSet): bigint {
  return set.reduce((sum, { first, last }) => sum + last - first + 1n, 0n)
}

export function holds(set: AddressSet, address: Address): boolean {
  return set.some(
    ({ family, first, last }) => family === address.family && first <= address.value && address.value <= last,
  )
}

/** Whether the set holds an address as it is written; false for what is no address. */
export function holdsText(set: AddressSet, text: string): boolean {
  const address = readAddress(text)
  return address !== null && holds(set, address)
}

/**
 * The addresses in order from a position on (0 is the first), one at a time: a whole /8 costs no memory. The position
 * is all that has to be kept to go on later.
 */
export function* addressesFrom(
  set: AddressSet,
  position: number,
): Generator<{ position: number; address: string }> {
  let start = 0
  for (const { family, first, last } of set) {
    const size = Number(last - first) + 1
    for (let offset = Math.max(0, position - start); offset < size; offset++)
      yield { position: start + offset, address: writeAddress({ family, value: first + BigInt(offset) }) }
    start += size
  }
}

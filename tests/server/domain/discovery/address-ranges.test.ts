import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAddress, writeAddress } from '../../../../server/domain/discovery/address.ts'
import {
  addressesFrom,
  countOf,
  holdsText,
  intersect,
  subtract,
  unite,
  type Interval,
} from '../../../../server/domain/discovery/address-set.ts'
import { allowedBy, parseRanges, sweepOf } from '../../../../server/domain/discovery/address-ranges.ts'
import { longestSweepSeconds } from '../../../../server/domain/discovery/estimate.ts'

const list = (text: string, use: 'sweep' | 'allow' = 'sweep'): string[] => {
  const { set, issues } = parseRanges(text, use)
  expect(issues).toEqual([])
  return [...addressesFrom(set, 0)].map(({ address }) => address)
}

describe('ranges as people write them', () => {
  test.each([
    ['10.1.0.1', ['10.1.0.1']],
    ['10.1.0.1, 10.1.0.3；10.1.0.2', ['10.1.0.1', '10.1.0.2', '10.1.0.3']],
    ['10.1.0.254 - 10.1.1.1', ['10.1.0.254', '10.1.0.255', '10.1.1.0', '10.1.1.1']],
    ['10.1.0.7~9', ['10.1.0.7', '10.1.0.8', '10.1.0.9']],
    ['10.1.0.5/30', ['10.1.0.5', '10.1.0.6']],
    ['10.1.0.4/31', ['10.1.0.4', '10.1.0.5']],
    ['10.1.0.4/32', ['10.1.0.4']],
    ['10.1.0.1-4 !10.1.0.2 # the printer\n!10.1.0.4', ['10.1.0.1', '10.1.0.3']],
    ['2001:DB8::1 2001:db8:0:0::3', ['2001:db8::1', '2001:db8::3']],
    ['2001:db8::fffe-2001:db8::1:1', ['2001:db8::fffe', '2001:db8::ffff', '2001:db8::1:0', '2001:db8::1:1']],
    ['# nothing but a comment', []],
  ])('%s', (text, addresses) => {
    expect(list(text)).toEqual(addresses)
  })

  test('of an allow-list take a block whole', () => {
    expect(list('10.1.0.4/30', 'allow')).toEqual(['10.1.0.4', '10.1.0.5', '10.1.0.6', '10.1.0.7'])
  })

  test('count an address once however often it is written', () => {
    expect(countOf(parseRanges('10.0.0.0/24 10.0.0.0/25 10.0.0.9', 'sweep').set)).toBe(254n)
  })

  test.each([
    ['10.1.0.1\n  10.1.0.300', 2, 3, '10.1.0.300', '不是 IP 地址', 'is not an IP address'],
    ['10.1.0.0/33', 1, 1, '10.1.0.0/33', '前缀长度', 'prefix length'],
    ['10.1.0.9-10.1.0.1', 1, 1, '10.1.0.9-10.1.0.1', '请对调', 'Swap them'],
    ['10.0.0.1, 10.0.0.1-2001:db8::1', 1, 11, '10.0.0.1-2001:db8::1', 'IPv6', 'different families'],
    ['192.168.001.1', 1, 1, '192.168.001.1', '不是 IP 地址', 'is not an IP address'],
    ['224.0.0.5', 1, 1, '224.0.0.5', '组播', 'multicast'],
    ['0.0.0.0/0', 1, 1, '0.0.0.0/0', '不能探测', 'no single device'],
    ['2001:db8::/64', 1, 1, '2001:db8::/64', '范围过大', 'too large'],
    ['10.0.0.1 !', 1, 10, '!', '感叹号', 'after "!"'],
    ['core-switch', 1, 1, 'core-switch', '不是 IP 地址', 'is not an IP address'],
  ])('tell where they cannot be read: %s', (text, line, column, written, zh, en) => {
    const { issues } = parseRanges(text, 'sweep')
    expect(issues).toHaveLength(1)
    expect(issues[0]).toMatchObject({ line, column, text: written })
    expect(issues[0]!.message.zh).toContain(zh)
    expect(issues[0]!.message.en).toContain(en)
  })
})

describe('an allow-list', () => {
  test('bounds the sweep', () => {
    expect(countOf(sweepOf('10.0.0.0/8', '10.20.0.0/24'))).toBe(256n)
    expect(countOf(sweepOf('10.0.0.0/24', '192.168.0.0/16'))).toBe(0n)
  })
  test('is the ranges themselves where none is given', () => {
    expect(allowedBy('10.0.0.1-3', null)).toEqual(parseRanges('10.0.0.1-3', 'sweep').set)
    expect(allowedBy('10.0.0.1-3', ' # none\n')).toEqual(parseRanges('10.0.0.1-3', 'sweep').set)
  })
  test('that cannot be read, or takes out all that it gives, allows nothing', () => {
    expect(allowedBy('10.0.0.1-3', '10.0.0.x')).toEqual([])
    expect(allowedBy('10.0.0.1-3', '10.0.0.1 !10.0.0.1')).toEqual([])
  })
})

const ipv4 = fc.integer({ min: 0, max: 2 ** 32 - 1 }).map((value) => BigInt(value))
const ipv6 = fc.bigInt({ min: 0n, max: (1n << 128n) - 1n })

test('every address is read as it is written', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        ipv4.map((value) => ({ family: 4 as const, value })),
        ipv6.map((value) => ({ family: 6 as const, value })),
      ),
      (address) => {
        expect(readAddress(writeAddress(address))).toEqual(address)
      },
    ),
  )
})

test('whatever is typed, reading it tells of its faults and never fails', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0123456789.:/-!# ,\nabf') })),
      (text) => {
        const { set, issues } = parseRanges(text, 'sweep')
        for (const issue of issues) {
          const written = text.split(/\r\n|\r|\n/)[issue.line - 1]!
          expect(written.slice(issue.column - 1).startsWith(issue.text)).toBe(true)
        }
        expect(countOf(set)).toBeGreaterThanOrEqual(0n)
      },
    ),
  )
})

/** Few addresses, so that sets meet; the oracle is a set of numbers. */
const small: fc.Arbitrary<Interval[]> = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 12 })).map(([first, length]) => ({
    family: 4 as const,
    first: BigInt(first),
    last: BigInt(first + length),
  })),
  { maxLength: 8 },
)
const members = (intervals: readonly Interval[]): Set<number> =>
  new Set(
    intervals.flatMap(({ first, last }) =>
      Array.from({ length: Number(last - first) + 1 }, (_, offset) => Number(first) + offset),
    ),
  )
const sorted = (set: Set<number>): number[] => [...set].toSorted((a, b) => a - b)

test('sets of addresses behave as sets', () => {
  fc.assert(
    fc.property(small, small, (left, right) => {
      const [a, b] = [members(left), members(right)]
      const only = (keep: (member: number) => boolean) => sorted(new Set([...a, ...b].filter(keep)))
      expect(sorted(members(unite([...left, ...right])))).toEqual(only(() => true))
      expect(sorted(members(intersect(unite(left), unite(right))))).toEqual(
        only((one) => a.has(one) && b.has(one)),
      )
      expect(sorted(members(subtract(unite(left), unite(right))))).toEqual(
        only((one) => a.has(one) && !b.has(one)),
      )
      expect(countOf(unite(left))).toBe(BigInt(a.size))
    }),
  )
})

test('going on from any position gives the rest, each address once', () => {
  fc.assert(
    fc.property(small, fc.nat(100), (intervals, position) => {
      const set = unite(intervals)
      const all = [...addressesFrom(set, 0)]
      expect(all.map((one) => one.position)).toEqual(all.map((_, index) => index))
      expect(new Set(all.map(({ address }) => address)).size).toBe(all.length)
      expect([...addressesFrom(set, position)]).toEqual(all.slice(position))
      for (const { address } of all) expect(holdsText(set, address)).toBe(true)
    }),
  )
})

test('the last addresses of a /8 are there without the others', () => {
  const { set } = parseRanges('10.0.0.0/8', 'sweep')
  const count = Number(countOf(set))
  expect(count).toBe(2 ** 24 - 2)
  expect([...addressesFrom(set, count - 2)]).toEqual([
    { position: count - 2, address: '10.255.255.253' },
    { position: count - 1, address: '10.255.255.254' },
  ])
})

test('the time that a sweep takes at most follows from addresses, credentials and rate', () => {
  expect(longestSweepSeconds({ addresses: 0, credentials: 2, ratePerSecond: 10 })).toBe(0)
  expect(longestSweepSeconds({ addresses: 1000, credentials: 1, ratePerSecond: 20 })).toBe(102)
  expect(longestSweepSeconds({ addresses: 1000, credentials: 2, ratePerSecond: 20 })).toBe(204)
})

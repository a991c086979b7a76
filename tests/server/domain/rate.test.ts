import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { counterRate, nearestRank } from '../../../server/domain/rate.ts'
import type { CounterReading } from '../../../server/domain/rate.ts'

const start = Date.parse('2026-11-23T08:00:00.000Z')
const gigabit = { mostPerSecond: 1e9 / 8, expectedIntervalSeconds: 60 }

const reading = (value: number, seconds: number, more: Partial<CounterReading> = {}): CounterReading => ({
  value,
  at: start + seconds * 1000,
  bits: 64,
  uptimeSeconds: 100_000 + seconds,
  quality: 'good',
  ...more,
})

describe('a rate', () => {
  test('is the growth over the time', () => {
    expect(counterRate(reading(1000, 0), reading(7000, 60), gigabit)).toEqual({ value: 100, quality: 'good' })
  })
  test('does not exist for the first reading, nor for one that is not newer', () => {
    expect(counterRate(null, reading(5, 0), gigabit)).toBeNull()
    expect(counterRate(reading(5, 60), reading(9, 60), gigabit)).toBeNull()
    expect(counterRate(reading(5, 60), reading(9, 0), gigabit)).toBeNull()
  })
  test('of a 32-bit counter goes on over one wrap while the device stays up', () => {
    const bits = { bits: 32 } as const
    const hundredMegabit = { mostPerSecond: 1e8 / 8, expectedIntervalSeconds: 60 }
    expect(counterRate(reading(2 ** 32 - 1000, 0, bits), reading(5000, 60, bits), hundredMegabit)).toEqual({
      value: 100,
      quality: 'good',
    })
  })
  test.each([
    ['the up-time is unknown', { uptimeSeconds: null }, gigabit],
    ['the device began anew', { uptimeSeconds: 20 }, gigabit],
    ['the speed is unknown', {}, { ...gigabit, mostPerSecond: null }],
    ['the rate would not fit the port', {}, { ...gigabit, mostPerSecond: 10 }],
  ])('is a reset instead of a wrap when %s', (_, more, limits) => {
    const bits = { bits: 32 } as const
    expect(
      counterRate(reading(2 ** 32 - 1000, 0, bits), reading(5000, 60, { ...bits, ...more }), limits),
    ).toEqual({ value: null, quality: 'reset' })
  })
  test('of a 64-bit counter that fell is a reset', () => {
    expect(counterRate(reading(9000, 0), reading(100, 60), gigabit)).toEqual({
      value: null,
      quality: 'reset',
    })
  })
  test('is a reset after a restart, also when the total is larger than before', () => {
    expect(counterRate(reading(10, 0), reading(6010, 60, { uptimeSeconds: 30 }), gigabit)).toEqual({
      value: null,
      quality: 'reset',
    })
  })
  test('goes on when sysUpTime begins anew after 497 days', () => {
    const wrap = 2 ** 32 / 100
    const before = reading(0, 0, { uptimeSeconds: wrap - 20 })
    expect(counterRate(before, reading(6000, 60, { uptimeSeconds: 40 }), gigabit)).toEqual({
      value: 100,
      quality: 'good',
    })
  })
  test('beyond what the port carries is no traffic', () => {
    expect(counterRate(reading(0, 0), reading(1e12, 60), gigabit)).toEqual({ value: null, quality: 'reset' })
  })
  test('over more than three intervals is a gap', () => {
    expect(counterRate(reading(0, 0), reading(100, 180), gigabit)?.quality).toBe('good')
    expect(counterRate(reading(0, 0), reading(100, 181), gigabit)).toEqual({ value: null, quality: 'gap' })
  })
  test('of a 32-bit counter on a port that wraps it within the time is partial', () => {
    const bits = { bits: 32 } as const
    expect(counterRate(reading(0, 0, bits), reading(6000, 60, bits), gigabit)).toEqual({
      value: 100,
      quality: 'partial',
    })
  })
  test.each(['gap', 'reset'] as const)('of a reading marked %s is none', (quality) => {
    expect(counterRate(reading(0, 0), reading(6000, 60, { quality }), gigabit)).toEqual({
      value: null,
      quality,
    })
  })
})

const limits = fc.record({
  mostPerSecond: fc.option(fc.double({ min: 1, max: 1e11, noNaN: true })),
  expectedIntervalSeconds: fc.option(fc.integer({ min: 1, max: 86_400 })),
})
const anyReading = fc.record({
  value: fc.oneof(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.double({ min: 0, max: 2 ** 64, noNaN: true })),
  at: fc.integer({ min: start, max: start + 1e9 }),
  bits: fc.constantFrom(32 as const, 64 as const),
  uptimeSeconds: fc.option(fc.integer({ min: 0, max: 50_000_000 })),
  quality: fc.constantFrom('good' as const, 'partial' as const, 'gap' as const, 'reset' as const),
})

test('whatever two readings say, a rate is never negative and never beyond the port', () => {
  fc.assert(
    fc.property(anyReading, anyReading, limits, (previous, current, bounds) => {
      const rate = counterRate(previous, current, bounds)
      if (rate?.value == null) return
      expect(rate.value).toBeGreaterThanOrEqual(0)
      expect(Number.isFinite(rate.value)).toBe(true)
      if (bounds.mostPerSecond !== null) expect(rate.value).toBeLessThanOrEqual(bounds.mostPerSecond * 1.1)
      expect(['good', 'partial']).toContain(rate.quality)
    }),
    { numRuns: 2000 },
  )
})

test('the traffic of a steady 32-bit counter comes out the same however often it wraps', () => {
  const perSecond = 1e8 / 8 / 2
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      fc.integer({ min: 2, max: 40 }),
      (first, visits) => {
        const steady = { mostPerSecond: 1e8 / 8, expectedIntervalSeconds: 60 }
        const at = (visit: number) =>
          reading((first + perSecond * 60 * visit) % 2 ** 32, visit * 60, { bits: 32 })
        for (let visit = 1; visit < visits; visit++) {
          const rate = counterRate(at(visit - 1), at(visit), steady)
          expect(rate?.value).toBeCloseTo(perSecond, 3)
        }
      },
    ),
  )
})

test('no value above the nearest rank is more than the percentage left over', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1 }),
      fc.integer({ min: 1, max: 100 }),
      (values, percent) => {
        const rank = nearestRank(values, percent)!
        expect(values).toContain(rank)
        const atMost = values.filter((value) => value <= rank).length
        expect(atMost / values.length).toBeGreaterThanOrEqual(percent / 100)
        const below = values.filter((value) => value < rank).length
        expect(below / values.length).toBeLessThan(percent / 100)
      },
    ),
  )
  expect(nearestRank([], 95)).toBeNull()
})

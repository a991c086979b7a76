import fc from 'fast-check'
import { expect, test } from 'vitest'
import { judge, usableThresholds } from '../../../../collectors/snmp/sensors/judge.ts'

const limit = fc.option(fc.integer({ min: -100, max: 100 }), { nil: null })
const given = fc.record({ lowCritical: limit, lowWarning: limit, highWarning: limit, highCritical: limit })
const severity = ['ok', 'warning', 'critical']

test('limits that can be relied on stand in order, and only ever leave out what was given', () => {
  fc.assert(
    fc.property(given, (limits) => {
      const usable = usableThresholds('voltage', limits)
      if (usable === null) return
      const stated = [usable.lowCritical, usable.lowWarning, usable.highWarning, usable.highCritical]
      const known = stated.filter((value) => value !== null)
      expect([...known].sort((a, b) => a - b)).toEqual(known)
      for (const name of Object.keys(limits) as (keyof typeof limits)[])
        expect([null, limits[name]]).toContain(usable[name])
    }),
  )
})

test('a reading that goes further up or down from a fine one is never judged milder', () => {
  fc.assert(
    fc.property(given, fc.integer({ min: -150, max: 150 }), fc.nat(80), (limits, value, step) => {
      const usable = usableThresholds('voltage', limits)
      if (usable === null || judge(value, usable) !== 'ok') return
      for (const direction of [1, -1]) {
        const near = severity.indexOf(judge(value + direction * step, usable))
        const far = severity.indexOf(judge(value + direction * 2 * step, usable))
        expect(far).toBeGreaterThanOrEqual(near)
      }
    }),
  )
})

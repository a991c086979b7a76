import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pollCounters } from '../../../server/contract/poll.ts'
import { decodePollBatch, encodePollBatch, PollBatchError } from '../../../server/domain/poll-batch.ts'
import { aPollBatch } from '../../support/poll-batch.ts'

const u64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })
const port = fc.record({
  name: fc.string({ maxLength: 40, unit: 'grapheme' }),
  at: fc.integer({ min: 0, max: 4e12 }),
  speedBps: fc.oneof(fc.constant(null), fc.nat(1e11)),
  flags: fc.nat(63),
  counters: fc.array(u64, { minLength: pollCounters.length, maxLength: pollCounters.length }),
})
const device = fc.record({
  targetId: fc.nat(1e6),
  uptimeTicks: fc.oneof(fc.constant(null), fc.nat(2 ** 32 - 1)),
  intervalSeconds: fc.integer({ min: 10, max: 3600 }),
  ports: fc.array(port, { minLength: 1, maxLength: 6 }),
})

test('a batch reads back as it was written', () => {
  fc.assert(
    fc.property(fc.array(device, { minLength: 1, maxLength: 5 }), (devices) => {
      const batch = aPollBatch(devices)
      expect(decodePollBatch(encodePollBatch(batch))).toEqual(batch)
    }),
  )
})

test('any other octets are refused in words, not read', () => {
  const good = encodePollBatch(
    aPollBatch([{ targetId: 1, ports: [{ name: 'GE0/0/1', counters: [1n, 2n] }, { name: 'GE0/0/2' }] }]),
  )
  fc.assert(
    fc.property(fc.nat(good.length - 1), fc.nat(255), (at, octet) => {
      const changed = Uint8Array.from(good, (one, i) => (i === at ? octet : one))
      try {
        expect(decodePollBatch(changed).names).toHaveLength(2)
      } catch (error) {
        expect(error).toBeInstanceOf(PollBatchError)
      }
    }),
    { numRuns: 1000 },
  )
  expect(() => decodePollBatch(good.subarray(0, good.length - 1))).toThrow(PollBatchError)
  expect(() => decodePollBatch(new Uint8Array())).toThrow(PollBatchError)
})

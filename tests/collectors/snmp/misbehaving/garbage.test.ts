import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Collection } from '../../../../server/contract/collection.ts'
import type { Varbind } from '../../../../collectors/snmp/varbind.ts'
import { startAgent, type Behaviour } from '../../support/agent.ts'
import { encodeReply } from '../../support/ber.ts'
import { codesOf, collectFrom } from '../../support/collect.ts'
import { collectWhile, good } from './agents.ts'

test('truncated replies are dropped, stated, and asked again', async () => {
  const collection = await collectWhile(
    (request, count) => {
      const reply = good(request)
      return count % 4 === 0 ? encodeReply(request, reply).subarray(0, 30) : reply
    },
    { timeoutMs: 80, retries: 4 },
  )
  expect(codesOf(collection)).toEqual(['garbage-received'])
  expect(collection.facts?.interfaces).toHaveLength(6)
})

test.each([
  ['random bytes', Buffer.from('c0ffee00ff30823039deadbeef', 'hex')],
  ['an empty datagram', Buffer.alloc(0)],
  ['a sequence that claims 4 GB', Buffer.from('3084ffffffff0201', 'hex')],
  ['text', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')],
])('nothing but %s: failed, and the process lives', async (_, garbage) => {
  const collection = await collectWhile(() => garbage)
  expect(collection.status).toBe('failed')
  expect(collection.facts).toBeNull()
  expect(['garbage-received', 'no-answer']).toContain(collection.problems[0]?.code)
})

/** What an agent out of its mind may send, one after the other. */
const anyBytes = fc.uint8Array({ maxLength: 80 }).map((bytes) => Buffer.from(bytes))
const anyVarbind: fc.Arbitrary<Varbind> = fc.oneof(
  fc
    .array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 6 })
    .map((tail): Varbind => ({ oid: ['1.3.6.1.2.1', ...tail].join('.'), type: 'integer', value: 7 })),
  fc.constantFrom<Varbind>(
    { oid: '1.3.6.1.2.1.2.2.1.2.1', type: 'noSuchInstance', value: null },
    { oid: '1.3.6.1.2.1.1.1.0', type: 'endOfMibView', value: null },
    { oid: '0.0', type: 'null', value: null },
  ),
)
const anyMove = fc.oneof(
  { weight: 3, arbitrary: fc.constant('answer' as const) },
  fc.constant('silence' as const),
  anyBytes,
  // A right answer with one octet changed, or cut short.
  fc.record({ at: fc.nat(200), octet: fc.integer({ min: 0, max: 255 }) }),
  fc.record({ cut: fc.nat(60) }),
  fc.array(anyVarbind, { maxLength: 12 }),
  fc.record({ status: fc.integer({ min: 1, max: 18 }), index: fc.integer({ min: -1, max: 40 }) }),
)

test('whatever comes over the wire, a visit never throws and ends with a collection', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyMove, { minLength: 1, maxLength: 20 }), async (moves) => {
      const behaviour: Behaviour = (request, count) => {
        const move = moves[(count - 1) % moves.length]!
        if (move === 'silence') return null
        if (move === 'answer') return good(request)
        if (Buffer.isBuffer(move)) return move
        if (Array.isArray(move)) return { varbinds: move }
        if ('status' in move)
          return { varbinds: good(request).varbinds, errorStatus: move.status, errorIndex: move.index }
        const bytes = encodeReply(request, good(request))
        if ('cut' in move) return bytes.subarray(0, Math.max(0, bytes.length - move.cut))
        bytes[move.at % bytes.length] = move.octet
        return bytes
      }
      const agent = await startAgent(behaviour)
      try {
        const collection = await collectFrom(agent.port, { timeoutMs: 15, retries: 1, deadlineMs: 250 })
        expect(Collection.parse(collection)).toEqual(collection)
        if (collection.status !== 'complete') expect(collection.problems).not.toEqual([])
      } finally {
        await agent.close()
      }
    }),
    { numRuns: 60 },
  )
}, 120_000)

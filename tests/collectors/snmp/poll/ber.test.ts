import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeOid, encodeRequest, listed, pdus, ReplyReader } from '../../../../collectors/snmp/poll/ber.ts'
import type { Varbind } from '../../../../collectors/snmp/varbind.ts'
import { decodeRequest, encodeReply } from '../../support/ber.ts'

const subIdentifier = fc.oneof(fc.nat(127), fc.nat(16_383), fc.nat(2 ** 31 - 1))
const oid = fc.array(subIdentifier, { minLength: 1, maxLength: 20 }).map((rest) => ['1.3', ...rest].join('.'))

test('a request reads back as what was asked', () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 300 }),
      fc.constantFrom(pdus.get, pdus.getNext, pdus.getBulk),
      fc.integer({ min: 1, max: 2 ** 31 - 1 }),
      fc.nat(200),
      fc.array(oid, { minLength: 1, maxLength: 60 }),
      (community, pdu, requestId, repetitions, oids) => {
        const bytes = encodeRequest(
          { version: 1, name: Buffer.from(community) },
          pdu,
          requestId,
          0,
          repetitions,
          listed(oids.map(encodeOid)),
        )
        expect(decodeRequest(bytes)).toEqual({
          community: Buffer.from(community).toString(),
          pdu,
          requestId,
          nonRepeaters: 0,
          maxRepetitions: repetitions,
          oids,
        })
      },
    ),
  )
})

const request = (oids: string[], requestId = 7) =>
  decodeRequest(
    encodeRequest(
      { version: 1, name: Buffer.from('public') },
      pdus.get,
      requestId,
      0,
      0,
      listed(oids.map(encodeOid)),
    ),
  )

const variable: fc.Arbitrary<Varbind> = fc.oneof(
  fc.record({ oid, type: fc.constant('counter64' as const), value: fc.nat(Number.MAX_SAFE_INTEGER) }),
  fc.record({ oid, type: fc.constant('counter32' as const), value: fc.nat(2 ** 32 - 1) }),
  fc.record({ oid, type: fc.constant('octets' as const), value: fc.uint8Array({ maxLength: 300 }) }),
  fc.record({ oid, type: fc.constant('noSuchInstance' as const), value: fc.constant(null) }),
)

/** What a reader steps over, in an agent's own terms. */
function read(bytes: Uint8Array): { oid: string; value: string }[] | null {
  const reader = new ReplyReader()
  if (!reader.open(bytes)) return null
  const found: { oid: string; value: string }[] = []
  while (reader.next())
    found.push({
      oid: Buffer.from(bytes.subarray(reader.oidStart, reader.oidEnd)).toString('hex'),
      value: Buffer.from(bytes.subarray(reader.valueStart, reader.valueEnd)).toString('hex'),
    })
  return found
}

test('steps over the variables of any reply, each where it is', () => {
  fc.assert(
    fc.property(fc.array(variable, { maxLength: 30 }), (varbinds) => {
      const found = read(encodeReply(request(['1.3.6.1']), { varbinds }))
      expect(found?.map((one) => one.oid)).toEqual(
        varbinds.map((one) => Buffer.from(encodeOid(one.oid)).toString('hex')),
      )
      found?.forEach(({ value }, i) => {
        const sent = varbinds[i]!
        if (typeof sent.value === 'number') expect(BigInt(`0x${value}`)).toBe(BigInt(sent.value))
        else
          expect(value).toBe(sent.value === null ? '' : Buffer.from(sent.value as Uint8Array).toString('hex'))
      })
    }),
  )
})

test('a reply that was cut short is refused as a whole, wherever the cut is', () => {
  fc.assert(
    fc.property(
      fc.array(variable, { minLength: 1, maxLength: 10 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (varbinds, cut) => {
        const whole = encodeReply(request(['1.3.6.1']), { varbinds })
        expect(read(whole.subarray(0, Math.floor(whole.length * cut)))).toBeNull()
      },
    ),
  )
})

test('no octets make it throw or read outside of them', () => {
  const whole = encodeReply(request(['1.3.6.1.2.1.2.2.1.10.1']), {
    varbinds: [{ oid: '1.3.6.1.2.1.2.2.1.10.1', type: 'counter32', value: 77 }],
  })
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array({ maxLength: 200 }),
        fc
          .tuple(fc.nat(whole.length - 1), fc.nat(255))
          .map(([at, octet]) => Uint8Array.from(whole, (one, i) => (i === at ? octet : one))),
      ),
      (bytes) => {
        const found = read(bytes)
        for (const one of found ?? []) expect(one.value.length / 2).toBeLessThanOrEqual(bytes.length)
      },
    ),
    { numRuns: 2000 },
  )
})

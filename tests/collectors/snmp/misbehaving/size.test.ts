import { expect, test } from 'vitest'
import { createSnmpCollector } from '../../../../collectors/snmp/collector.ts'
import { createDeviceMemories } from '../../../../collectors/snmp/memory/device-memories.ts'
import { answering, switchMib } from '../../support/agent.ts'
import { encodeReply } from '../../support/ber.ts'
import { codesOf } from '../../support/collect.ts'
import { anAgent, asksInterfaces, bulk, collectWhile, good, ifDescr } from './agents.ts'

test('an empty bulk reply is partial, not the end', async () => {
  const collection = await collectWhile((request) =>
    asksInterfaces(request) ? { varbinds: [] } : good(request),
  )
  expect(codesOf(collection)).toEqual(['empty-reply'])
  expect(collection.status).toBe('partial')
  expect(collection.facts?.device.name).toBe('SW-01')
})

test('tooBig is asked again smaller until it fits, and nothing is missing', async () => {
  const collection = await collectWhile((request) =>
    request.pdu === bulk && request.oids.length * request.maxRepetitions > 10
      ? { varbinds: [], errorStatus: 1, errorIndex: 0 }
      : good(request),
  )
  expect(collection.problems).toEqual([])
  expect(collection.facts?.interfaces).toHaveLength(6)
})

test('requests that are too large to be answered become smaller', async () => {
  const collection = await collectWhile(
    (request) =>
      request.pdu === bulk && request.oids.length * request.maxRepetitions > 24 ? null : good(request),
    { timeoutMs: 60, retries: 3 },
  )
  expect(collection.problems).toEqual([])
  expect(collection.facts?.interfaces).toHaveLength(6)
})

test('genErr in the middle of a walk is stated, and the other columns are whole', async () => {
  const collection = await collectWhile((request) => {
    const reply = good(request)
    const bad = reply.varbinds.findIndex((varbind) => varbind.oid === `${ifDescr}.4`)
    return request.pdu === bulk && bad >= 0
      ? { varbinds: reply.varbinds, errorStatus: 5, errorIndex: bad + 1 }
      : reply
  })
  expect(codesOf(collection)).toEqual(['error-status'])
  expect(collection.facts?.interfaces).toHaveLength(6)
  expect(collection.facts?.interfaces[2]?.description).toBe('GigabitEthernet0/0/3')
  expect(collection.facts?.interfaces[3]).toMatchObject({ description: null, name: 'GE0/0/4', operUp: false })
})

test('tooBig that repeats the question instead of an empty list is the same tooBig', async () => {
  const collection = await collectWhile((request) =>
    request.pdu === bulk && request.oids.length * request.maxRepetitions > 10
      ? {
          varbinds: request.oids.map((oid) => ({ oid, type: 'null' as const, value: null })),
          errorStatus: 1,
          errorIndex: 0,
        }
      : good(request),
  )
  expect(collection.problems).toEqual([])
  expect(collection.facts?.interfaces).toHaveLength(6)
})

test('what a device bears is remembered: the next visit does not ask too much again', async () => {
  const tooBig: number[] = []
  const { port } = await anAgent((request) => {
    const variables = request.oids.length * request.maxRepetitions
    if (request.pdu !== bulk || variables <= 12) return good(request)
    tooBig.push(variables)
    return { varbinds: [], errorStatus: 1, errorIndex: 0 }
  })
  const memories = createDeviceMemories()
  const collector = createSnmpCollector({ timeoutMs: 1000, retries: 1 }, memories)
  const visit = () =>
    collector.collect(
      { id: null, address: '127.0.0.1', port },
      [{ id: 1, credential: { version: '2c', community: 'public' } }],
      {
        signal: new AbortController().signal,
        onProgress: () => {},
        deadlineMs: 20_000,
        now: () => new Date(),
      },
    )
  expect((await visit()).problems).toEqual([])
  const first = tooBig.splice(0)
  expect(first[0]).toBeGreaterThan(40)
  expect((await visit()).problems).toEqual([])
  // It grows again slowly, so it may ask a little too much now and then, never as much as at first.
  for (const variables of tooBig) expect(variables).toBeLessThan(first[0]!)
  expect(tooBig.length).toBeLessThan(first.length)
  expect(memories.of({ address: '127.0.0.1', port }).bulkVariables).toBeLessThanOrEqual(16)
})

test('replies stay within one unfragmented datagram when values are long', async () => {
  const sizes: number[] = []
  const long = Array.from({ length: 120 }, (_, at) => ({
    oid: `1.3.6.1.2.1.31.1.1.1.18.${at + 1}`,
    type: 'octets' as const,
    value: Buffer.from(`to the other side of the city, ring ${at}, `.repeat(3)),
  }))
  const answer = answering([...switchMib(120), ...long])
  const collection = await collectWhile((request) => {
    const bytes = encodeReply(request, answer(request))
    if (request.oids.some((oid) => oid.startsWith('1.3.6.1.2.1.31.1.1.1.18.'))) sizes.push(bytes.length)
    return bytes
  })
  expect(collection.facts?.interfaces[119]?.alias).toMatch(/ring 119/)
  expect(sizes.length).toBeGreaterThan(3)
  // The first of them shows how long the values are; the others are cut to fit.
  for (const size of sizes.slice(1)) expect(size).toBeLessThanOrEqual(1472)
})

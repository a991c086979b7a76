import dgram from 'node:dgram'
import { expect, test } from 'vitest'
import { createSnmpCollector } from '../../../../collectors/snmp/collector.ts'
import { createDeviceMemories } from '../../../../collectors/snmp/memory/device-memories.ts'
import { answering, startAgent, switchMib, type Behaviour } from '../../support/agent.ts'
import { decodeRequest, encodeReply } from '../../support/ber.ts'
import { codesOf, collectFrom } from '../../support/collect.ts'
import { anAgent, asksInterfaces, bulk, collectWhile, good } from './agents.ts'

test('answers to other requests are not taken', async () => {
  const collection = await collectWhile((request) => ({ ...good(request), requestId: request.requestId + 1 }))
  expect(collection).toMatchObject({ status: 'failed', facts: null, problems: [{ code: 'no-answer' }] })
})

test('silence is data', async () => {
  const collection = await collectWhile(() => null)
  expect(collection).toMatchObject({
    status: 'failed',
    facts: null,
    samples: [],
    problems: [{ code: 'no-answer' }],
  })
})

test('a wrong community is not answered', async () => {
  const agent = await anAgent(good, 'another')
  expect(codesOf(await collectFrom(agent.port))).toEqual(['no-answer'])
})

test('a port without an agent', async () => {
  const agent = await startAgent(good)
  await agent.close()
  const { port } = agent
  expect(codesOf(await collectFrom(port, { timeoutMs: 1000 }))).toEqual(['connection-refused'])
})

test('a host that does not exist', async () => {
  expect(codesOf(await collectFrom(161, { address: 'no-such-host.invalid' }))).toEqual(['unknown-host'])
})

test('a device that falls silent in mid-visit keeps what it said, and is left alone', async () => {
  let asked = 0
  const collection = await collectWhile((request) => {
    asked++
    return asksInterfaces(request) ? null : good(request)
  })
  expect(collection.status).toBe('partial')
  expect(codesOf(collection)).toContain('no-answer')
  expect(collection.facts?.device.vendor).toBe('Huawei')
  expect(asked).toBeLessThan(60)
})

test('one deadline holds for the whole visit, however slowly answers drip', async () => {
  const mib = switchMib(400)
  const answer = answering(mib)
  const slow: Behaviour = (request) =>
    request.pdu === bulk ? { varbinds: answer(request).varbinds.slice(0, 1) } : answer(request)
  const collection = await collectWhile(slow, { deadlineMs: 250 })
  expect(collection.status).toBe('partial')
  expect(codesOf(collection)).toContain('deadline-exceeded')
  expect(collection.facts?.device.name).toBe('SW-01')
})

test('a visit can be cancelled', async () => {
  const abort = new AbortController()
  const collection = await collectWhile(
    (request, count) => {
      if (count === 3) abort.abort()
      return count >= 3 ? null : good(request)
    },
    { signal: abort.signal, timeoutMs: 5000 },
  )
  expect(codesOf(collection)).toContain('cancelled')
})

test('an old agent that refuses a GET for the sake of one object is asked one by one', async () => {
  const collection = await collectWhile((request) => {
    const reply = good(request)
    const missing = reply.varbinds.findIndex((varbind) => varbind.type === 'noSuchInstance')
    return request.pdu !== bulk && missing >= 0
      ? { varbinds: reply.varbinds, errorStatus: 2, errorIndex: missing + 1 }
      : reply
  })
  expect(collection.problems).toEqual([])
  expect(collection.facts?.device).toMatchObject({ name: 'SW-01', vendor: 'Huawei' })
})

test('answers from another of its addresses: heard on the second attempt, at once on the next visit', async () => {
  const heard: number[] = []
  const inbound = dgram.createSocket('udp4')
  const outbound = dgram.createSocket('udp4')
  await new Promise<void>((done) => inbound.bind(0, '127.0.0.1', done))
  const { port } = inbound.address()
  await new Promise<void>((done) => outbound.bind(port, '127.0.0.2', done))
  inbound.on('message', (bytes, remote) => {
    const request = decodeRequest(bytes)
    heard.push(request.requestId)
    outbound.send(encodeReply(request, good(request)), remote.port, remote.address)
  })
  try {
    const memories = createDeviceMemories()
    const collector = createSnmpCollector({ timeoutMs: 200, retries: 1 }, memories)
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
    const first = await visit()
    expect([first.status, first.load?.timeouts]).toEqual(['complete', 1])
    expect(memories.of({ address: '127.0.0.1', port }).answersElsewhere).toBe(true)
    const second = await visit()
    expect([second.status, second.load?.timeouts]).toEqual(['complete', 0])
  } finally {
    inbound.close()
    outbound.close()
  }
})

test('late and doubled answers to earlier requests are dropped', async () => {
  const socket = dgram.createSocket('udp4')
  await new Promise<void>((done) => socket.bind(0, '127.0.0.1', done))
  let earlier: Buffer | null = null
  socket.on('message', (bytes, remote) => {
    const request = decodeRequest(bytes)
    const reply = encodeReply(request, good(request))
    // The answer to the request before comes again first, then this one's, twice.
    for (const one of [earlier, reply, reply]) if (one !== null) socket.send(one, remote.port, remote.address)
    earlier = reply
  })
  try {
    const collection = await collectFrom(socket.address().port)
    expect(collection.problems).toEqual([])
    expect(collection.facts?.interfaces.map((one) => one.name)).toEqual(
      [1, 2, 3, 4, 5, 6].map((index) => `GE0/0/${index}`),
    )
    expect(collection.facts?.interfaces[3]).toMatchObject({
      description: 'GigabitEthernet0/0/4',
      inOctets: 5_000_000_004,
    })
  } finally {
    socket.close()
  }
})

test('a GET that is answered in part: what is missing is missing, the rest keeps its names', async () => {
  const name = '1.3.6.1.2.1.1.5.0'
  const collection = await collectWhile((request) => {
    const reply = good(request)
    return request.pdu === bulk ? reply : { varbinds: reply.varbinds.filter(({ oid }) => oid !== name) }
  })
  expect(collection.problems).toContainEqual({
    code: 'answer-mismatch',
    about: name,
    detail: expect.any(String) as string,
  })
  expect(collection.status).toBe('partial')
  expect(collection.facts?.device).toMatchObject({ name: null, vendor: 'Huawei', location: '锦州市第一机房' })
})

test('a GET answered with other objects is not mapped by position', async () => {
  const collection = await collectWhile((request) => {
    const reply = good(request)
    return request.pdu === bulk
      ? reply
      : {
          varbinds: reply.varbinds.map((one) => ({
            ...one,
            oid: one.oid.replace(/^1\.3\.6\.1\.2\.1\.1\.5\./, '1.3.6.1.2.1.1.55.'),
          })),
        }
  })
  expect(collection.facts?.device.name).toBeNull()
  expect(collection.facts?.device.vendor).toBe('Huawei')
  expect(codesOf(collection)).toContain('answer-mismatch')
})

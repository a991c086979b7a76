import { afterEach, expect, test } from 'vitest'
import { Collection } from '../../../server/contract/collection.ts'
import { answering, startAgent, switchMib, type Behaviour, type TestAgent } from '../support/agent.ts'
import { encodeReply, type SnmpRequest } from '../support/ber.ts'
import { codesOf, collectFrom } from '../support/collect.ts'

let agent: TestAgent | undefined
afterEach(() => agent?.close())

const good = answering(switchMib(6))
const bulk = 0xa5
const ifDescr = '1.3.6.1.2.1.2.2.1.2'
const asksInterfaces = (request: SnmpRequest) =>
  request.pdu === bulk && request.oids.some((oid) => oid.startsWith('1.3.6.1.2.1.2.2.1.'))

async function collectWhile(behaviour: Behaviour, options = {}) {
  agent = await startAgent(behaviour)
  return collectFrom(agent.port, options)
}

test('a well-behaved switch is read completely', async () => {
  const collection = await collectWhile(good)
  expect(Collection.parse(collection)).toEqual(collection)
  expect(collection.problems).toEqual([])
  expect(collection.status).toBe('complete')
  expect(collection.facts?.device).toMatchObject({
    vendor: 'Huawei',
    kind: 'switch',
    model: 'S5735-L24T4S-A',
    softwareVersion: 'V200R019C10SPC500',
    serialNumbers: [],
    name: 'SW-01',
    location: '锦州市第一机房',
    uptimeSeconds: 86_400,
  })
  expect(collection.facts?.interfaces).toHaveLength(6)
  expect(collection.facts?.interfaces[1]).toMatchObject({
    index: 2,
    name: 'GE0/0/2',
    mac: '00:1b:c4:e3:00:02',
    speedBps: 1e9,
    adminUp: true,
    operUp: false,
    inOctets: 5_000_000_002,
    counterBits: 64,
  })
  expect(collection.samples).toContainEqual({
    metric: 'interface.out.octets',
    part: 'GE0/0/3',
    kind: 'counter',
    value: 6_000_000_003,
    at: expect.any(String),
    bits: 64,
    quality: 'good',
  })
})

test('never more than three requests are on their way', async () => {
  let open = 0
  let most = 0
  agent = await startAgent((request) => {
    open++
    most = Math.max(most, open)
    setImmediate(() => open--)
    return good(request)
  })
  await collectFrom(agent.port)
  expect(most).toBeLessThanOrEqual(3)
})

test('an OID that repeats stops its column and keeps its rows', async () => {
  const collection = await collectWhile((request) => {
    const reply = good(request)
    if (!asksInterfaces(request)) return reply
    const varbinds = reply.varbinds.map((varbind) =>
      varbind.oid === `${ifDescr}.4` ? { ...varbind, oid: `${ifDescr}.3` } : varbind,
    )
    return { varbinds }
  })
  expect(codesOf(collection)).toEqual(['walk-not-increasing'])
  expect(collection.status).toBe('partial')
  expect(collection.facts?.interfaces).toHaveLength(6)
  expect(collection.facts?.interfaces[2]?.description).toBe('GigabitEthernet0/0/3')
  expect(collection.facts?.interfaces[4]?.description).toBeNull()
  expect(collection.samples.find((sample) => sample.metric.startsWith('interface'))?.quality).toBe('partial')
})

test('an agent that goes back in its OIDs does not hold the walk', async () => {
  const collection = await collectWhile((request) => {
    if (!asksInterfaces(request)) return good(request)
    // Behind its last row it begins anew, for ever.
    return good({
      ...request,
      oids: request.oids.map((oid) => (oid.endsWith('.6') ? oid.replace(/\.6$/, '') : oid)),
      maxRepetitions: 6,
    })
  })
  expect(codesOf(collection)).toContain('walk-not-increasing')
  expect(collection.facts?.interfaces).toHaveLength(6)
})

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
  agent = await startAgent(good, 'another')
  expect(codesOf(await collectFrom(agent.port))).toEqual(['no-answer'])
})

test('a port without an agent', async () => {
  agent = await startAgent(good)
  await agent.close()
  const { port } = agent
  agent = undefined
  expect(codesOf(await collectFrom(port, { timeoutMs: 1000 }))).toEqual(['connection-refused'])
})

test('a host that does not exist', async () => {
  expect(codesOf(await collectFrom(161, { address: 'no-such-host.invalid' }))).toEqual(['unknown-host'])
})

test('a device that falls silent in mid-visit keeps what it said, and is left alone', async () => {
  const collection = await collectWhile((request) => (asksInterfaces(request) ? null : good(request)))
  expect(collection.status).toBe('partial')
  expect(codesOf(collection)).toContain('no-answer')
  expect(collection.facts?.device.vendor).toBe('Huawei')
  expect(agent!.requests.length).toBeLessThan(60)
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

test('a table without end is cut', async () => {
  const endless: Behaviour = (request) => {
    if (!asksInterfaces(request)) return good(request)
    const varbinds = Array.from({ length: 10 }, (_, round) =>
      request.oids.map((oid) => {
        const [column, index] =
          oid.startsWith(`${ifDescr}.`) || oid.split('.').length > 10
            ? [oid.slice(0, oid.lastIndexOf('.')), Number(oid.slice(oid.lastIndexOf('.') + 1))]
            : [oid, 0]
        return { oid: `${column}.${index + round + 1}`, type: 'integer' as const, value: 1 }
      }),
    ).flat()
    return { varbinds }
  }
  const collection = await collectWhile(endless, { rowLimit: 50 })
  expect(codesOf(collection)).toContain('row-limit')
  expect(collection.facts?.interfaces).toHaveLength(50)
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

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createSnmpCollector } from '../../../../collectors/snmp/collector.ts'
import type { OfferedCredential } from '../../../../collectors/snmp/credential.ts'
import { createDeviceMemories } from '../../../../collectors/snmp/memory/device-memories.ts'
import { startAgent, switchMib } from '../../support/agent.ts'
import { collectFrom } from '../../support/collect.ts'
import { Collection } from '../../../../server/contract/collection.ts'
import { anAgent, collectWhile, good } from './agents.ts'

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
  const { port } = await anAgent((request) => {
    open++
    most = Math.max(most, open)
    setImmediate(() => open--)
    return good(request)
  })
  await collectFrom(port)
  expect(most).toBeLessThanOrEqual(3)
})

const community = (id: number, text: string): OfferedCredential => ({
  id,
  credential: { version: '2c', community: text },
})

/** Visits of one device by one collector process, whose clock a test may move. */
function visitor(port: number, memories = createDeviceMemories(), clock = { ms: Date.parse('2026-11-23') }) {
  const collector = createSnmpCollector({ timeoutMs: 120, retries: 2 }, memories)
  const visit = (offered: OfferedCredential[], asked = false) =>
    collector.collect({ id: null, address: '127.0.0.1', port }, offered, {
      signal: new AbortController().signal,
      onProgress: () => {},
      deadlineMs: 20_000,
      now: () => new Date(clock.ms),
      asked,
    })
  return { visit, clock, memory: memories.of({ address: '127.0.0.1', port }) }
}

test('several communities: each once, then only the right one', async () => {
  const { port } = await anAgent(good)
  const { visit } = visitor(port)
  const offered = [community(1, 'private'), community(2, 'public'), community(3, 'other')]
  const first = await visit(offered)
  expect([first.status, first.credentialId, first.load?.timeouts]).toEqual(['complete', 2, 1])
  const second = await visit(offered)
  expect([second.status, second.credentialId, second.load?.timeouts]).toEqual(['complete', 2, 0])
})

test('a community that was changed on the device: the others are tried at the second silent visit', async () => {
  let right = 'first'
  const first = await startAgent(good, 'first')
  const { port } = first
  const { visit } = visitor(port)
  const offered = [community(1, 'first'), community(2, 'second')]
  expect((await visit(offered)).credentialId).toBe(1)
  await first.close()
  right = 'second'
  const second = await startAgent(good, right, port)
  try {
    // Perhaps it is only away: the credential that worked, with its retries, and no other.
    const silent = await visit(offered)
    expect([silent.status, silent.load?.timeouts]).toEqual(['failed', 3])
    const found = await visit(offered)
    expect([found.status, found.credentialId]).toEqual(['complete', 2])
  } finally {
    await second.close()
  }
})

test('a silent device costs one datagram a visit once the breaker is open, and a whole visit when it is back', async () => {
  let alive = false
  const { port } = await anAgent((request) => (alive ? good(request) : null))
  const { visit, memory } = visitor(port)
  const offered = [community(1, 'public')]
  const cost = async () => (await visit(offered)).load?.packetsSent
  expect([await cost(), await cost(), await cost()]).toEqual([3, 3, 3])
  expect(memory.breakerIsOpen).toBe(true)
  expect([await cost(), await cost()]).toEqual([1, 1])
  // A person who asks gets all attempts.
  expect((await visit(offered, true)).load?.packetsSent).toBe(3)
  alive = true
  expect((await visit(offered)).status).toBe('complete')
  expect(memory.breakerIsOpen).toBe(false)
})

test('a credential that is changed closes the breaker: it deserves another try', async () => {
  const { port } = await anAgent(good)
  const { visit, memory } = visitor(port)
  for (let at = 0; at < 4; at++) await visit([community(1, 'wrong')])
  expect(memory.breakerIsOpen).toBe(true)
  const corrected = await visit([community(1, 'public')])
  expect([corrected.status, corrected.credentialId]).toEqual(['complete', 1])
})

test('what is remembered outlives the process', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'citybase-memory-'))
  try {
    const { port } = await anAgent(good)
    const offered = [community(1, 'private'), community(2, 'public')]
    const memories = createDeviceMemories(folder)
    await visitor(port, memories).visit(offered)
    memories.save()
    const again = await visitor(port, createDeviceMemories(folder)).visit(offered)
    expect([again.credentialId, again.load?.timeouts]).toEqual([2, 0])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('no credential at all is stated, and nothing is sent', async () => {
  const { port } = await anAgent(good)
  const collection = await visitor(port).visit([])
  expect(collection).toMatchObject({
    status: 'failed',
    problems: [{ code: 'no-credential' }],
    load: { packetsSent: 0 },
  })
})

test('the load of a visit counts every packet, octet, variable and time-out', async () => {
  let requests = 0
  let variables = 0
  const collection = await collectWhile((request, count) => {
    requests++
    if (count === 2) return null
    const reply = good(request)
    variables += reply.varbinds.length
    return reply
  })
  const load = collection.load!
  expect(load).toMatchObject({
    packetsSent: requests,
    packetsReceived: requests - 1,
    variables,
    timeouts: 1,
  })
  expect(load.octetsSent).toBeGreaterThan(requests * 30)
  expect(load.octetsReceived).toBeGreaterThan(load.octetsSent)
  expect(load.roundTripMilliseconds).toBeGreaterThan(0)
  expect(load.deviceMilliseconds).toBeGreaterThanOrEqual(0)
  expect(switchMib(6).length).toBeLessThan(variables)
})

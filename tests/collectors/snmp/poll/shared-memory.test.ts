import { setTimeout } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { createDeviceMemories } from '../../../../collectors/snmp/memory/device-memories.ts'
import type { SnmpCredential } from '../../../../collectors/snmp/credential.ts'
import {
  answering,
  startAgent,
  switchMib,
  type Behaviour,
  type SlowBehaviour,
  type TestAgent,
} from '../../support/agent.ts'
import { collectFrom } from '../../support/collect.ts'
import { pollTimes } from './polls.ts'

/* What polls and full collections find out of a device is one memory: neither learns it at the device's cost again. */

const community: SnmpCredential = { version: '2c', community: 'public' }
const bulk = 0xa5

let agent: TestAgent | undefined
afterEach(async () => {
  await agent?.close()
  agent = undefined
})

async function start(behaviour: Behaviour | SlowBehaviour): Promise<TestAgent> {
  agent = await startAgent(behaviour)
  return agent
}

/** A faultless switch that refuses more than 10 variables in one reply. */
function weak(sizes: number[]): Behaviour {
  const good = answering(switchMib(24))
  return (request) => {
    const size = request.oids.length * request.maxRepetitions
    if (request.pdu !== bulk) return good(request)
    sizes.push(size)
    return size > 10 ? { varbinds: [], errorStatus: 1 } : good(request)
  }
}

test('what a poll found too big, a collection does not ask for at first', async () => {
  const sizes: number[] = []
  const { port } = await start(weak(sizes))
  const memories = createDeviceMemories()
  await pollTimes(port, community, 1, memories)
  expect(Math.max(...sizes.splice(0))).toBeGreaterThan(40)
  const collection = await collectFrom(port, {}, community, memories)
  expect(collection.facts?.interfaces).toHaveLength(24)
  expect(Math.max(...sizes)).toBeLessThan(20)
})

test('what a collection found too big, a poll does not ask for at first', async () => {
  const sizes: number[] = []
  const { port } = await start(weak(sizes))
  const memories = createDeviceMemories()
  await collectFrom(port, {}, community, memories)
  expect(Math.max(...sizes.splice(0))).toBeGreaterThan(40)
  const [polled] = await pollTimes(port, community, 1, memories)
  expect(polled!.ports).toHaveLength(24)
  expect(Math.max(...sizes)).toBeLessThan(20)
})

test('a device that polls found silent gets one probe from a collection, and the other way round', async () => {
  const { port, requests } = await start(() => null)
  const polls = createDeviceMemories()
  await pollTimes(port, community, 3, polls, { timeoutMs: 50 })
  let before = requests.length
  const collection = await collectFrom(port, { retries: 2 }, community, polls)
  expect(collection.status).toBe('failed')
  expect(requests.length - before).toBe(1)

  const visits = createDeviceMemories()
  for (let i = 0; i < 3; i++) await collectFrom(port, { timeoutMs: 50 }, community, visits)
  before = requests.length
  const [polled] = await pollTimes(port, community, 1, visits)
  expect(polled).toMatchObject({ answered: false, packetsSent: 1 })
  expect(requests.length - before).toBe(1)
})

test('one answer to either closes the breaker of both', async () => {
  let silent = true
  const good = answering(switchMib(2))
  const { port } = await start((request) => (silent ? null : good(request)))
  const memories = createDeviceMemories()
  for (let i = 0; i < 3; i++) await collectFrom(port, { timeoutMs: 30 }, community, memories)
  const memory = memories.of({ address: '127.0.0.1', port })
  expect(memory.breakerIsOpen).toBe(true)
  silent = false
  await pollTimes(port, community, 1, memories)
  expect(memory.breakerIsOpen).toBe(false)
})

test('both together have no more requests under way than the device is to bear', async () => {
  const good = answering(switchMib(24))
  let underWay = 0
  let most = 0
  const { port } = await start(async (request) => {
    underWay++
    most = Math.max(most, underWay)
    await setTimeout(15)
    underWay--
    return good(request)
  })
  const memories = createDeviceMemories()
  const [collection, polled] = await Promise.all([
    collectFrom(port, { timeoutMs: 2000 }, community, memories),
    pollTimes(port, community, 3, memories),
  ])
  expect(collection.problems).toEqual([])
  expect(polled.every(({ answered, ports }) => answered && ports.length === 24)).toBe(true)
  expect(most).toBe(3)
})

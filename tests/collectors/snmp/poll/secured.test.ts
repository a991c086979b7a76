import { afterEach, expect, test } from 'vitest'
import type { OwnEngine } from '../../../../collectors/events/snmp/engine.ts'
import type { SnmpCredential } from '../../../../collectors/snmp/credential.ts'
import { createDeviceMemories } from '../../../../collectors/snmp/memory/device-memories.ts'
import { answering, switchMib } from '../../support/agent.ts'
import { collectFrom } from '../../support/collect.ts'
import { startSecuredAgent, type SecuredAgent } from '../../support/secured-agent.ts'
import { pollTimes } from './polls.ts'

/* Polls of v3 agents (RFC 3414): discovered once, followed when their clock jumps, left alone when they say no. */

type User = Extract<SnmpCredential, { version: '3' }>

const user: User = {
  version: '3',
  userName: 'auditor',
  authProtocol: 'sha256',
  authKey: 'authentication',
  privProtocol: 'aes',
  privKey: 'privacy-key',
  contextName: null,
}
const ports = ['GE0/0/1', 'GE0/0/2', 'GE0/0/3', 'GE0/0/4']

let agent: SecuredAgent | undefined
afterEach(async () => {
  await agent?.close()
  agent = undefined
})

interface Clock {
  boots: number
  seconds: number
}

async function start(
  lets: User,
  clock: Clock = { boots: 7, seconds: 90_000 },
  beforeEach: (agent: SecuredAgent) => void = () => {},
): Promise<SecuredAgent> {
  const engine: OwnEngine = {
    id: Buffer.from('8000157f0501020304', 'hex'),
    get boots() {
      return clock.boots
    },
    time: () => clock.seconds,
  }
  agent = await startSecuredAgent(lets, engine, answering(switchMib(4)), beforeEach)
  return agent
}

test.each<[string, User]>([
  ['authPriv SHA-256/AES', user],
  ['authPriv SHA-512/AES-256, Blumenthal', { ...user, authProtocol: 'sha512', privProtocol: 'aes256b' }],
  ['authPriv SHA-1/AES-256, Blumenthal', { ...user, authProtocol: 'sha', privProtocol: 'aes256b' }],
  ['authPriv SHA-1/AES-256, Reeder', { ...user, authProtocol: 'sha', privProtocol: 'aes256r' }],
  ['authPriv MD5/DES', { ...user, authProtocol: 'md5', privProtocol: 'des' }],
  ['authNoPriv SHA-1', { ...user, authProtocol: 'sha', privProtocol: 'none', privKey: null }],
  ['noAuthNoPriv', { ...user, authProtocol: 'none', privProtocol: 'none', authKey: null, privKey: null }],
])('%s: all ports are read, and the agent is asked once who it is', async (_, credential) => {
  const { port } = await start(credential)
  const polled = await pollTimes(port, credential, 2)
  expect(polled).toMatchObject([
    { answered: true, isPartial: false, ports, timeouts: 0 },
    { answered: true, isPartial: false, ports, timeouts: 0 },
  ])
  expect(agent!.reports).toBeLessThanOrEqual(2)
})

test('what a full collection found out of the engine, a poll need not ask', async () => {
  const { port } = await start(user)
  const memories = createDeviceMemories()
  await collectFrom(port, {}, user, memories)
  const before = agent!.reports
  const [polled] = await pollTimes(port, user, 1, memories)
  expect(polled).toMatchObject({ answered: true, isPartial: false, ports })
  expect(agent!.reports).toBe(before)
})

test.each([
  ['begins anew', { boots: 8, seconds: 1 }],
  ['has a clock that jumps out of the window', { boots: 7, seconds: 190_000 }],
])('an agent that %s in mid-poll is in step again, and nothing is missing', async (_, after) => {
  const clock = { boots: 7, seconds: 90_000 }
  const { port } = await start(user, clock, ({ answered }) => {
    if (answered === 2) Object.assign(clock, after)
  })
  const [polled] = await pollTimes(port, user, 1)
  expect(clock).toEqual(after)
  expect(polled).toMatchObject({ answered: true, isPartial: false, ports, timeouts: 0 })
})

test('an agent that is never in step is given up after a few questions', async () => {
  const clock = { boots: 7, seconds: 90_000 }
  const { port } = await start(user, clock, () => void (clock.boots += 1))
  const [polled] = await pollTimes(port, user, 1)
  expect(polled).toMatchObject({ answered: false, ports: [] })
  expect(agent!.reports).toBeLessThan(6)
})

test('a user whom the agent does not know is not tried again at the next poll', async () => {
  const { port } = await start(user)
  const memories = createDeviceMemories()
  const stranger = { ...user, userName: 'nobody' }
  expect(await pollTimes(port, stranger, 1, memories)).toMatchObject([{ answered: false, refused: true }])
  const { reports } = agent!
  expect(await pollTimes(port, stranger, 1, memories, { withinMs: 2200 })).toEqual([])
  expect(agent!.reports).toBe(reports)
  // It is there, only not for us: that opens no breaker.
  expect(memories.of({ address: '127.0.0.1', port }).silences).toBe(0)
})

test('a wrong privacy key brings no values', async () => {
  const { port } = await start(user)
  const [polled] = await pollTimes(port, { ...user, privKey: 'another-key' }, 1)
  expect(polled).toMatchObject({ answered: false, ports: [] })
})

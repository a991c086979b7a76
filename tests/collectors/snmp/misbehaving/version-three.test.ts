import { afterEach, expect, test } from 'vitest'
import type { OwnEngine } from '../../../../collectors/events/snmp/engine.ts'
import type { SnmpCredential } from '../../../../collectors/snmp/credential.ts'
import { answering, switchMib } from '../../support/agent.ts'
import { codesOf, collectFrom } from '../../support/collect.ts'
import { startSecuredAgent, type SecuredAgent } from '../../support/secured-agent.ts'

/* RFC 3414, 2.2 and 3.2 step 7: boots and time of an engine, and agents that lose theirs. */

const user: Extract<SnmpCredential, { version: '3' }> = {
  version: '3',
  userName: 'auditor',
  authProtocol: 'sha256',
  authKey: 'authentication',
  privProtocol: 'aes',
  privKey: 'privacy-key',
  contextName: null,
}

interface Clock {
  boots: number
  seconds: number
}

let agent: SecuredAgent | undefined
afterEach(async () => {
  await agent?.close()
  agent = undefined
})

/** An agent whose clock is set by `set` before each message. */
async function withClock(clock: Clock, set: (agent: SecuredAgent) => void = () => {}) {
  const engine: OwnEngine = {
    id: Buffer.from('8000157f0501020304', 'hex'),
    get boots() {
      return clock.boots
    },
    time: () => clock.seconds,
  }
  agent = await startSecuredAgent(user, engine, answering(switchMib(6)), set)
  return agent
}

test('an agent with a clock that goes on is asked who it is once, and read completely', async () => {
  const { port } = await withClock({ boots: 7, seconds: 90_000 })
  const collection = await collectFrom(port, {}, user)
  expect(collection.problems).toEqual([])
  expect(collection.facts?.device).toMatchObject({ vendor: 'Huawei', name: 'SW-01' })
  expect(collection.facts?.interfaces).toHaveLength(6)
  // The engine's id, and with it or behind it its clock.
  expect(agent!.reports).toBeLessThanOrEqual(2)
})

test('an agent that begins anew in mid-visit is in step again, and nothing is missing', async () => {
  const clock = { boots: 7, seconds: 90_000 }
  let reportsBefore = 0
  const { port } = await withClock(clock, ({ answered, reports }) => {
    if (answered === 4 && clock.boots === 7) {
      reportsBefore = reports
      clock.boots = 8
      clock.seconds = 1
    }
  })
  const collection = await collectFrom(port, {}, user)
  expect(clock.boots).toBe(8)
  expect(agent!.reports).toBeGreaterThan(reportsBefore)
  expect(collection.problems).toEqual([])
  expect(collection.facts?.interfaces).toHaveLength(6)
})

test('a clock that jumps out of the window in mid-visit is followed', async () => {
  const clock = { boots: 7, seconds: 90_000 }
  const { port } = await withClock(clock, ({ answered }) => {
    if (answered === 4) clock.seconds = 190_000
  })
  const collection = await collectFrom(port, {}, user)
  expect(clock.seconds).toBe(190_000)
  expect(collection.problems).toEqual([])
  expect(collection.facts?.interfaces).toHaveLength(6)
})

test('an agent that is never in step is left in peace, and its clock is named as the reason', async () => {
  const clock = { boots: 7, seconds: 90_000 }
  const { port } = await withClock(clock, () => {
    clock.boots += 1
    clock.seconds = 10
  })
  const collection = await collectFrom(port, {}, user)
  expect(collection.status).toBe('failed')
  expect(codesOf(collection)).toEqual(['not-in-time-window'])
  expect(agent!.answered).toBe(0)
  expect(agent!.reports).toBeLessThan(20)
})

import { afterEach, expect, test } from 'vitest'
import { PollBatch } from '../../../../collectors/snmp/poll/batch.ts'
import type { DevicePollResult, PollMethod } from '../../../../collectors/snmp/poll/device-poll.ts'
import { DevicePoll } from '../../../../collectors/snmp/poll/device-poll.ts'
import { PortValues } from '../../../../collectors/snmp/poll/port-values.ts'
import { openTransport, type Transport } from '../../../../collectors/snmp/poll/transport.ts'
import type { Varbind } from '../../../../collectors/snmp/varbind.ts'
import { answering, startAgent, switchMib, type Behaviour, type TestAgent } from '../../support/agent.ts'
import { encodeReply } from '../../support/ber.ts'

const open: (() => unknown)[] = []
afterEach(async () => {
  for (const close of open.splice(0)) await close()
})

async function scene(behaviour: Behaviour): Promise<{
  agent: TestAgent
  transport: Transport
  poll: DevicePoll
  run(
    method?: PollMethod | null,
    patience?: { timeoutMs?: number; retries?: number },
  ): Promise<DevicePollResult>
}> {
  const agent = await startAgent(behaviour)
  const transport = openTransport()
  open.push(
    () => transport.close(),
    () => agent.close(),
  )
  const poll = new DevicePoll()
  return {
    agent,
    transport,
    poll,
    run: (method = null, patience = {}) =>
      poll.run(
        transport,
        {
          address: '127.0.0.1',
          family: 4,
          port: agent.port,
          hasBulk: true,
          security: { version: 1, name: Buffer.from('public') },
        },
        { timeoutMs: 300, retries: 2, deadlineMs: 10_000, ...patience },
        method,
        new PortValues(4),
        () => {},
        Date.now,
      ).result,
  }
}

/** What would be stored: each port with some of its values. */
function rowsOf(
  result: DevicePollResult,
): { name: string; inOctets: bigint; flags: number; speed: number }[] {
  const batch = new PollBatch()
  if (result.plan === null) return []
  batch.add(
    { targetId: 1, uptimeTicks: result.uptimeTicks, intervalSeconds: 60, visit: null },
    result.plan,
    result.values,
    result.isPartial,
    Date.now(),
  )
  const { names, counters, flags, speedBps } = batch.content()
  return names.map((name, row) => ({
    name,
    inOctets: counters[0]![row]!,
    flags: flags[row]!,
    speed: speedBps[row]!,
  }))
}

/** ifAdminStatus is read with the whole tables only. */
const withoutAdmin = (row: ReturnType<typeof rowsOf>[number]) => ({ ...row, flags: row.flags & 15 })

/** Numbers and states that ifTable needs for a port to be watched. */
const withChanges = (ports: number, mib: Varbind[]): Varbind[] => [
  ...mib,
  { oid: '1.3.6.1.2.1.2.1.0', type: 'integer', value: ports },
  ...Array.from({ length: ports }, (_, i): Varbind => ({
    oid: `1.3.6.1.2.1.2.2.1.9.${i + 1}`,
    type: 'timeticks',
    value: 500,
  })),
]

test('reads both tables whole at first and only what a row needs behind that', async () => {
  const { run, agent } = await scene(answering(withChanges(3, switchMib(3))))
  const first = await run()
  expect(first).toMatchObject({ answered: true, isPartial: false, method: 'whole', uptimeTicks: 8_640_000 })
  expect(rowsOf(first)).toEqual([
    { name: 'GE0/0/1', inOctets: 5_000_000_001n, flags: 2 + 4 + 8 + 16 + 32, speed: 1e9 },
    { name: 'GE0/0/2', inOctets: 5_000_000_002n, flags: 2 + 4 + 16 + 32, speed: 1e9 },
    { name: 'GE0/0/3', inOctets: 5_000_000_003n, flags: 2 + 4 + 8 + 16 + 32, speed: 1e9 },
  ])
  const asked = agent.requests.length
  const second = await run('columns')
  expect(second.load.variables).toBeLessThan(first.load.variables)
  expect(rowsOf(second).map(withoutAdmin)).toEqual(rowsOf(first).map(withoutAdmin))
  expect(agent.requests.slice(asked).some(({ oids }) => oids[0]!.startsWith('1.3.6.1.2.1.2.2.1.2'))).toBe(
    false,
  )
})

test('chosen ports: one that is down is watched, not read, until it changed', async () => {
  let mib = withChanges(2, switchMib(2))
  const { run, agent } = await scene((request) => answering(mib)(request))
  const first = await run()
  let asked = agent.requests.length
  const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name)
  expect(
    rowsOf(await run('ports'))
      .map(withoutAdmin)
      .sort(byName),
  ).toEqual(rowsOf(first).map(withoutAdmin))
  const readOf2 = () =>
    agent.requests.slice(asked).some(({ oids }) => oids.includes('1.3.6.1.2.1.31.1.1.1.6.2'))
  expect(readOf2()).toBe(false)
  mib = mib.map((one) =>
    one.oid === '1.3.6.1.2.1.2.2.1.9.2'
      ? { ...one, value: 900 }
      : one.oid === '1.3.6.1.2.1.31.1.1.1.6.2'
        ? { ...one, value: 6_000_000_000 }
        : one,
  )
  asked = agent.requests.length
  const third = await run('ports')
  expect(readOf2()).toBe(true)
  expect(rowsOf(third).find(({ name }) => name === 'GE0/0/2')?.inOctets).toBe(6_000_000_000n)
})

test('other ports than before, or a device that began anew: the whole is read again', async () => {
  let mib = withChanges(2, switchMib(2))
  const { run } = await scene((request) => answering(mib)(request))
  await run()
  expect((await run()).method).not.toBe('whole')
  mib = withChanges(3, switchMib(3))
  const grown = await run()
  expect(grown.method).toBe('whole')
  expect(rowsOf(grown).map(({ name }) => name)).toEqual(['GE0/0/1', 'GE0/0/2', 'GE0/0/3'])
  mib = mib.map((one) =>
    one.type === 'timeticks' && one.oid.endsWith('.1.3.0') ? { ...one, value: 100 } : one,
  )
  expect((await run()).method).toBe('whole')
})

test('an agent that repeats or goes back ends every walk; what it gave stays and is marked partial', async () => {
  const good = answering(switchMib(2))
  for (const twist of [
    // A variable twice.
    (reply: Varbind[]) => [...reply.slice(0, 2), ...reply.slice(1)],
    // Back to the beginning of the tree.
    (reply: Varbind[]) => [
      ...reply.slice(0, 3),
      { oid: '1.3.6.1.2.1.1.1.0', type: 'integer', value: 1 } as Varbind,
    ],
  ]) {
    const { run } = await scene((request) => {
      const reply = good(request)
      return request.pdu === 0xa5 ? { varbinds: twist(reply.varbinds) } : reply
    })
    const result = await run()
    expect(result).toMatchObject({ answered: true, isPartial: true })
    expect(rowsOf(result).length).toBeGreaterThan(0)
    expect(rowsOf(result).every(({ flags }) => (flags & 1) === 1)).toBe(true)
  }
})

test('late doubles, wrong request ids and answers with other objects are not taken for values', async () => {
  const good = answering(switchMib(1))
  const lie: Varbind = { oid: '1.3.6.1.2.1.31.1.1.1.6.1', type: 'counter64', value: 666 }
  const { run, transport } = await scene((request, count) => {
    if (count % 2 === 1) return { ...good(request), requestId: request.requestId + 1000 }
    return good(request)
  })
  const first = await run(null, { timeoutMs: 100 })
  expect(rowsOf(first)[0]!.inOctets).toBe(5_000_000_001n)
  expect(transport.counts.unasked).toBeGreaterThan(0)

  const other = await scene((request) =>
    request.pdu === 0xa0 && !request.oids[0]!.startsWith('1.3.6.1.2.1.1.')
      ? { varbinds: [lie, { ...lie, oid: '1.3.6.1.2.1.31.1.1.1.6.9' }] }
      : good(request),
  )
  await other.run()
  const misplaced = await other.run('ports')
  expect(misplaced.isPartial).toBe(true)
  expect(rowsOf(misplaced).map(({ name }) => name)).toEqual(['GE0/0/1'])
})

test('tooBig, silence and cut replies make the next request smaller, and the walk goes on', async () => {
  const good = answering(switchMib(8))
  const sizes: number[] = []
  const { run } = await scene((request) => {
    if (request.pdu !== 0xa5) return good(request)
    sizes.push(request.maxRepetitions)
    if (request.maxRepetitions > 20) return { varbinds: [], errorStatus: 1 }
    const reply = encodeReply(request, good(request))
    return request.maxRepetitions > 10 ? reply.subarray(0, reply.length - 5) : reply
  })
  const result = await run(null, { timeoutMs: 60 })
  expect(rowsOf(result)).toHaveLength(8)
  expect(result.isPartial).toBe(false)
  expect(Math.max(...sizes)).toBeGreaterThan(20)
  expect(sizes.at(-1)).toBeLessThanOrEqual(10)
})

test('a device that does not answer is asked as often as it should be, and given up', async () => {
  const { run, agent } = await scene(() => null)
  const result = await run(null, { timeoutMs: 40 })
  expect(result).toMatchObject({ answered: false, values: { rows: 0 } })
  expect(agent.requests).toHaveLength(3)
})

import { expect, test } from 'vitest'
import { answering, switchMib, type Behaviour } from '../../support/agent.ts'
import { codesOf } from '../../support/collect.ts'
import { asksInterfaces, bulk, collectWhile, good, ifDescr } from './agents.ts'

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

test('an OID that goes back inside one reply is caught against the one before it, not the one asked', async () => {
  const collection = await collectWhile((request) => {
    const reply = good(request)
    if (!asksInterfaces(request)) return reply
    // Rows 5 and 4 change places: both stand behind what was asked, and 4 before 5.
    const swap: Record<string, string> = {
      [`${ifDescr}.4`]: `${ifDescr}.5`,
      [`${ifDescr}.5`]: `${ifDescr}.4`,
    }
    return { varbinds: reply.varbinds.map((one) => ({ ...one, oid: swap[one.oid] ?? one.oid })) }
  })
  expect(collection.problems).toMatchObject([
    { code: 'walk-not-increasing', about: 'ifTable', detail: `${ifDescr}.4 after ${ifDescr}.5` },
  ])
  expect(collection.facts?.interfaces[2]?.description).toBe('GigabitEthernet0/0/3')
  expect(collection.facts?.interfaces[5]?.description).toBeNull()
  expect(collection.facts?.interfaces[5]?.name).toBe('GE0/0/6')
})

test('variables in the order of their names instead of the question are taken by name, none lost', async () => {
  const byName = answering(switchMib(6))
  const collection = await collectWhile((request) => {
    const reply = byName(request)
    if (request.pdu !== bulk || request.oids.length === 1) return reply
    const width = request.oids.length
    // The first column of each row comes last, so that every value stands in another's place.
    const varbinds = Array.from({ length: reply.varbinds.length / width }, (_, row) => {
      const [first, ...others] = reply.varbinds.slice(row * width, (row + 1) * width)
      return [...others, first!]
    }).flat()
    return { varbinds }
  })
  expect(collection.problems).toEqual([])
  expect(collection.facts?.interfaces).toHaveLength(6)
  expect(collection.facts?.interfaces[4]).toMatchObject({
    description: 'GigabitEthernet0/0/5',
    name: 'GE0/0/5',
    speedBps: 1e9,
    inOctets: 5_000_000_005,
  })
})

test('a reply that leaves a variable out shifts nothing into another column', async () => {
  const collection = await collectWhile((request) => {
    const reply = good(request)
    return asksInterfaces(request) && request.oids.length > 1
      ? { varbinds: reply.varbinds.filter((_, position) => position !== 2) }
      : reply
  })
  expect(collection.problems).toEqual([])
  expect(collection.facts?.interfaces.map(({ description, mac }) => [description, mac])).toEqual(
    [1, 2, 3, 4, 5, 6].map((index) => [`GigabitEthernet0/0/${index}`, `00:1b:c4:e3:00:0${index}`]),
  )
})

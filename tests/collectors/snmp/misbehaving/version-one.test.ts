import { expect, test } from 'vitest'
import type { SnmpRequest, SnmpReply } from '../../support/ber.ts'
import { answering, switchMib } from '../../support/agent.ts'
import { collectFrom } from '../../support/collect.ts'
import { anAgent } from './agents.ts'

const mib = switchMib(6).filter((one) => one.type !== 'counter64')
const answer = answering(mib)
const getNext = 0xa1

/** RFC 1157: no exceptions and no GETBULK; what is not there fails the whole request with noSuchName. */
function versionOne(request: SnmpRequest): SnmpReply {
  const reply = request.pdu === getNext ? answer({ ...request, maxRepetitions: 1 }) : answer(request)
  const missing = reply.varbinds.findIndex(({ type }) => type === 'noSuchInstance' || type === 'endOfMibView')
  if (missing < 0) return reply
  const varbinds = request.oids.map((oid) => ({ oid, type: 'null' as const, value: null }))
  return { varbinds, errorStatus: 2, errorIndex: missing + 1 }
}

test('a v1 device is walked by GETNEXT to its end, and read completely with 32-bit counters', async () => {
  const pdus = new Set<number>()
  const { port } = await anAgent((request) => {
    pdus.add(request.pdu)
    return { ...versionOne(request), version: 0 }
  })
  const collection = await collectFrom(port, {}, { version: '1', community: 'public' })
  expect([...pdus].sort()).toEqual([0xa0, getNext])
  expect(collection.problems).toEqual([])
  expect(collection.facts?.device).toMatchObject({ vendor: 'Huawei', name: 'SW-01' })
  expect(collection.facts?.interfaces).toHaveLength(6)
  expect(collection.facts?.interfaces[5]).toMatchObject({
    name: 'GE0/0/6',
    inOctets: 6000,
    outOctets: 12_000,
    counterBits: 32,
  })
})

import { afterEach } from 'vitest'
import type { Collection } from '../../../../server/contract/collection.ts'
import { answering, startAgent, switchMib, type Behaviour, type TestAgent } from '../../support/agent.ts'
import type { SnmpRequest } from '../../support/ber.ts'
import { collectFrom } from '../../support/collect.ts'

/*
 * What trusted pollers get right, where it is done, and the agent that provokes it.
 *
 * | rule                                                   | code (collectors/snmp/)                 | test                |
 * |--------------------------------------------------------|-----------------------------------------|---------------------|
 * | repeated OID, going back, also inside one reply        | walk.ts `take`                          | order.test.ts       |
 * | a table without end                                    | walk.ts `take`, `rowLimit`              | order.test.ts       |
 * | values in the place of another column                  | walk.ts `advance`, `isDoubtful`         | order.test.ts       |
 * | empty bulk reply                                       | walk.ts `walkGroup`                     | size.test.ts        |
 * | tooBig (also without varbinds), too large to arrive    | walk.ts, visit.ts `shrink`              | size.test.ts        |
 * | repetitions halved, grown again, remembered            | visit.ts, memory/device-memory.ts       | size.test.ts        |
 * | replies near 1472 octets                               | walk.ts `mostReplyOctets`               | size.test.ts        |
 * | genErr in mid-walk                                     | walk.ts `depth`, `width`                | size.test.ts        |
 * | truncated BER, garbage, random bytes                   | socket.ts `isWhole`, session.ts         | garbage.test.ts     |
 * | answers from another address, remembered               | socket.ts `Peer`, connect.ts            | answers.test.ts     |
 * | late duplicates, wrong request ids                     | socket.ts, session.ts                   | answers.test.ts     |
 * | fewer variables or other OIDs than asked               | visit.ts `#getPortion`                  | answers.test.ts     |
 * | slow drip, no answer, one deadline                     | collector.ts `underDeadline`, visit.ts  | answers.test.ts     |
 * | breaker with one probe                                 | attempts.ts, memory/device-memory.ts    | devices.test.ts     |
 * | credentials in order, the right one remembered         | attempts.ts, connect.ts, refusals.ts    | devices.test.ts     |
 * | few requests in flight per device                      | gate.ts                                 | devices.test.ts     |
 * | load per device                                        | load-meter.ts                           | devices.test.ts     |
 * | v1: GETNEXT, noSuchName at the end                     | session.ts `getNext`                    | version-one.test.ts |
 * | counters that wrap, reset, stick, vanish               | server/domain/rate.ts, interfaces.ts    | counters.test.ts    |
 * | ifCounterDiscontinuityTime changed                      | memory/device-memory.ts `begunAnew`     | counters.test.ts    |
 * | ifIndex renumbered, ifHighSpeed that means bit/s       | domain/series-parts.ts, interfaces.ts   | counters.test.ts    |
 * | uptime wrap at 497 days, negative engine time, missing | tables/system.ts, server/domain/rate.ts | counters.test.ts    |
 * | noSuchObject, noSuchInstance, endOfMibView, zero       | varbind.ts, value.ts                    | values.test.ts      |
 * | DateAndTime of 8 and 11 octets, NUL padding, hex       | date-and-time.ts, text.ts               | values.test.ts      |
 * | v3 time windows and boots, in mid-visit too            | session.ts, usm/engine.ts               | version-three.test  |
 * | v3 in polls                                            | usm/conversation.ts, poll/transport.ts  | poll/secured.test   |
 * | one memory for polls and collections                   | memory/, gate.ts, poll/device-visit.ts  | poll/shared-memory  |
 * | v3 twin engines, contexts                              | usm/, connect.ts, device-memories.ts    | tests/real/…/snmpd  |
 */

let agent: TestAgent | undefined
afterEach(async () => {
  await agent?.close()
  agent = undefined
})

/** A faultless switch with six ports. */
export const good = answering(switchMib(6))
export const bulk = 0xa5
export const ifDescr = '1.3.6.1.2.1.2.2.1.2'
export const asksInterfaces = (request: SnmpRequest) =>
  request.pdu === bulk && request.oids.some((oid) => oid.startsWith('1.3.6.1.2.1.2.2.1.'))

/** One agent for the test, stopped behind it. */
export async function anAgent(behaviour: Behaviour, community = 'public'): Promise<TestAgent> {
  agent = await startAgent(behaviour, community)
  return agent
}

/** What is collected from an agent that behaves so. */
export async function collectWhile(
  behaviour: Behaviour,
  options: Parameters<typeof collectFrom>[1] = {},
): Promise<Collection> {
  const { port } = await anAgent(behaviour)
  return collectFrom(port, options)
}

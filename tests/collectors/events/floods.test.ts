import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { noDetails, type Arrival, type EventDraft } from '../../../collectors/events/event-draft.ts'
import { FloodGuard, usualLimits } from '../../../collectors/events/flood-guard.ts'
import { Intake } from '../../../collectors/events/intake.ts'
import { Joiner, usualJoining } from '../../../collectors/events/joiner.ts'

const limits = { ...usualLimits, senderPerSecond: 10, senderBurst: 50, totalPerSecond: 100, totalBurst: 400 }

function verdicts(guard: FloodGuard, address: string, times: number, now: number) {
  const seen: Record<string, number> = {}
  for (let i = 0; i < times; i++) {
    const verdict = guard.admit(address, now)
    seen[verdict] = (seen[verdict] ?? 0) + 1
  }
  return seen
}

describe('the flood guard', () => {
  test('lets a burst through, then a sample of one in a hundred', () => {
    const guard = new FloodGuard(limits, 0)
    expect(verdicts(guard, 'a', 1050, 0)).toEqual({ accept: 50, sample: 10, 'sender-rate': 990 })
  })

  test('a quiet second gives new room, one sender does not take another’s', () => {
    const guard = new FloodGuard(limits, 0)
    verdicts(guard, 'a', 500, 0)
    expect(guard.admit('b', 0)).toBe('accept')
    expect(verdicts(guard, 'a', 20, 1000)['accept']).toBe(10)
  })

  test('from made-up senders: all of them together have a limit, and so has the memory', () => {
    const guard = new FloodGuard({ ...limits, mostSenders: 1000 }, 0)
    let accepted = 0
    for (let i = 0; i < 50_000; i++) if (guard.admit(`10.${i}`, 0) === 'accept') accepted++
    expect(accepted).toBe(400)
    expect(guard.worst(100_000).length).toBeLessThanOrEqual(1000)
  })

  test('never lets more through than its buckets hold, whatever the times', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('a', 'b'), fc.nat(50)), { maxLength: 3000 }), (steps) => {
        const guard = new FloodGuard(limits, 0)
        let now = 0
        let passed = 0
        for (const [address, pause] of steps) {
          now += pause
          if (guard.admit(address, now) === 'accept') passed++
        }
        expect(passed).toBeLessThanOrEqual(limits.totalBurst + (now / 1000) * limits.totalPerSecond + 1)
      }),
      { numRuns: 50 },
    )
  })
})

const arrival: Arrival = { address: '10.0.0.1', port: 514, transport: 'udp' }
const draft = (key: string, text: string | null = null): EventDraft => ({
  key,
  wording: text,
  source: 'syslog',
  severity: 'error',
  category: 'link',
  title: { zh: '接口断开', en: 'Interface down' },
  code: null,
  part: null,
  interfaceIndex: null,
  link: null,
  senderAddress: '10.0.0.1',
  hostname: null,
  deviceAt: null,
  text,
  details: noDetails(arrival, 'text'),
})

describe('joining repeats', () => {
  test('the first is told at once, repeats with their count some seconds later, under the same id', () => {
    const joiner = new Joiner(usualJoining)
    joiner.add(draft('k', 'one'), 0)
    const [first] = joiner.drain(300)
    expect(first).toMatchObject({ count: 1, firstAt: '1970-01-01T00:00:00.000Z' })
    joiner.add(draft('k', 'two'), 1000)
    joiner.add(draft('k', 'one'), 2000)
    expect(joiner.drain(2100)).toEqual([])
    const [again] = joiner.drain(6000)
    expect(again).toMatchObject({ id: first!.id, count: 3, lastAt: '1970-01-01T00:00:02.000Z' })
    expect(again!.details.samples).toEqual(['two'])
    expect(joiner.drain(60_000)).toEqual([])
  })

  test('behind the window it is another event; what was not told yet is', () => {
    const joiner = new Joiner(usualJoining)
    joiner.add(draft('k'), 0)
    const [first] = joiner.drain(1)
    joiner.add(draft('k'), 1000)
    joiner.add(draft('k'), 300_001)
    const told = joiner.drain(300_002)
    expect(told.map((event) => event.count)).toEqual([2, 1])
    expect(told[0]!.id).toBe(first!.id)
    expect(told[1]!.id).not.toBe(first!.id)
  })

  test('no repeat is lost, whatever comes when', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(200_000))), (steps) => {
        const joiner = new Joiner({ ...usualJoining, mostOpen: 2 })
        const counts = new Map<string, number>()
        const note = (events: ReturnType<Joiner['drain']>) => {
          for (const event of events) counts.set(event.id, Math.max(counts.get(event.id) ?? 0, event.count))
        }
        let now = 0
        for (const [key, pause] of steps) {
          joiner.add(draft(key), (now += pause))
          note(joiner.drain(now))
        }
        note(joiner.finish())
        expect([...counts.values()].reduce((sum, count) => sum + count, 0)).toBe(steps.length)
      }),
    )
  })
})

test('fifty thousand lines at once: few events, everything counted, the flood told', () => {
  let now = 0
  const intake = new Intake({ limits: usualLimits, joining: usualJoining, now: () => now })
  for (let i = 0; i < 50_000; i++) intake.take('syslog', arrival, () => draft(`line ${i}`, `line ${i}`))
  now = 300
  const events = intake.drain()
  const report = intake.report({ kind: 'syslog', port: 514, status: 'listening', fault: null })
  expect(report.received).toBe(50_000)
  expect(report.accepted + report.joined + report.dropped).toBe(50_000)
  expect(events.length).toBe(report.accepted + 1)
  expect(events.length).toBeLessThan(1000)
  expect(events.filter((event) => event.sampled).length).toBe(report.sampled)
  expect(report.sampled).toBe(498)
  expect(report.details.senders).toEqual([
    { address: '10.0.0.1', received: 50_000, dropped: report.dropped, lastAt: '1970-01-01T00:00:00.000Z' },
  ])
  expect(events.find((event) => event.category === 'flood')).toMatchObject({
    count: report.dropped,
    source: 'collector',
  })
  // Another sender is not held back by it.
  intake.take('syslog', { ...arrival, address: '10.0.0.2' }, () => draft('other'))
  expect(intake.drain()).toHaveLength(1)
})

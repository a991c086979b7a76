import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createSchedule, nextStart, phaseOf, type ScheduledTarget } from '../../collectors/schedule.ts'

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000_000 }))
afterEach(() => void vi.useRealTimers())

const target = (id: number, intervalSeconds = 60): ScheduledTarget => ({ id, intervalSeconds })
const minute = 60_000

function scheduleWith(
  visit: (target: ScheduledTarget, signal: AbortSignal) => Promise<boolean | void>,
  most = 64,
) {
  const skipped: number[] = []
  const faults: unknown[] = []
  const schedule = createSchedule<ScheduledTarget>({
    most,
    visit,
    onSkipped: ({ id }) => skipped.push(id),
    onFault: (_, error) => faults.push(error),
    firstWithinMs: minute,
  })
  return { schedule, skipped, faults }
}

const after = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

test('starts are spread over the interval, the same way in every run', () => {
  const starts = Array.from({ length: 994 }, (_, id) => Math.floor(phaseOf(id + 1) * 10))
  for (let tenth = 0; tenth < 10; tenth++) {
    const share = starts.filter((one) => one === tenth).length
    expect(share).toBeGreaterThan(90)
    expect(share).toBeLessThan(110)
  }
  const now = 1_000_000_000
  expect(nextStart(target(7), now)).toBe(nextStart(target(7), now + 1))
  expect(nextStart(target(7), nextStart(target(7), now)) - nextStart(target(7), now)).toBe(minute)
})

test('each target is visited once per interval', async () => {
  const visits = new Map<number, number>()
  const { schedule, skipped } = scheduleWith(async ({ id }) => void visits.set(id, (visits.get(id) ?? 0) + 1))
  schedule.assign(Array.from({ length: 20 }, (_, id) => target(id + 1)))
  await vi.advanceTimersByTimeAsync(10 * minute)
  expect(visits.size).toBe(20)
  for (const count of visits.values()) expect(Math.abs(count - 10)).toBeLessThanOrEqual(1)
  expect(skipped).toEqual([])
  await schedule.stop()
})

test('no more than so many devices at once', async () => {
  let most = 0
  const { schedule } = scheduleWith(async () => {
    most = Math.max(most, schedule.inFlight)
    await after(30_000)
  }, 3)
  schedule.assign(Array.from({ length: 30 }, (_, id) => target(id + 1)))
  await vi.advanceTimersByTimeAsync(5 * minute)
  expect(most).toBe(2)
  expect(schedule.inFlight).toBe(3)
  const stopped = schedule.stop()
  await vi.advanceTimersByTimeAsync(minute)
  await stopped
})

test('slow devices delay nobody: the others keep their times', async () => {
  const visits = new Map<number, number>()
  const { schedule } = scheduleWith(async ({ id }) => {
    visits.set(id, (visits.get(id) ?? 0) + 1)
    if (id <= 3) await after(1_000 * minute)
  }, 8)
  schedule.assign(Array.from({ length: 40 }, (_, id) => target(id + 1)))
  await vi.advanceTimersByTimeAsync(10 * minute)
  for (const [id, count] of visits) expect(count).toBeGreaterThanOrEqual(id <= 3 ? 1 : 9)
  const stopped = schedule.stop()
  await vi.advanceTimersByTimeAsync(1_000 * minute)
  await stopped
})

test('a cycle that overruns is left out and stated, never doubled', async () => {
  let running = 0
  let most = 0
  const { schedule, skipped } = scheduleWith(async () => {
    most = Math.max(most, ++running)
    await after(150_000)
    running--
  })
  schedule.assign([target(1)])
  await vi.advanceTimersByTimeAsync(10 * minute)
  expect(most).toBe(1)
  expect(skipped.length).toBeGreaterThanOrEqual(5)
  const stopped = schedule.stop()
  await vi.advanceTimersByTimeAsync(5 * minute)
  await stopped
})

test('a visit that fails inside is told and the target comes round again', async () => {
  const { schedule, faults } = scheduleWith(() => Promise.reject(new Error('bug')))
  schedule.assign([target(1)])
  await vi.advanceTimersByTimeAsync(3 * minute)
  expect(faults.length).toBeGreaterThanOrEqual(2)
  await schedule.stop()
})

test('what a person asks for goes ahead of those that wait', async () => {
  const order: number[] = []
  const { schedule } = scheduleWith(async ({ id }) => {
    order.push(id)
    await after(10_000)
  }, 1)
  schedule.assign(Array.from({ length: 10 }, (_, id) => target(id + 1)))
  await vi.advanceTimersByTimeAsync(minute)
  const before = order.length
  schedule.runNow(target(99), async ({ id }) => void order.push(id))
  await vi.advanceTimersByTimeAsync(10_000)
  expect(order[before]).toBe(99)
  const stopped = schedule.stop()
  await vi.advanceTimersByTimeAsync(minute)
  await stopped
})

test('a target that is taken away is cancelled, one that stays keeps its time', async () => {
  const cancelled: number[] = []
  const { schedule } = scheduleWith(
    ({ id }, signal) =>
      new Promise((resolve) =>
        signal.addEventListener('abort', () => {
          cancelled.push(id)
          resolve()
        }),
      ),
  )
  schedule.assign([target(1), target(2)])
  await vi.advanceTimersByTimeAsync(minute)
  expect(schedule.inFlight).toBe(2)
  schedule.assign([target(2)])
  await vi.advanceTimersByTimeAsync(1)
  expect(cancelled).toEqual([1])
  expect(schedule.inFlight).toBe(1)
  await schedule.stop()
  expect(schedule.inFlight).toBe(0)
})

test('a device that stops answering is asked again soon, twice, and then at its usual times', async () => {
  const visits: number[] = []
  const { schedule } = scheduleWith(async () => {
    visits.push(Date.now())
    return false
  })
  schedule.assign([target(1, 3600)])
  await vi.advanceTimersByTimeAsync(30 * minute)
  const soon = visits.filter((at) => at < visits[0]! + 3 * minute)
  expect(soon.length).toBeGreaterThanOrEqual(3)
  expect(visits.length).toBeLessThanOrEqual(4)
  await schedule.stop()
})

test('a device that answers is not asked more often', async () => {
  let visits = 0
  const { schedule } = scheduleWith(async () => {
    visits++
    return true
  })
  schedule.assign([target(1, 3600)])
  await vi.advanceTimersByTimeAsync(30 * minute)
  expect(visits).toBeLessThanOrEqual(2)
  await schedule.stop()
})

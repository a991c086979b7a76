import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDuckDbStore } from '../../../server/metrics/duckdb-store.ts'
import type { MetricStore } from '../../../server/metrics/metric-store.ts'
import { aPollBatch } from '../../support/poll-batch.ts'

const start = Date.parse('2026-06-01T00:00:00.000Z')
const hour = 3_600_000
const hours = 6

let store: MetricStore
beforeEach(async () => (store = await openDuckDbStore(':memory:')))
afterEach(() => store.close())

/** Every minute of some hours: traffic that changes, on a port with 64-bit counters and one with 32-bit ones. */
async function fill(): Promise<void> {
  let total = 0n
  for (let minute = 0; minute < hours * 60; minute++) {
    total += BigInt((minute % 60) * 1_000_000)
    const at = start + minute * 60_000
    const uptimeTicks = 1_000_000 + minute * 6000
    const rows = aPollBatch([
      {
        targetId: 1,
        uptimeTicks,
        ports: [
          { name: 'wide', at, counters: [total] },
          { name: 'narrow', at, counters: [total % 2n ** 32n], flags: 12 },
        ],
      },
    ])
    await store.appendPolls([{ id: randomUUID(), rows }])
  }
}

const hourly = async (part: string) => {
  const { points } = await store.series({
    targetId: 1,
    metric: 'interface.in.bps',
    part,
    // Between the last reading of an hour and the first of the next: a rate is of the time before its reading.
    from: new Date(start + hour - 30_000),
    to: new Date(start + hours * hour - 30_000),
    stepSeconds: 3600,
  })
  return points.map(({ value, quality }) => [Math.round(value ?? -1), quality])
}
const rows = async () => (await store.pollSummary(new Date(start), new Date(start + hours * hour))).rows

test('the hour’s mean is the same from one reading as from sixty; 32-bit counters keep all of theirs', async () => {
  await fill()
  const [wide, narrow] = [await hourly('wide'), await hourly('narrow')]
  const removed = await store.thinPolls({ everyReadingSince: start + 4 * hour + 1, anythingSince: start })
  expect(removed).toBe(4 * 59)
  expect(await rows()).toBe(2 * hours * 60 - 4 * 59)
  expect(await hourly('wide')).toEqual(wide)
  expect(await hourly('narrow')).toEqual(narrow)
})

test('it goes on where it stopped, and what is too old goes altogether', async () => {
  await fill()
  await store.thinPolls({ everyReadingSince: start + 2 * hour, anythingSince: start })
  expect(await store.thinPolls({ everyReadingSince: start + 2 * hour, anythingSince: start })).toBe(0)
  expect(await store.thinPolls({ everyReadingSince: start + 3 * hour, anythingSince: start })).toBe(59)
  expect(await store.thinPolls({ everyReadingSince: start + 3 * hour, anythingSince: start + hour })).toBe(61)
  expect(await hourly('wide')).toHaveLength(hours - 1)
})

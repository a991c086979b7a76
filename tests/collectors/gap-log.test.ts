import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openGapLog, type GapLog, type Missing } from '../../collectors/gap-log.ts'

let folder: string
let now: number

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'citybase-gaps-'))
  now = Date.parse('2026-11-23T08:00:00.000Z')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const open = (): GapLog =>
  openGapLog(
    folder,
    () => {},
    () => now,
  )
const missing = (more: Partial<Missing> = {}): Missing => ({
  kind: 'poll',
  cause: 'cycle-overran',
  from: now,
  to: now + 60_000,
  targets: [1],
  samples: 24,
  octets: 0,
  detail: '10.0.0.1',
  ...more,
})

test('what goes wrong together is one gap: its span, its targets, its readings', () => {
  const log = open()
  log.add(missing())
  now += 10_000
  log.add(missing({ targets: [2], detail: '10.0.0.2' }))
  log.add(missing({ targets: [1], samples: 24 }))
  log.add(
    missing({
      cause: 'spool-full',
      from: now - 3_600_000,
      to: now - 1_800_000,
      targets: [],
      detail: null,
      octets: 5000,
    }),
  )
  expect(log.closed()).toEqual([])
  now += 60_000
  expect(log.closed()).toMatchObject([
    {
      cause: 'cycle-overran',
      fromAt: '2026-11-23T08:00:00.000Z',
      toAt: '2026-11-23T08:01:10.000Z',
      targets: 2,
      samples: 72,
      detail: '10.0.0.1, 10.0.0.2',
    },
    {
      cause: 'spool-full',
      fromAt: '2026-11-23T07:00:10.000Z',
      toAt: '2026-11-23T07:30:10.000Z',
      octets: 5000,
    },
  ])
})

test('a restart forgets nothing that was not handed over, and hands over under the same id', () => {
  const first = open()
  first.add(missing({ cause: 'disk-refused', detail: 'ENOSPC' }))
  // Killed here: nothing was closed.
  const second = open()
  const [gap] = second.closed()
  expect(gap).toMatchObject({ cause: 'disk-refused', samples: 24, targets: 1, detail: 'ENOSPC' })
  expect(open().closed()).toEqual([gap])
  second.remove([gap!.id])
  expect(open().closed()).toEqual([])
})

test('it is bounded: while the server is away the two oldest become one, and no reading is lost from the sum', () => {
  const log = open()
  for (let minute = 0; minute < 700; minute++) {
    log.add(missing())
    now += 60_000
  }
  const gaps = log.closed()
  expect(gaps).toHaveLength(500)
  expect(gaps.reduce((sum, one) => sum + one.samples, 0)).toBe(700 * 24)
  expect(gaps[0]!.fromAt).toBe('2026-11-23T08:00:00.000Z')
})

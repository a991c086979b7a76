import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createSkippedCycles } from '../../collectors/skipped-cycles.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('many skipped cycles are told in one message, with what to do', () => {
  const said: string[] = []
  const skipped = createSkippedCycles((text) => said.push(text.en))
  for (let i = 0; i < 500; i++) skipped.add(`10.0.0.${i}`)
  vi.advanceTimersByTime(60_000)
  vi.advanceTimersByTime(60_000)
  expect(said).toHaveLength(1)
  expect(said[0]).toContain('500 cycle(s)')
  expect(said[0]).toContain('10.0.0.0, 10.0.0.1, 10.0.0.2 and others')
  expect(said[0]).toContain('lengthen the interval')
  skipped.stop()
})

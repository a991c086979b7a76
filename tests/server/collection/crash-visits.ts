import type { Collection } from '../../../server/contract/collection.ts'
import { anAnswer } from './answers.ts'

/** The n-th visit to a target: always the same, as a collector that lost its connection sends it again. */
export function visitNumber(n: number, target: Parameters<typeof anAnswer>[0]): Collection {
  const at = new Date(Date.parse('2026-11-23T08:00:00.000Z') + n * 60_000).toISOString()
  const id = `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
  return anAnswer(target, { device: { name: `SW-${Math.floor(n / 10)}` } }, at, {
    id,
    samples: [{ metric: 'cpu.load', part: '', kind: 'gauge', value: n, at, bits: null, quality: 'good' }],
  })
}

import type { Localised } from '../../../contract/text.ts'
import type { CellProblem } from '../reading.ts'

/** What a value reader makes of a cell. */
export type ValueReading =
  { value: unknown; note?: Localised; also?: Record<string, unknown> } | { problem: CellProblem }

export const say = (zh: string, en: string): Localised => ({ zh, en })

export function read(value: unknown, note?: Localised): ValueReading {
  return note ? { value, note } : { value }
}

/** @param proposalText as one would write it; the proposal itself when absent */
export function wrong(message: Localised, proposal: unknown = null, proposalText?: string): ValueReading {
  if (proposal === null) return { problem: { message, proposal } }
  return { problem: { message, proposal, proposalText: proposalText ?? String(proposal) } }
}

import { useEventListener } from '@vueuse/core'
import type { Decision } from './finding-row.ts'

const decisionOfKey: Record<string, Decision> = { a: 'accept', r: 'reject', u: 'reopen' }
const stepOfKey: Record<string, number> = { j: 1, k: -1 }

/** Single keys decide what is shown and go on to the next, except while the person types or holds another key. */
export function useDecisionKeys(on: {
  decide: (decision: Decision) => void
  edit: () => void
  move: (step: number) => void
}): void {
  useEventListener(document, 'keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
    const decision = decisionOfKey[event.key]
    const step = stepOfKey[event.key]
    if (decision) on.decide(decision)
    else if (step) on.move(step)
    else if (event.key === 'e') on.edit()
    else return
    event.preventDefault()
  })
}

/** Whether keys belong to a field, an open list or a dialog. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  const typing =
    'input:not([type=checkbox]), textarea, select, [contenteditable=true], [role=combobox], dialog'
  return target.closest(typing) !== null
}

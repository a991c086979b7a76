import { useEventListener } from '@vueuse/core'
import type { Decision } from './finding-row.ts'

const decisionOfKey: Record<string, Decision> = { a: 'accept', r: 'reject', u: 'reopen' }

/** Single keys decide what is shown, except while the person types or another key is held. */
export function useDecisionKeys(onDecision: (decision: Decision) => void): void {
  useEventListener(document, 'keydown', (event) => {
    const decision = decisionOfKey[event.key]
    if (!decision || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
    event.preventDefault()
    onDecision(decision)
  })
}

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)
}

import type { InterfaceFacts } from '../../../server/contract/collection.ts'
import { states } from '../../../server/contract/state.ts'

/** What an interface does, from its administrative and operational status (RFC 2863 ifAdminStatus, ifOperStatus). */
export const interfaceStates = states({
  up: { label: { zh: '连通', en: 'Up' }, tone: 'good', shape: 'dot' },
  down: { label: { zh: '断开', en: 'Down' }, tone: 'bad', shape: 'cross' },
  disabled: { label: { zh: '已关闭', en: 'Disabled' }, tone: 'muted', shape: 'dash' },
  unknown: { label: { zh: '未知', en: 'Unknown' }, tone: 'muted', shape: 'ring' },
})

export function interfaceState(
  facts: Pick<InterfaceFacts, 'adminUp' | 'operUp'>,
): keyof typeof interfaceStates {
  if (facts.adminUp === false) return 'disabled'
  if (facts.operUp === null) return 'unknown'
  return facts.operUp ? 'up' : 'down'
}

/** Sums of errors in both directions; null when the device gives neither. */
export function errorCount(facts: Pick<InterfaceFacts, 'inErrors' | 'outErrors'>): number | null {
  if (facts.inErrors === null && facts.outErrors === null) return null
  return (facts.inErrors ?? 0) + (facts.outErrors ?? 0)
}

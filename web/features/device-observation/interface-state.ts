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

/**
 * The names under which interfaces' samples are kept, by ifIndex, as collectors give them: the interface's own name,
 * with its index where it has none or shares it.
 */
export function portNames(
  interfaces: readonly Pick<InterfaceFacts, 'name' | 'index'>[],
): Map<number, string> {
  const uses = new Map<string | null, number>()
  for (const { name } of interfaces) uses.set(name, (uses.get(name) ?? 0) + 1)
  return new Map(
    interfaces.map(({ index, name }) => {
      if (name === null) return [index, `#${index}`]
      return [index, ((uses.get(name) ?? 0) > 1 ? `${name} #${index}` : name).slice(0, 200)]
    }),
  )
}

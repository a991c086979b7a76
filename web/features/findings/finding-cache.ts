import { useQueryCache } from '@pinia/colada'
import { finding } from '../../../server/contract/entities/finding.ts'
import type { FindingRow } from './finding-row.ts'

/**
 * Puts a changed finding into everything that shows it now (lists, the open page), wherever in the cached answer it
 * stands. The lists are not fetched anew: a row that was just decided stays under the eye that decided it. Answers
 * whether a list held it.
 */
export function useFindingCache(): (row: FindingRow) => boolean {
  const cache = useQueryCache()
  return (row) => {
    let listed = false
    for (const entry of cache.getEntries({ key: [finding.path.slice(1)] })) {
      const data: unknown = entry.state.value.data
      const changed = replaceFinding(data, row)
      if (changed === data) continue
      cache.setQueryData(entry.key, changed)
      listed ||= changed !== row
    }
    return listed
  }
}

/** A copy of `data` with the finding of the same id replaced; `data` itself when it holds none. */
export function replaceFinding(data: unknown, row: FindingRow): unknown {
  if (Array.isArray(data)) {
    const items = data.map((item) => replaceFinding(item, row))
    return items.some((item, index) => item !== data[index]) ? items : data
  }
  if (typeof data !== 'object' || data === null) return data
  if ('subjectEntity' in data && 'id' in data) return data.id === row.id ? row : data
  const entries = Object.entries(data).map(([key, value]) => [key, replaceFinding(value, row)] as const)
  const known = data as Record<string, unknown>
  return entries.some(([key, value]) => value !== known[key]) ? Object.fromEntries(entries) : data
}

import { computed } from 'vue'
import type { ComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { finding } from '../../../../server/contract/entities/finding.ts'
import { filterableFields } from '../../../../server/contract/list-query.ts'

export const groupings = ['roomId', 'organisationId', 'kind', 'field'] as const
export type Grouping = (typeof groupings)[number]

const filterable = new Set(filterableFields(finding as never).map(([key]) => key))
const isFilter = (key: string) => key === 'q' || filterable.has(key.split('.')[0]!)

/** The queue's whole state, as its address holds it. */
export interface Queue {
  grouping: ComputedRef<Grouping>
  /** Filters of the findings' list. */
  filters: ComputedRef<Record<string, string>>
  /** Keys of the groups that are open; null until the person has opened or closed one. */
  opened: ComputedRef<Set<string> | null>
  findingId: ComputedRef<number | null>
  change(parts: Record<string, string | null>, how?: 'push' | 'replace'): void
}

export function useQueue(): Queue {
  const route = useRoute()
  const router = useRouter()
  const one = (key: string) => {
    const value = route.query[key]
    return (Array.isArray(value) ? value.at(-1) : value) ?? null
  }
  return {
    grouping: computed(() => groupings.find((grouping) => grouping === one('group')) ?? 'roomId'),
    filters: computed(() =>
      Object.fromEntries(
        Object.keys(route.query).flatMap((key) => {
          const value = one(key)
          return isFilter(key) && value ? [[key, value]] : []
        }),
      ),
    ),
    opened: computed(() => {
      const groups = one('groups')
      return groups === null ? null : new Set(groups.split('~').filter(Boolean))
    }),
    findingId: computed(() => Number(one('finding')) || null),
    change(parts, how = 'replace') {
      const query: Record<string, string> = {}
      for (const key of Object.keys(route.query)) {
        const value = one(key)
        if (value !== null) query[key] = value
      }
      for (const [key, value] of Object.entries(parts)) {
        if (value === null) delete query[key]
        else query[key] = value
      }
      void router[how]({ path: route.path, query })
    },
  }
}

/** The list's filter that selects a group: `roomId=4`, or `roomId.empty=true` for those without. */
export function groupFilter(grouping: Grouping, key: string): Record<string, string> {
  return key === 'none' ? { [`${grouping}.empty`]: 'true' } : { [grouping]: key }
}

import { computed, ref, shallowRef, watch } from 'vue'
import type { ComputedRef, Ref } from 'vue'
import { useQuery } from '@pinia/colada'
import type { EntityName } from '../../../../server/contract/entities/index.ts'
import { pageSize } from '../../../../server/contract/list-query.ts'
import { call } from '../../../api/client.ts'
import type { ApiError } from '../../../api/error.ts'
import { keyOf } from '../../../api/query.ts'
import { endpointsOf } from '../entity-endpoints.ts'
import type { Page, Query, Row } from '../entity-endpoints.ts'

const rowsPerPage = 100
/** After a change elsewhere, at most this many loaded rows are read again; the rest comes back on scrolling. */
const refreshedRows = 2000

export interface Records {
  rows: ComputedRef<Row[]>
  /** Nothing has been shown yet. */
  isFirst: ComputedRef<boolean>
  /** What is shown belongs to the filters before; the new rows are under way. */
  isChanging: ComputedRef<boolean>
  error: ComputedRef<unknown>
  hasMore: ComputedRef<boolean>
  isLoadingMore: Ref<boolean>
  loadMore: () => Promise<void>
  reload: () => Promise<unknown>
}

/**
 * The rows of a list, page after page by the API's cursor. The first page lives in the query cache; what follows is
 * appended while the person scrolls and begins anew with other filters.
 */
export function useRecords(
  entity: EntityName,
  query: ComputedRef<Query>,
  enabled: () => boolean = () => true,
): Records {
  const row = endpointsOf(entity).list
  const first = useQuery<Page, ApiError>({
    key: () => keyOf(row, { query: query.value }),
    query: ({ signal }) => call(row, { query: { ...query.value, limit: String(rowsPerPage) }, signal }),
    placeholderData: (previous) => previous,
    enabled,
    staleTime: 15_000,
  })

  const later = shallowRef<Row[]>([])
  const next = ref<string | null>(null)
  const isLoadingMore = ref(false)
  const laterError = shallowRef<unknown>(null)
  let shownQuery = ''
  let reading: AbortController | null = null

  function stop(): void {
    reading?.abort()
    reading = null
    isLoadingMore.value = false
    laterError.value = null
  }

  watch(
    () => [first.data.value, first.isPlaceholderData.value] as const,
    async ([page, isPlaceholder]) => {
      if (!page || isPlaceholder) return
      const asked = JSON.stringify(query.value)
      const wanted = asked === shownQuery ? Math.min(later.value.length, refreshedRows) : 0
      shownQuery = asked
      stop()
      if (wanted === 0) {
        later.value = []
        next.value = page.next
        return
      }
      const again = await readFrom(page.next, wanted)
      if (again) [later.value, next.value] = again
    },
    { immediate: true },
  )

  async function readFrom(cursor: string | null, wanted: number): Promise<[Row[], string | null] | null> {
    const rows: Row[] = []
    let at = cursor
    while (at && rows.length < wanted) {
      const limit = Math.min(pageSize.most, Math.max(rowsPerPage, wanted - rows.length))
      const page = await read(at, limit)
      if (!page) return null
      rows.push(...page.items)
      at = page.next
    }
    return [rows, at]
  }

  async function read(cursor: string, limit: number): Promise<Page | null> {
    const mine = (reading = new AbortController())
    isLoadingMore.value = true
    laterError.value = null
    try {
      const page = await call(row, {
        query: { ...query.value, limit: String(limit), cursor },
        signal: mine.signal,
      })
      return reading === mine ? page : null
    } catch (failure) {
      if (reading === mine) laterError.value = failure
      return null
    } finally {
      if (reading === mine) {
        reading = null
        isLoadingMore.value = false
      }
    }
  }

  async function loadMore(): Promise<void> {
    if (!next.value || reading || laterError.value || first.isPlaceholderData.value) return
    const page = await read(next.value, rowsPerPage)
    if (!page) return
    later.value = [...later.value, ...page.items]
    next.value = page.next
  }

  return {
    rows: computed(() => {
      const items = first.data.value?.items ?? []
      return later.value.length > 0 ? [...items, ...later.value] : items
    }),
    isFirst: computed(() => !first.data.value && !first.error.value),
    isChanging: computed(() => first.isPlaceholderData.value),
    error: computed(() => first.error.value ?? laterError.value),
    hasMore: computed(() => first.data.value !== undefined && next.value !== null),
    isLoadingMore,
    loadMore,
    reload: async () => {
      if (laterError.value) {
        laterError.value = null
        return loadMore()
      }
      return first.refetch()
    },
  }
}

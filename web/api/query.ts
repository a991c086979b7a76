import { useQuery, useQueryCache } from '@pinia/colada'
import type { UseQueryReturn } from '@pinia/colada'
import { toValue } from 'vue'
import type { MaybeRefOrGetter } from 'vue'
import type { EndpointRow, ReturnsOf } from '../../server/contract/endpoint.ts'
import { call } from './client.ts'
import type { CallInput } from './client.ts'
import type { ApiError } from './error.ts'

type QueryInput<R> = Omit<CallInput<R>, 'signal'>
type Key = (string | Record<string, string>)[]

/**
 * Cache key of an endpoint: the fixed parts of its path, then its parameters and filters. What lies under a path is
 * refreshed together with it: `['devices']` holds the list, the summary and every device.
 */
export function keyOf(row: EndpointRow, input: { params?: unknown; query?: unknown } = {}): Key {
  const params = (input.params ?? {}) as Record<string, unknown>
  const parts = row.path
    .split('/')
    .filter(Boolean)
    .map((part) => (part.startsWith(':') ? String(params[part.slice(1)]) : part))
  const query: Record<string, string> = {}
  for (const [key, value] of Object.entries((input.query ?? {}) as Record<string, unknown>)) {
    if (value !== undefined && value !== null && value !== '') query[key] = String(value)
  }
  return [...parts, query]
}

export interface EndpointQueryOptions {
  enabled?: MaybeRefOrGetter<boolean>
  staleTime?: number
  /** While another input is being read, go on giving what the one before gave. */
  keepPrevious?: boolean
}

/** Reads an endpoint through the query cache; `input` may be reactive. */
export function useEndpoint<R extends EndpointRow>(
  row: R,
  input: MaybeRefOrGetter<QueryInput<R>>,
  options: EndpointQueryOptions = {},
): UseQueryReturn<ReturnsOf<R>, ApiError> {
  return useQuery<ReturnsOf<R>, ApiError>({
    key: () => keyOf(row, toValue(input) as QueryInput<EndpointRow>),
    query: ({ signal }) => call(row, { ...toValue(input), signal } as CallInput<R>),
    enabled: () => toValue(options.enabled) ?? true,
    ...(options.staleTime === undefined ? {} : { staleTime: options.staleTime }),
    ...(options.keepPrevious ? { placeholderData: (previous: ReturnsOf<R> | undefined) => previous } : {}),
  })
}

/**
 * Marks what the cache holds under an endpoint's path as outdated and fetches what is on screen again. Give a list's
 * row to refresh an entity altogether.
 */
export function useRefresh(): (...rows: EndpointRow[]) => Promise<void> {
  const cache = useQueryCache()
  return async (...rows) => {
    // A query that fails keeps its error where it is shown; refreshing itself does not fail.
    await Promise.allSettled(
      rows.map((row) => {
        const fixed = row.path.split('/').filter(Boolean)
        const end = fixed.findIndex((part) => part.startsWith(':'))
        return cache.invalidateQueries({ key: end < 0 ? fixed : fixed.slice(0, end) })
      }),
    )
  }
}

import { useQuery } from '@pinia/colada'
import type { UseQueryReturn } from '@pinia/colada'
import type { ComputedRef } from 'vue'
import type { EntityName } from '../../../../server/contract/entities/index.ts'
import type { Summary } from '../../../../server/contract/list-query.ts'
import { call } from '../../../api/client.ts'
import type { ApiError } from '../../../api/error.ts'
import { keyOf } from '../../../api/query.ts'
import { endpointsOf } from '../entity-endpoints.ts'
import type { Query } from '../entity-endpoints.ts'
import { pages } from '../pages.ts'

/** Filters without those of one field, so that its facet shows what else could be chosen. */
function without(filters: Query, field: string): Query {
  const { [field]: _, [`${field}.empty`]: __, ...others } = filters
  return others
}

/** Count, sums and facets of a list. The facet of a field that is filtered by counts as if it were not. */
export function useSummary(name: EntityName, filters: ComputedRef<Query>): UseQueryReturn<Summary, ApiError> {
  const row = endpointsOf(name).summary
  const { facets = [], sums = [] } = pages[name] ?? {}
  const isFilteredBy = (key: string) => key in filters.value || `${key}.empty` in filters.value

  return useQuery<Summary, ApiError>({
    key: () => [...keyOf(row, { query: filters.value }), 'facets'],
    query: async ({ signal }) => {
      const free = facets.filter((key) => !isFilteredBy(key))
      const [all, ...own] = await Promise.all([
        call(row, {
          query: { ...filters.value, facets: free.join(','), sums: sums.join(',') },
          signal,
        }),
        ...facets
          .filter(isFilteredBy)
          .map((key) => call(row, { query: { ...without(filters.value, key), facets: key }, signal })),
      ])
      return {
        ...all!,
        facets: Object.assign({}, all!.facets, ...own.map((one) => one.facets)) as Summary['facets'],
      }
    },
    placeholderData: (previous) => previous,
    staleTime: 15_000,
  })
}

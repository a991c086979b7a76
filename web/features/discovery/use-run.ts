import { useQueryCache } from '@pinia/colada'
import { computed, onBeforeUnmount, ref, shallowRef, watch } from 'vue'
import type { DiscoveryEvent } from '../../../server/contract/endpoints/discoveries.ts'
import { endpoints } from '../../../server/contract/endpoints/index.ts'
import type { discoveryFind } from '../../../server/contract/entities/discovery-find.ts'
import type { discoveryRun } from '../../../server/contract/entities/discovery-run.ts'
import type { RowOf } from '../../../server/contract/entity.ts'
import { call, events } from '../../api/client.ts'
import { keyOf, useRefresh } from '../../api/query.ts'
import { paceOf } from './pace.ts'
import type { Moment } from './pace.ts'

export type Run = RowOf<typeof discoveryRun>
export type Find = RowOf<typeof discoveryFind>

/** Moments that the pace is taken from. */
const momentsKept = 12

export const goesOn = (run: Pick<Run, 'state'>): boolean => run.state === 'waiting' || run.state === 'running'

/** Follows a run live while it goes on, and stops or resumes it. Leaving the page stops following, not the run. */
export function useRun(given: () => Run) {
  const run = shallowRef(given())
  const newest = shallowRef<Find[]>([])
  const error = ref<unknown>(null)
  const busy = ref(false)
  const broken = ref(false)
  const moments = shallowRef<Moment[]>([])
  const refresh = useRefresh()
  const cache = useQueryCache()
  let close: (() => void) | null = null

  const pace = computed(() => paceOf(moments.value, run.value.addressCount))

  function take({ run: latest, newest: finds }: DiscoveryEvent): void {
    broken.value = false
    run.value = latest
    newest.value = finds
    // The rest of the page shows the same figures.
    cache.setQueryData(keyOf(endpoints.discoveryRun.get, { params: { id: latest.id } }), latest)
    const moment = { at: Date.now(), probed: latest.probedCount, packets: latest.packetCount }
    moments.value = [...moments.value, moment].slice(-momentsKept)
    if (!goesOn(latest)) end()
  }

  function listen(): void {
    if (close) return
    moments.value = []
    close = events(
      endpoints.discoveryRun.events,
      { params: { id: run.value.id } },
      { onEvent: take, onBroken: () => (broken.value = true) },
    )
  }

  function end(): void {
    close?.()
    close = null
    broken.value = false
    void refresh(
      endpoints.discoveryRun.list,
      endpoints.discoveryFind.list,
      endpoints.discovery.list,
      endpoints.finding.list,
      endpoints.target.list,
    )
  }

  async function change(what: 'cancel' | 'resume'): Promise<void> {
    busy.value = true
    error.value = null
    try {
      run.value = await call(endpoints.discoveryRun[what], { params: { id: run.value.id } })
      if (goesOn(run.value)) listen()
      else end()
    } catch (failure) {
      error.value = failure
    } finally {
      busy.value = false
    }
  }

  // Listening to a run that has ended brings what it found last, and ends at once.
  listen()
  watch(given, (row) => {
    if (close || row.id !== run.value.id) return
    const wasDecided =
      row.newCount !== run.value.newCount || row.readdressedCount !== run.value.readdressedCount
    run.value = row
    if (wasDecided) listen()
  })
  onBeforeUnmount(() => close?.())
  return {
    run,
    newest,
    error,
    busy,
    broken,
    pace,
    cancel: () => change('cancel'),
    resume: () => change('resume'),
  }
}

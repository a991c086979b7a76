import { ref, watch } from 'vue'
import type { Ref } from 'vue'
import { useDocumentVisibility, useIntervalFn } from '@vueuse/core'

/** Lengths of time that end now, in seconds. */
const lengths = { hour: 3600, sixHours: 6 * 3600, day: 24 * 3600, week: 7 * 24 * 3600 } as const

/** Those that charts offer. */
export const rangeNames = ['hour', 'day', 'week'] as const
export type RangeName = (typeof rangeNames)[number]

export interface Bounds {
  from: string
  to: string
}

/** Bounds of a range, ISO 8601 in UTC; on a whole minute, so that several series ask for the same time. */
export function boundsOf(range: keyof typeof lengths, now: Date): Bounds {
  const end = Math.ceil(now.getTime() / 60_000) * 60_000
  return { from: new Date(end - lengths[range] * 1000).toISOString(), to: new Date(end).toISOString() }
}

const refreshSeconds = 30

/** A range that a person may change and its bounds, which move on with the clock while the page is looked at. */
export function useTimeWindow(initial: RangeName): { range: Ref<RangeName>; bounds: Ref<Bounds> } {
  const range = ref(initial)
  const bounds = ref(boundsOf(initial, new Date()))
  const moveOn = () => (bounds.value = boundsOf(range.value, new Date()))
  watch(range, moveOn)
  const visibility = useDocumentVisibility()
  useIntervalFn(() => {
    if (visibility.value === 'visible') moveOn()
  }, refreshSeconds * 1000)
  return { range, bounds }
}

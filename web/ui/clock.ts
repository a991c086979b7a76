import { createSharedComposable, useIntervalFn } from '@vueuse/core'
import { readonly, ref } from 'vue'

/** The time of day, moved on every half minute; one clock for all who show relative times. */
export const useClock = createSharedComposable(() => {
  const now = ref(new Date())
  useIntervalFn(() => (now.value = new Date()), 30_000)
  return readonly(now)
})

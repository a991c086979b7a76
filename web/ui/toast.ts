import { readonly, ref } from 'vue'

export interface ToastOptions {
  text: string
  tone?: 'neutral' | 'good' | 'bad'
  /** One thing to do about it: undo, look. */
  action?: { label: string; run: () => unknown }
  /** How long it stays; errors stay until closed. */
  seconds?: number
}

export interface Toast extends ToastOptions {
  id: number
}

const shown = ref<Toast[]>([])
const timers = new Map<number, ReturnType<typeof setTimeout>>()
let nextId = 1

/** What `ToastHost` shows, newest last. */
export const toasts = readonly(shown)

/** Says briefly what happened, at the lower edge. With an action it stays long enough to reach it. */
export function toast(options: ToastOptions): number {
  const id = nextId++
  shown.value.push({ ...options, id })
  const seconds = options.seconds ?? (options.tone === 'bad' ? null : options.action ? 10 : 4)
  if (seconds !== null)
    timers.set(
      id,
      setTimeout(() => closeToast(id), seconds * 1000),
    )
  return id
}

export function closeToast(id: number): void {
  const timer = timers.get(id)
  if (timer) clearTimeout(timer)
  timers.delete(id)
  shown.value = shown.value.filter((one) => one.id !== id)
}

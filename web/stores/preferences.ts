import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import type { Language } from '../../server/contract/text.ts'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]
export const densities = ['compact', 'comfortable'] as const
export type Density = (typeof densities)[number]

/** Keys in the browser's storage; `public/appearance.js` reads the same ones before the first paint. */
const storageKey = (name: string) => `citybase.${name}`

function read(name: string): string | null {
  try {
    return localStorage.getItem(storageKey(name))
  } catch {
    // Storage may be forbidden by policy; the console then forgets, and works.
    return null
  }
}

function write(name: string, value: string): void {
  try {
    localStorage.setItem(storageKey(name), value)
  } catch {
    // See `read`.
  }
}

function oneOf<T extends string>(values: readonly T[], value: string | null, otherwise: T): T {
  return values.find((candidate) => candidate === value) ?? otherwise
}

function firstLanguage(): Language {
  const remembered = read('language')
  if (remembered === 'zh' || remembered === 'en') return remembered
  return /^zh/i.test(navigator.language) ? 'zh' : 'en'
}

/** How this person likes the console; remembered in this browser. */
export const usePreferences = defineStore('preferences', () => {
  const language = ref<Language>(firstLanguage())
  const theme = ref<Theme>(oneOf(themes, read('theme'), 'system'))
  const density = ref<Density>(oneOf(densities, read('density'), 'compact'))
  const railFolded = ref(read('rail') === 'folded')
  /** Columns of each list, in order, by entity. */
  const columns = ref<Record<string, string[]>>(parseColumns(read('columns')))

  const systemDark = matchMedia('(prefers-color-scheme: dark)')
  const systemIsDark = ref(systemDark.matches)
  systemDark.addEventListener('change', (event) => (systemIsDark.value = event.matches))
  const dark = computed(() => theme.value === 'dark' || (theme.value === 'system' && systemIsDark.value))

  watch(
    [dark, density, language],
    () => {
      const root = document.documentElement
      root.classList.toggle('dark', dark.value)
      root.dataset['density'] = density.value
      root.lang = language.value === 'zh' ? 'zh-CN' : 'en'
    },
    { immediate: true },
  )
  watch(language, (value) => write('language', value))
  watch(theme, (value) => write('theme', value))
  watch(density, (value) => write('density', value))
  watch(railFolded, (value) => write('rail', value ? 'folded' : 'open'))
  watch(columns, (value) => write('columns', JSON.stringify(value)), { deep: true })

  return { language, theme, density, dark, railFolded, columns }
})

function parseColumns(text: string | null): Record<string, string[]> {
  if (!text) return {}
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return {}
    return Object.fromEntries(Object.entries(value).filter(([, keys]) => Array.isArray(keys))) as Record<
      string,
      string[]
    >
  } catch {
    // Written by something else: the usual columns are shown.
    return {}
  }
}

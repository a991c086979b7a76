import { useLanguage } from '../../../i18n/text.ts'

const lineHeight = 26
const lineGap = 2

const storageKey = 'citybase.facetHeights'

function read(): Record<string, number> {
  try {
    return JSON.parse(localStorage.getItem(storageKey) ?? '{}') as Record<string, number>
  } catch {
    // Forbidden or written by something else: heights are guessed.
    return {}
  }
}

/** Remembers how high each list's bar of facets is at a width of the window, for the next time it is drawn. */
export function useFacetHeights() {
  const language = useLanguage()
  const heights = read()
  const keyOf = (entity: string) => `${entity}-${language.value}-${Math.round(window.innerWidth / 80)}`

  function known(entity: string, facets: number): number {
    // Three facets and more usually take two lines.
    return (
      heights[keyOf(entity)] ??
      (facets > 2 && window.innerWidth > 720 ? 2 * lineHeight + lineGap : lineHeight)
    )
  }

  function note(entity: string, height: number): void {
    if (height === 0 || heights[keyOf(entity)] === height) return
    heights[keyOf(entity)] = height
    try {
      localStorage.setItem(storageKey, JSON.stringify(heights))
    } catch {
      // See `read`.
    }
  }

  return { known, note }
}

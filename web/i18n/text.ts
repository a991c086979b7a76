import { computed } from 'vue'
import type { ComputedRef } from 'vue'
import type { Language, Localised } from '../../server/contract/text.ts'
import { ApiError } from '../api/error.ts'
import { i18n } from './index.ts'

const shown = computed<Language>(() => i18n.global.locale.value)
const say = (text: Localised): string => text[shown.value]

/** The language in which texts are shown now. */
export function useLanguage(): ComputedRef<Language> {
  return shown
}

/** Turns a contract's two-language text into the one shown; follows the language. */
export function useText(): (text: Localised) => string {
  return say
}

/** What to tell a person about a failure: the API's own words, or those of the browser's own errors. */
export function useErrorText(): (error: unknown) => string {
  return (error) => {
    if (error instanceof ApiError) return error.own ? say(error.own) : error.message
    return error instanceof Error ? error.message : i18n.global.t('state.errorTitle')
  }
}

/**
 * Texts of a feature that brings its own: `const words = useWords(texts)` with `texts = { zh, en }` of one shape, then
 * `words.value.title`. Keeps a feature's texts in its lazy chunk.
 */
export function useWords<T>(texts: Record<Language, T>): ComputedRef<T> {
  const language = useLanguage()
  return computed(() => texts[language.value])
}

/** A label with a noun in it reads in lower case in English: "New device". */
export function inSentence(label: string, language: Language): string {
  if (language === 'zh') return label
  return label.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase())
}

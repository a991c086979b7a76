import { computed } from 'vue'
import type { ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Language, Localised } from '../../server/contract/text.ts'
import { ApiError } from '../api/error.ts'
import type { Messages } from './zh.ts'

/** The language in which texts are shown now. */
export function useLanguage(): ComputedRef<Language> {
  const { locale } = useI18n()
  return computed(() => (locale.value === 'en' ? 'en' : 'zh'))
}

/** Turns a contract's two-language text into the one shown; follows the language. */
export function useText(): (text: Localised) => string {
  const language = useLanguage()
  return (text) => text[language.value]
}

/** What to tell a person about a failure: the API's own words, or those of the browser's own errors. */
export function useErrorText(): (error: unknown) => string {
  const text = useText()
  const { t } = useI18n()
  return (error) => {
    if (error instanceof ApiError) return error.own ? text(error.own) : error.message
    return error instanceof Error ? error.message : t('state.errorTitle')
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

export type { Messages }

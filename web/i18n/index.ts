import { createI18n } from 'vue-i18n'
import { en } from './en.ts'
import { zh } from './zh.ts'
import type { Messages } from './zh.ts'

declare module 'vue-i18n' {
  export interface DefineLocaleMessage extends Messages {}
}

export const messages = { zh, en }

/** The console's texts; `App.vue` keeps its locale equal to the person's language. */
export const i18n = createI18n<[Messages], 'zh' | 'en', false>({
  legacy: false,
  locale: 'zh',
  fallbackLocale: 'zh',
  messages,
})

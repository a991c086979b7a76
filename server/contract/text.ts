/** A text in both languages of the console. Simplified Chinese is written first, English is equally complete. */
export interface Localised {
  zh: string
  en: string
}

export type Language = keyof Localised

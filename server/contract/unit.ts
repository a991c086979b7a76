import type { Language, Localised } from './text.ts'

/** A unit as shown in headers: the same sign everywhere (m², kW, Mbit/s), or a word of each language. */
export type Unit = string | Localised

export const yuan = { zh: '元', en: 'CNY' } as const satisfies Localised

export function unitText(unit: Unit | null | undefined, language: Language): string | null {
  if (unit === null || unit === undefined) return null
  return typeof unit === 'string' ? unit : unit[language]
}

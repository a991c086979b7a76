import { formatNumber } from '../../i18n/format.ts'
import type { DiscoveryTexts } from './messages.ts'

/** A length of time as people say it: seconds below two minutes, then minutes, hours, days. */
export function durationWords(seconds: number, words: DiscoveryTexts): string {
  const whole = Math.max(0, Math.round(seconds))
  if (whole < 120) return words.seconds({ n: whole })
  const minutes = Math.round(whole / 60)
  if (minutes < 120) return words.minutes({ n: minutes })
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return words.hours({ h: hours, m: minutes % 60 })
  return words.days({ d: formatNumber(Math.floor(hours / 24)), h: hours % 24 })
}

import type { Language } from '../../server/contract/text.ts'

const grouped = new Map<number, Intl.NumberFormat>()

/**
 * A number with thousands separated and its decimals as they are: 4358.75 → "4,358.75". At most `decimals` digits
 * behind the point are shown, none is made up.
 */
export function formatNumber(value: number, decimals = 6): string {
  let format = grouped.get(decimals)
  if (!format) {
    format = new Intl.NumberFormat('en-US', { maximumFractionDigits: decimals })
    grouped.set(decimals, format)
  }
  return format.format(value)
}

/** A calendar date as it is written: 2019-03-31. */
export function formatDate(value: string): string {
  return value.slice(0, 10)
}

const two = (value: number) => String(value).padStart(2, '0')

/** A moment in the person's own time zone: 2019-03-31 14:05:09. */
export function formatInstant(value: string | Date): string {
  const at = new Date(value)
  if (Number.isNaN(at.getTime())) return String(value)
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`
}

const steps = [
  ['year', 365 * 24 * 3600],
  ['month', 30 * 24 * 3600],
  ['day', 24 * 3600],
  ['hour', 3600],
  ['minute', 60],
] as const

/** How long ago a moment is, in words: "3 分钟前", "in 2 days". Under a minute it is `justNow`. */
export function formatRelative(value: string | Date, now: Date, language: Language, justNow: string): string {
  const seconds = (new Date(value).getTime() - now.getTime()) / 1000
  const step = steps.find(([, length]) => Math.abs(seconds) >= length)
  if (!step) return justNow
  const words = new Intl.RelativeTimeFormat(language === 'zh' ? 'zh-CN' : 'en', { numeric: 'always' })
  // Intl sets no space between a number and Chinese; everything else here does.
  return words.format(Math.round(seconds / step[1]), step[0]).replace(/^(\d+)(?=\p{Script=Han})/u, '$1 ')
}

const bitUnits = ['bit/s', 'kbit/s', 'Mbit/s', 'Gbit/s', 'Tbit/s']

/** A rate in decimal multiples, at three significant digits: 1234567 → "1.23 Mbit/s". */
export function formatBitRate(bitsPerSecond: number): string {
  let value = bitsPerSecond
  let unit = 0
  while (Math.abs(value) >= 1000 && unit < bitUnits.length - 1) {
    value /= 1000
    unit++
  }
  return `${formatNumber(Number(value.toPrecision(3)))} ${bitUnits[unit]}`
}

const byteUnits = ['B', 'KiB', 'MiB', 'GiB', 'TiB']

/** A size in binary multiples: 1536 → "1.5 KiB". */
export function formatBytes(bytes: number): string {
  let value = bytes
  let unit = 0
  while (Math.abs(value) >= 1024 && unit < byteUnits.length - 1) {
    value /= 1024
    unit++
  }
  return `${formatNumber(Number(value.toPrecision(3)))} ${byteUnits[unit]}`
}

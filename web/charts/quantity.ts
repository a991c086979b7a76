import { formatBitRate, formatNumber } from '../i18n/format.ts'

/** A value with its unit, scaled where that is usual: `1234567`, `bit/s` → `1.23 Mbit/s`; counts stand alone. */
export function formatQuantity(value: number, unit: string | null): string {
  if (unit === null || unit === '') return formatNumber(value, 2)
  if (unit === 'bit/s') return formatBitRate(value)
  if (unit === '%') return `${formatNumber(value, 2)}%`
  return `${formatNumber(value, 2)} ${unit}`
}

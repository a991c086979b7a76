import { formatBitRate, formatNumber } from '../i18n/format.ts'

/** A value with its unit, scaled where that is usual: `1234567`, `bit/s` → `1.23 Mbit/s`; counts stand alone. */
export function formatQuantity(value: number, unit: string | null): string {
  // Below one, the first digits that count are further behind the point (a laser's bias in amperes).
  if (Math.abs(value) < 1 && unit && unit !== 'bit/s')
    return withUnit(formatNumber(Number(value.toPrecision(3))), unit)
  if (unit === null || unit === '') return formatNumber(value, 2)
  if (unit === 'bit/s') return formatBitRate(value)
  return withUnit(formatNumber(value, 2), unit)
}

function withUnit(number: string, unit: string): string {
  return unit === '%' ? `${number}%` : `${number} ${unit}`
}

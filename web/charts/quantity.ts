/** Units that are scaled by thousands (bit/s → kbit/s → Mbit/s …), as data rates are by convention. */
const scaled = new Set(['bit/s', 'B', 'B/s'])
const prefixes = ['', 'k', 'M', 'G', 'T'] as const

const plain = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 })

/** `8800` → `8,800`; at most two digits behind the point, none invented. */
export function formatNumber(value: number): string {
  return plain.format(value)
}

/** A value with its unit, scaled where the unit is: `1234567`, `bit/s` → `1.23 Mbit/s`. Three significant digits. */
export function formatQuantity(value: number, unit: string | null): string {
  if (unit === null || unit === '') return formatNumber(value)
  if (!scaled.has(unit)) return unit === '%' ? `${formatNumber(value)}%` : `${formatNumber(value)} ${unit}`
  let step = 0
  let rest = Math.abs(value)
  while (rest >= 999.5 && step < prefixes.length - 1) {
    rest /= 1000
    step++
  }
  const digits = rest >= 100 ? 0 : rest >= 10 ? 1 : 2
  const rounded = Number(rest.toFixed(digits))
  return `${value < 0 ? '-' : ''}${rounded} ${prefixes[step]}${unit}`
}

const pad = (part: number) => String(part).padStart(2, '0')

/** Local date and time to the second, `2019-03-31 08:05:00`: sorts as text and reads the same in both languages. */
export function formatMoment(at: string | number): string {
  const t = new Date(at)
  const day = `${t.getFullYear()}-${pad(t.getMonth() + 1)}-${pad(t.getDate())}`
  return `${day} ${pad(t.getHours())}:${pad(t.getMinutes())}:${pad(t.getSeconds())}`
}

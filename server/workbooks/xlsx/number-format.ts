/*
 * Number formats of a workbook (ECMA-376 part 1, 18.8.31), as far as they change what a person reads: dates, percentages,
 * leading zeros, decimals, and text such as `0.0"万元"` that carries a unit.
 */

export interface NumberFormat {
  /** The value is a serial day number: a date, or a time of day alone. */
  kind: 'number' | 'date' | 'time'
  /** The number as it is shown. */
  show(value: number): string
}

/** Formats with an id below 164 that a file need not spell out; 27 to 36 and 50 to 58 as in Chinese editions. */
const builtIn: Record<number, string> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  9: '0%',
  10: '0.00%',
  14: 'yyyy/m/d',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'yyyy/m/d h:mm',
  27: 'yyyy"年"m"月"',
  28: 'm"月"d"日"',
  29: 'm"月"d"日"',
  30: 'm-d-yy',
  31: 'yyyy"年"m"月"d"日"',
  32: 'h"时"mm"分"',
  33: 'h"时"mm"分"ss"秒"',
  34: 'h"时"mm"分"',
  35: 'h"时"mm"分"ss"秒"',
  36: 'yyyy"年"m"月"',
  37: '#,##0',
  38: '#,##0',
  39: '#,##0.00',
  40: '#,##0.00',
  45: 'mm:ss',
  46: 'h:mm:ss',
  47: 'mm:ss',
  50: 'yyyy"年"m"月"',
  51: 'm"月"d"日"',
  52: 'yyyy"年"m"月"',
  53: 'm"月"d"日"',
  54: 'm"月"d"日"',
  55: 'h"时"mm"分"',
  56: 'h"时"mm"分"ss"秒"',
  57: 'yyyy"年"m"月"',
  58: 'm"月"d"日"',
}

const general: NumberFormat = { kind: 'number', show: shownGeneral }

/** Fifteen significant digits, as a spreadsheet keeps them. */
export function shownGeneral(value: number): string {
  return String(Number(value.toPrecision(15)))
}

export function numberFormat(id: number, code: string | undefined): NumberFormat {
  const text = code ?? builtIn[id]
  return text === undefined ? general : compile(text)
}

const token = /"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|AM\/PM|上午\/下午|[yeE]+|m+|d+|h+|s+|[0#?.,%]+|@|./gi

function compile(code: string): NumberFormat {
  const section = (code.split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/)[0] ?? '').replace(/\[\$[^\]]*\]/g, '')
  if (section === '' || /^general$/i.test(section)) return general
  const bare = section.replace(/"[^"]*"|\\.|\[(?![hms]+\])[^\]]*\]|_.|\*./gi, '')
  if (!/e[+-]/i.test(bare)) {
    if (/[yde]/i.test(bare)) return dateFormat(section, 'date')
    if (/[hs]/i.test(bare)) return dateFormat(section, 'time')
    if (/m/i.test(bare) && !/[0#?]/.test(bare)) return dateFormat(section, 'date')
  }
  return { kind: 'number', show: (value) => shownNumber(section, value) }
}

function literal(part: string): string | null {
  if (part.startsWith('"')) return part.slice(1, -1)
  if (part.startsWith('\\')) return part.slice(1)
  if (part.startsWith('[')) return ''
  if (part.startsWith('_') || part.startsWith('*')) return ''
  return null
}

function shownNumber(section: string, value: number): string {
  let digits = ''
  let before = ''
  let after = ''
  for (const [part] of section.matchAll(token)) {
    const text = literal(part)
    if (text === null && /^[0#?.,%]+$/.test(part)) {
      if (digits === '' || part === '%') digits += part
      else after += part
    } else if (text === null && /^[eE]/.test(part) && digits !== '') return shownGeneral(value)
    else if (text === null && (part === '@' || part === '?')) continue
    else if (digits === '') before += text ?? part
    else after += text ?? part
  }
  if (digits === '') return before + after === '' ? shownGeneral(value) : before + after
  return before + shownDigits(digits, value) + after
}

function shownDigits(digits: string, value: number): string {
  const percent = digits.includes('%')
  const thousands = /[0#?],[0#?]/.test(digits)
  const scale = /,+(?=[.%]|$)/.exec(digits)?.[0].length ?? 0
  const [whole = '', fraction = ''] = digits.replace(/[,%]/g, '').split('.')
  const scaled = (percent ? value * 100 : value) / 1000 ** scale
  const least = (fraction.match(/0/g) ?? []).length
  const rounded = Math.abs(scaled).toFixed(Math.min(fraction.length, 20))
  const [left = '', right = ''] = rounded.split('.')
  const kept = right.slice(0, least) + right.slice(least).replace(/0+$/, '')
  const padded = left.padStart((whole.match(/0/g) ?? []).length, '0')
  const grouped = thousands ? padded.replace(/\B(?=(\d{3})+$)/g, ',') : padded
  const sign = scaled < 0 && Number(rounded) !== 0 ? '-' : ''
  return sign + grouped + (kept === '' ? '' : `.${kept}`) + (percent ? '%' : '')
}

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

function dateFormat(section: string, kind: 'date' | 'time'): NumberFormat {
  const parts = [...section.matchAll(token)].map(([part]) => part)
  return {
    kind,
    show(milliseconds) {
      const date = new Date(milliseconds)
      return parts
        .map((part, i) => datePart(part, date, parts, i))
        .join('')
        .trim()
    },
  }
}

function datePart(part: string, date: Date, parts: readonly string[], i: number): string {
  const text = literal(part)
  if (text !== null && !/^\[[hms]+\]$/i.test(part)) return text
  const lower = part.toLowerCase().replace(/[[\]]/g, '')
  const padded = (value: number) => String(value).padStart(lower.length > 1 ? 2 : 1, '0')
  if (/^[ye]+$/.test(lower)) {
    const year = String(date.getUTCFullYear())
    return lower === 'yy' ? year.slice(-2) : year
  }
  if (/^m+$/.test(lower)) {
    const near = (step: number, letter: RegExp) => {
      let at = i + step
      while (parts[at] !== undefined && !/^[\[ymdhs]/i.test(parts[at]!)) at += step
      return letter.test(parts[at] ?? '')
    }
    if (near(-1, /^\[?h/i) || near(1, /^\[?s/i)) return padded(date.getUTCMinutes())
    return lower.length === 3 ? months[date.getUTCMonth()]! : padded(date.getUTCMonth() + 1)
  }
  if (/^d+$/.test(lower)) return lower.length > 2 ? '' : padded(date.getUTCDate())
  if (/^h+$/.test(lower)) return padded(date.getUTCHours())
  if (/^s+$/.test(lower)) return padded(date.getUTCSeconds())
  return /^(am\/pm|上午\/下午)$/i.test(lower) ? '' : part
}

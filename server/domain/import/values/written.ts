/*
 * Text as people type it into cells, brought into one form before it is understood.
 */

/** Full-width digits, Latin letters and the signs that stand in codes and numbers become ASCII: `ＡＢ－１２` is `AB-12`. */
export function narrow(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\u3000\u00a0\u2000-\u200b\u202f\ufeff]/g, ' ')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
}

/** For comparing words: narrow, lower-case, without blanks, brackets' content kept. */
export function plainWord(text: string): string {
  return narrow(text).toLowerCase().replace(/\s+/g, '')
}

/** Without surrounding and doubled blanks; line breaks stay. */
export function tidy(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u200b\ufeff]/g, '')
    .replace(/[^\S\n]+/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .trim()
}

/** Our exports put an apostrophe before what a spreadsheet would run as a formula; here it goes again. */
export function withoutGuard(text: string): string {
  return /^'[=+\-@\t\r]/.test(text) ? text.slice(1) : text
}

const nothings = new Set([
  '',
  '无',
  '没有',
  '空',
  '暂无',
  '不详',
  '未知',
  '不清楚',
  '不明',
  '待定',
  '待填',
  '待补充',
  '未填',
  '略',
  '/',
  '//',
  '\\',
  '-',
  '--',
  '---',
  '.',
  '…',
  '……',
  '?',
  '??',
  '*',
  'n/a',
  'na',
  '#n/a',
  'null',
  'none',
  'nil',
  'unknown',
  'tbd',
  '(空)',
  '(blank)',
])

/** Words that people write where there is nothing to write: 无, /, —, 不详. */
export function meansNothing(text: string): boolean {
  return nothings.has(plainWord(text)) || /^[-_\s]+$/.test(narrow(text))
}

/** Words for "as in the row above". */
export function meansAsAbove(text: string): boolean {
  return /^(同上|同前|〃|″|"|”|''|ditto|do\.)$/i.test(text.trim())
}

const digits: Record<string, number> = {
  〇: 0,
  零: 0,
  '○': 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}
const tens: Record<string, number> = { 十: 10, 百: 100, 千: 1000 }

/** The number that Chinese numerals below ten thousand spell, `十二` or `二〇一二`; null for other text. */
export function chineseNumber(text: string): number | null {
  if (!/^[〇零○一二两三四五六七八九十百千]+$/.test(text)) return null
  if (!/[十百千]/.test(text)) return Number([...text].map((sign) => digits[sign]).join(''))
  let total = 0
  let current = 0
  for (const sign of text) {
    if (sign in tens) {
      total += (current === 0 ? 1 : current) * tens[sign]!
      current = 0
    } else current = digits[sign]!
  }
  return total + current
}

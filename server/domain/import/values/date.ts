import type { Cell } from '../sheet.ts'
import type { ValueReading } from './reading.ts'
import { read, say, wrong } from './reading.ts'
import { chineseNumber, narrow } from './written.ts'

const dayMilliseconds = 86_400_000
const earliestYear = 1950
const latestYear = 2100

/** A calendar date as people write it; year and month alone begin with their first day, and say so. */
export function readDate(cell: Cell, date1904: boolean): ValueReading {
  if (cell.value instanceof Date) return fromInstant(cell.value, cell.text)
  if (typeof cell.value === 'number') return fromNumber(cell.value, cell.text, date1904)
  return fromText(cell.text, date1904)
}

function fromInstant(date: Date, text: string): ValueReading {
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()]
  return calendar(year, month, day, text)
}

function fromNumber(value: number, text: string, date1904: boolean): ValueReading {
  if (Number.isInteger(value) && isYear(value)) return calendar(value, null, null, text)
  if (Number.isInteger(value) && /^\d{8}$|^\d{6}$/.test(String(value)))
    return fromText(String(value), date1904)
  const serial = date1904 ? value + 1462 : value
  // From 1950 to 2100: anything else was not meant as a day number.
  if (serial >= 18_264 && serial < 73_415 && value > latestYear) {
    const date = new Date(Date.UTC(1899, 11, 30) + Math.floor(serial) * dayMilliseconds)
    const reading = fromInstant(date, text)
    return 'problem' in reading
      ? reading
      : read(
          reading.value,
          say(
            `日期序号 ${value}，即 ${reading.value as string}。`,
            `Serial day ${value} is ${reading.value as string}.`,
          ),
        )
  }
  const [year, month] = String(value).split('.')
  if (month !== undefined && isYear(Number(year))) return yearDotMonth(Number(year), month, text)
  return wrong(
    say(`「${text}」不是日期，请写成 2012-05-01。`, `"${text}" is not a date; write it as 2012-05-01.`),
  )
}

/** 2012.5 as a number: a trailing zero is lost, so .1 may have been October. */
function yearDotMonth(year: number, month: string, text: string): ValueReading {
  const reading = calendar(year, Number(month), null, text)
  if (month !== '1' || 'problem' in reading) return reading
  return read(
    reading.value,
    say(
      `按 ${year} 年 1 月读取；若为 10 月（表格会略去末尾的 0），请改正。`,
      `Read as January ${year}; if October was meant (sheets drop the last zero), correct it.`,
    ),
  )
}

const separators = '[-/.年,]'
const shapes: readonly [RegExp, (m: RegExpExecArray) => [string, string | null, string | null]][] = [
  [new RegExp(`^(\\d{4})${separators}(\\d{1,2})[-/.月,](\\d{1,2})[日号]?$`), (m) => [m[1]!, m[2]!, m[3]!]],
  [new RegExp(`^(\\d{4})${separators}(\\d{1,2})月?(?:份)?$`), (m) => [m[1]!, m[2]!, null]],
  [/^(\d{4})年?(?:度)?$/, (m) => [m[1]!, null, null]],
  [/^(\d{4})(\d{2})(\d{2})$/, (m) => [m[1]!, m[2]!, m[3]!]],
  [/^(\d{4})(0[1-9]|1[0-2])$/, (m) => [m[1]!, m[2]!, null]],
  [/^(\d{2})年(\d{1,2})月(\d{1,2})[日号]$/, (m) => [century(m[1]!), m[2]!, m[3]!]],
  [/^(\d{2})年(?:(\d{1,2})月(?:份)?)?$/, (m) => [century(m[1]!), m[2] ?? null, null]],
  [/^(\d{2})[-/.](\d{1,2})[-/.](\d{1,2})$/, (m) => [century(m[1]!), m[2]!, m[3]!]],
  [/^(\d{1,2})[-/.](\d{4})$/, (m) => [m[2]!, m[1]!, null]],
]

function century(year: string): string {
  return Number(year) >= 50 ? `19${year}` : `20${year}`
}

function fromText(written: string, date1904: boolean): ValueReading {
  const text = arabic(narrow(written).replace(/。/g, '.'))
    .replace(/\s*(年|月|日|号|[-/.])\s*/g, '$1')
    .trim()
    .replace(/[T\s]+\d{1,2}:\d{2}(:\d{2})?(\.\d+)?(\s*[ap]m)?Z?$/i, '')
    .replace(/[.]$/, '')
    .replace(/(购买|购置|采购|建成|投用|启用|上线|左右)$/, '')
  for (const [shape, parts] of shapes) {
    const match = shape.exec(text)
    if (!match) continue
    const [year, month, day] = parts(match)
    if (!isYear(Number(year))) continue
    return calendar(
      Number(year),
      month === null ? null : Number(month),
      day === null ? null : Number(day),
      written,
    )
  }
  if (/^\d{5}(\.\d+)?$/.test(text)) return fromNumber(Number(text), written, date1904)
  return western(text, written) ?? season(text, written)
}

/** Chinese numerals before 年, 月, 日 in digits: 二〇一二年五月. */
function arabic(text: string): string {
  return text.replace(/[〇零○一二三四五六七八九十]+(?=[年月日号])/g, (numeral) =>
    String(chineseNumber(numeral) ?? numeral),
  )
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** `1 May 2012`, `May 2012`, `May-12`; and 5/1/2012, where day and month cannot be told apart below 13. */
function western(text: string, written: string): ValueReading | null {
  const named = /^(?:(\d{1,2})[-\s.]*)?([a-z]{3,9})\.?[-\s,]*(?:(\d{1,2}),\s*)?(\d{4}|\d{2})$/i.exec(text)
  if (named) {
    const month = months.indexOf(named[2]!.slice(0, 3).toLowerCase()) + 1
    const year = named[4]!.length === 2 ? century(named[4]!) : named[4]!
    const day = named[1] ?? named[3]
    if (month > 0) return calendar(Number(year), month, day === undefined ? null : Number(day), written)
  }
  const numbers = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(text)
  if (!numbers) return null
  const [first, second, year] = [Number(numbers[1]), Number(numbers[2]), Number(numbers[3])]
  if (second > 12) return calendar(year, first, second, written)
  if (first > 12 || first === second) return calendar(year, second, first, written)
  return wrong(
    say(
      `「${written}」分不清月和日，请写成 ${iso(year, first, second)} 或 ${iso(year, second, first)}。`,
      `Day and month of "${written}" cannot be told apart; write ${iso(year, first, second)} or ${iso(year, second, first)}.`,
    ),
    iso(year, first, second),
  )
}

const seasons: readonly [RegExp, string][] = [
  [/^年底|^年末|^末|^底/, '12-31'],
  [/^年?下半年/, '07-01'],
  [/^年?上半年|^年?初/, '01-01'],
  [/^年?第?[一1]季度?/, '01-01'],
  [/^年?第?[二2]季度?/, '04-01'],
  [/^年?第?[三3]季度?/, '07-01'],
  [/^年?第?[四4]季度?/, '10-01'],
]

/** A part of a year, or nothing that can be read. */
function season(text: string, written: string): ValueReading {
  const match = /^(\d{4})(.+)$/.exec(text)
  const day = match && isYear(Number(match[1])) && seasons.find(([shape]) => shape.test(match[2]!))?.[1]
  const proposal = day ? `${match[1]}-${day}` : yearWithin(text)
  return wrong(
    say(
      `「${written}」不是一个日期，请写成 2012-05-01、2012年5月或 2012年。`,
      `"${written}" is not a date; write 2012-05-01, 2012-05 or 2012.`,
    ),
    proposal,
  )
}

function yearWithin(text: string): string | null {
  const years = [...text.matchAll(/(?<!\d)(19[5-9]\d|20\d\d)(?!\d)/g)]
  return years.length === 1 ? `${years[0]![1]}-01-01` : null
}

function isYear(value: number): boolean {
  return value >= earliestYear && value <= latestYear
}

const two = (value: number) => String(value).padStart(2, '0')

function iso(year: number, month: number, day: number): string {
  return `${year}-${two(month)}-${two(day)}`
}

function calendar(year: number, month: number | null, day: number | null, written: string): ValueReading {
  if (!isYear(year)) {
    return wrong(
      say(
        `「${written}」的年份不在 ${earliestYear} 到 ${latestYear} 之间。`,
        `The year of "${written}" is not between ${earliestYear} and ${latestYear}.`,
      ),
    )
  }
  if (month === null) {
    return read(
      `${year}-01-01`,
      say(`只有年份，按 ${year}-01-01 记。`, `Only a year; kept as ${year}-01-01.`),
    )
  }
  if (month < 1 || month > 12) {
    return wrong(say(`「${written}」的月份不存在。`, `"${written}" has no such month.`), `${year}-01-01`)
  }
  if (day === null) {
    const date = iso(year, month, 1)
    return read(date, say(`只有年月，按 ${date} 记。`, `Only year and month; kept as ${date}.`))
  }
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate()
  if (day < 1 || day > last) {
    return wrong(
      say(
        `「${written}」这一天不存在，${year} 年 ${month} 月只有 ${last} 天。`,
        `"${written}" does not exist; that month has ${last} days.`,
      ),
      iso(year, month, Math.min(Math.max(day, 1), last)),
    )
  }
  return read(iso(year, month, day))
}

import type { NumberField } from '../../../contract/field.ts'
import { unitText } from '../../../contract/unit.ts'
import { roundTo } from '../../decimals.ts'
import type { Cell } from '../sheet.ts'
import type { ValueReading } from './reading.ts'
import { read, say, wrong } from './reading.ts'
import type { WrittenUnit } from './units.ts'
import { unitNamed } from './units.ts'
import { chineseNumber, narrow } from './written.ts'

export interface NumberHints {
  units: readonly WrittenUnit[]
  /** Unit of the column, where the cell says none. */
  unit?: WrittenUnit | undefined
}

interface Amount {
  value: number
  unit: WrittenUnit | null
  /** Written as `约`, `2×10`, with a currency sign or the like: what was understood is worth a note. */
  loose: boolean
}

const approximate = /^(约|大约|大概|近|approx\.?|about|ca\.?|~|≈)/i
const currency = /^(¥|￥|rmb|cny|人民币)/i
const numeral = '[+-]?(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d*)?|[+-]?\\.\\d+'
const amountShape = new RegExp(`^(${numeral})(?:e([+-]?\\d+))?(.*)$`, 'i')
const productShape = new RegExp(`^(\\d+)(?:条|路|根)?[*x×](${numeral})(.*)$`, 'i')
const rangeShape = new RegExp(`^(${numeral})([^\\d]*?)(?:-|~|至|到|—)(${numeral})(.*)$`, 'i')
const mixedShape = new RegExp(`^(${numeral})\\D*[/(+、,;]`, 'i')

/** A number as people write it, in the unit of its field. */
export function readNumber(cell: Cell, field: NumberField, hints: NumberHints): ValueReading {
  if (typeof cell.value === 'number' && !hasOwnUnit(cell))
    return within(cell.value, hints.unit ?? null, field, false)
  if (cell.value instanceof Date) {
    return wrong(
      say(
        `这里应为数字，却是日期「${cell.text}」。`,
        `A number is expected here, not the date "${cell.text}".`,
      ),
    )
  }
  const text = narrow(cell.text).replace(/\s+/g, '').replace(/．/g, '.')
  const amount = parseAmount(text, hints.units)
  if (amount) return within(amount.value, amount.unit ?? hints.unit ?? null, field, amount.loose, cell.text)
  return notANumber(text, cell.text, field, hints)
}

/** A number whose format shows a unit of its own, such as `0.0"万元"`. */
function hasOwnUnit(cell: Cell): boolean {
  return /[^\d.,\s+\-eE]/.test(cell.text)
}

function parseAmount(text: string, units: readonly WrittenUnit[]): Amount | null {
  const loose = approximate.test(text)
  const bare = text
    .replace(approximate, '')
    .replace(currency, '')
    .replace(/(左右|以上|以内|余)$/, '')
  const product = productShape.exec(bare)
  if (product) {
    const unit = unitIn(product[3]!, units)
    if (unit === undefined) return null
    return { value: Number(product[1]) * plainNumber(product[2]!), unit, loose: true }
  }
  const plain = amountShape.exec(bare)
  if (plain) {
    const unit = unitIn(plain[3]!, units)
    if (unit === undefined) return null
    return {
      value: plainNumber(plain[1]!) * 10 ** Number(plain[2] ?? 0),
      unit,
      loose: loose || bare.length < text.replace(approximate, '').length - 1,
    }
  }
  const bareUnit = unitNamed(units, bare)
  if (bareUnit && /兆$/.test(bare) && bare.length > 1) return { value: 1, unit: bareUnit, loose: true }
  const chinese = /^([〇零一二两三四五六七八九十百千]+)(.*)$/.exec(bare)
  const counted = chinese && chineseNumber(chinese[1]!)
  if (chinese && counted !== null) {
    const unit = unitIn(chinese[2]!, units)
    if (unit !== undefined) return { value: counted!, unit, loose: true }
  }
  return null
}

function plainNumber(text: string): number {
  return Number(text.replaceAll(',', ''))
}

/** The unit that follows a number: null for none, undefined for one that the field does not know. */
function unitIn(rest: string, units: readonly WrittenUnit[]): WrittenUnit | null | undefined {
  const word = rest.replace(/(共享|独享|专线|光纤|左右|以上|以内|余)$/, '').replace(/^[（(](.*)[)）]$/, '$1')
  if (word === '') return null
  return unitNamed(units, word) ?? undefined
}

function within(
  amount: number,
  unit: WrittenUnit | null,
  field: NumberField,
  loose: boolean,
  written?: string,
): ValueReading {
  const exact = amount * (unit?.factor ?? 1)
  const least = field.min ?? -1e12
  const most = field.max ?? 1e12
  // Rounding is for numbers of the field's size.
  const value = Math.abs(exact) < 1e14 ? roundTo(exact, field.decimals ?? 6) : exact
  const shown = shownValue(value, field)
  if (!(exact >= least && exact <= most && value >= least)) {
    return wrong(
      say(
        `${shown.zh} 超出范围，应在 ${least} 到 ${most} 之间。`,
        `${shown.en} is out of range; expected ${least} to ${most}.`,
      ),
    )
  }
  if (unit?.doubt) return wrong(unit.doubt, value)
  const converted = unit !== null && unit.factor !== 1
  if (converted || loose) return read(value, say(`按 ${shown.zh} 读取。`, `Read as ${shown.en}.`))
  if (
    Math.abs(exact - value) > 1e-9 &&
    written === undefined &&
    field.decimals !== undefined &&
    Math.abs(exact - value) > 10 ** -(field.decimals + 2)
  ) {
    return read(value, say(`四舍五入为 ${shown.zh}。`, `Rounded to ${shown.en}.`))
  }
  return read(value)
}

function shownValue(value: number, field: NumberField) {
  const unit = (language: 'zh' | 'en') => unitText(field.unit, language)
  return {
    zh: unit('zh') === null ? String(value) : `${value} ${unit('zh')}`,
    en: unit('en') === null ? String(value) : `${value} ${unit('en')}`,
  }
}

/** Says what is wrong, and proposes the part that can be read. */
function notANumber(text: string, written: string, field: NumberField, hints: NumberHints): ValueReading {
  const valueOf = (amount: string, unitWord: string) => {
    const unit = unitIn(unitWord, hints.units) ?? hints.unit ?? null
    const value = plainNumber(amount) * (unit?.factor ?? 1)
    const fits = value >= (field.min ?? -1e12) && value <= (field.max ?? 1e12)
    return fits ? roundTo(value, field.decimals ?? 6) : null
  }
  const range = rangeShape.exec(text)
  if (range) {
    return wrong(
      say(`「${written}」是一个范围，这里应为一个数。`, `"${written}" is a range; one number is expected.`),
      valueOf(range[3]!, range[4] || range[2]!),
    )
  }
  const percent = new RegExp(`^(${numeral})%$`).exec(text)
  if (percent) {
    return wrong(
      say(`「${written}」是百分数，这里应为数量。`, `"${written}" is a percentage; an amount is expected.`),
    )
  }
  const mixed = mixedShape.exec(text)
  if (mixed) {
    const unit = text.slice(mixed[1]!.length).match(/^[^\d/(+、,;]*/)?.[0] ?? ''
    return wrong(
      say(`「${written}」里不止一个数，请只留一个。`, `"${written}" holds more than one number; keep one.`),
      valueOf(mixed[1]!, unit),
    )
  }
  const known = hints.units.map(({ key }) => key)
  const amount = amountShape.exec(text)
  if (amount && amount[3]) {
    return wrong(
      say(
        `不认识单位「${amount[3]}」${known.length > 0 ? `，可用：${known.join('、')}` : ''}。`,
        `The unit "${amount[3]}" is not known${known.length > 0 ? `; use ${known.join(', ')}` : ''}.`,
      ),
      valueOf(amount[1]!, ''),
    )
  }
  return wrong(say(`「${written}」不是数字。`, `"${written}" is not a number.`))
}

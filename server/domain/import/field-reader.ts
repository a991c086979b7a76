import type { Field } from '../../contract/field.ts'
import type { ImportEntity } from './entities.ts'
import { importFields } from './entities.ts'
import type { ReadingContext } from './reading.ts'
import type { Cell } from './sheet.ts'
import { readBoolean } from './values/boolean.ts'
import { readDate } from './values/date.ts'
import { readNamed } from './values/named.ts'
import { readNumber } from './values/number.ts'
import { readPosition } from './values/rack-position.ts'
import type { ValueReading } from './values/reading.ts'
import { read, say, wrong } from './values/reading.ts'
import { readState, saysNoState, stateSpellings } from './values/state.ts'
import { readText } from './values/text.ts'
import { unitNamed, unitsOf } from './values/units.ts'
import { meansNothing, narrow, tidy } from './values/written.ts'

/** Reads the cells of one column as values of one field. */
export type FieldReader = (cell: Cell | null) => ValueReading

/** @param unit of the column, where its cells say none: a key of {@link unitsOf} or a word for one */
export function fieldReader(
  entity: ImportEntity,
  key: string,
  { date1904 = false }: ReadingContext,
  unit?: string,
): FieldReader {
  const field = importFields(entity)[key]
  if (!field) throw new Error(`No field "${key}" to import into "${entity}"`)
  const readContent = contentReader(entity, key, field, date1904, unit)
  const isNothing = nothingIn(entity, key, field)
  const missing = wrong(say('此项必填。', 'This is required.'))
  return (cell) => {
    if (cell?.error !== undefined) return errorCell(cell, readContent)
    if (cell === null || isNothing(cell.text)) return field.required ? missing : read(null)
    return readContent(cell)
  }
}

function nothingIn(entity: ImportEntity, key: string, field: Field): (text: string) => boolean {
  // A state may have a word for nothing: 未覆盖 is written 无.
  if (field.type === 'state') {
    const spellings = stateSpellings(entity, key, field.states)
    return (text) => text.trim() === '' || saysNoState(text, spellings)
  }
  if (field.type === 'boolean') return (text) => text.trim() === ''
  return (text) => meansNothing(text)
}

function contentReader(
  entity: ImportEntity,
  key: string,
  field: Field,
  date1904: boolean,
  unit: string | undefined,
): (cell: Cell) => ValueReading {
  switch (field.type) {
    case 'text':
      return (cell) => readText(cell, field, key)
    case 'number': {
      const units = unitsOf(field, key)
      const hints = { units, unit: unit === undefined ? undefined : (unitNamed(units, unit) ?? undefined) }
      const readAmount = (cell: Cell) => readNumber(cell, field, hints)
      return key === 'positionU' ? (cell) => readPosition(cell) ?? readAmount(cell) : readAmount
    }
    case 'date':
      return (cell) => readDate(cell, date1904)
    case 'state': {
      const spellings = stateSpellings(entity, key, field.states)
      return (cell) => readState(narrow(tidy(cell.text)), field.states, spellings)
    }
    case 'boolean':
      return (cell) => readBoolean(cell.text)
    case 'reference':
      return (cell) => read(readNamed(field.to, cell.text))
    default:
      return () => wrong(say('这一字段不能导入。', 'This field cannot be imported.'))
  }
}

/** A formula without a usable value; what it last showed is proposed where there is something. */
function errorCell(cell: Cell, readContent: (cell: Cell) => ValueReading): ValueReading {
  if (cell.error === 'external-link') {
    const cached = cell.value === null ? null : readContent({ value: cell.value, text: cell.text })
    const proposal = cached && 'value' in cached ? cached.value : null
    return wrong(
      say(
        `值引自另一个工作簿，无法核实；上次保存时为「${cell.text}」。请粘贴为数值。`,
        `The value comes from another workbook and cannot be verified; at the last save it was "${cell.text}". Paste it as a value.`,
      ),
      proposal,
      cell.text,
    )
  }
  if (cell.error === 'not-calculated') {
    return wrong(
      say(
        '公式还没有计算出结果。请用 Excel 或 WPS 打开并保存一次，或直接填写数值。',
        'The formula has not been calculated. Open and save the file in Excel or WPS once, or enter the value.',
      ),
    )
  }
  return wrong(
    say(
      `公式出错（${cell.text}），没有值。请改正公式或直接填写。`,
      `The formula ends in an error (${cell.text}) and has no value. Correct it or enter the value.`,
    ),
  )
}

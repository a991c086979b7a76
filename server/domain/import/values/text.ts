import type { TextField } from '../../../contract/field.ts'
import type { Cell } from '../sheet.ts'
import { readAddress, readWebAddress } from './address.ts'
import type { ValueReading } from './reading.ts'
import { read, say, wrong } from './reading.ts'
import { narrow, tidy, withoutGuard } from './written.ts'

/** Fields that hold a code: full-width signs and inner blanks are typing, not meaning. */
const codeFields = new Set([
  'code',
  'assetTag',
  'serialNumber',
  'contractNumber',
  'interfaceName',
  'model',
  'softwareVersion',
  'contactPhone',
])

const defaultLength = 200
/** A double holds fifteen decimal digits (IEEE 754); a spreadsheet writes zeros behind them. */
const exactDigits = 1e15

export function readText(cell: Cell, field: TextField, key: string): ValueReading {
  const written = withoutGuard(cell.text)
  if (field.format === 'ip') return readAddress(written)
  if (field.format === 'url') return readWebAddress(written)
  if (codeFields.has(key)) {
    const lost = lostDigits(cell, written)
    if (lost) return lost
  }
  const value = codeFields.has(key) ? plainCode(written) : tidy(written)
  if (value.includes('\ufffd')) {
    return wrong(
      say(
        `「${value}」里有乱码，请按原件改正。`,
        `"${value}" holds characters that could not be read; correct it from the original.`,
      ),
    )
  }
  const most = field.maxLength ?? defaultLength
  if (value.length > most) {
    return wrong(
      say(
        `太长：${value.length} 个字符，最多 ${most} 个。`,
        `Too long: ${value.length} characters, at most ${most}.`,
      ),
      value.slice(0, most),
    )
  }
  const changed = value !== written.trim() && value !== tidy(written)
  return changed ? read(value, say(`按「${value}」读取。`, `Read as "${value}".`)) : read(value)
}

/** The digits that a spreadsheet dropped from a long number cannot be had back. */
function lostDigits(cell: Cell, written: string): ValueReading | null {
  const isRounded = typeof cell.value === 'number' && Math.abs(cell.value) >= exactDigits
  if (!isRounded && !/^\d(?:\.\d+)?E\+\d+$/i.test(written.trim())) return null
  return wrong(
    say(
      `长数字已被表格改成「${written}」，后面的位数丢失了。请按实物重新填写，并把单元格设为文本格式。`,
      `The spreadsheet has turned a long number into "${written}" and lost its last digits. Enter it again from the device, in a cell formatted as text.`,
    ),
  )
}

function plainCode(written: string): string {
  return narrow(tidy(written))
    .replace(/\s+/g, ' ')
    .replace(/^(?:s\/?n|序列号)\s*[:：]\s*/i, '')
    .trim()
}

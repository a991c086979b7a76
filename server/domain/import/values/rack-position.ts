import type { Cell } from '../sheet.ts'
import type { ValueReading } from './reading.ts'
import { say, wrong } from './reading.ts'
import { narrow } from './written.ts'

const tallest = 60

/** The units of a rack: `12-14U` is the lowest unit 12 and a height of 3; null when it is no such range. */
export function readPosition(cell: Cell): ValueReading | null {
  const text = narrow(cell.text)
    .replace(/\s+/g, '')
    .replace(/^第|位$|单元$/g, '')
  const range = /^u?(\d{1,2})u?(?:-|~|至|到|—|\/)u?(\d{1,2})u?$/i.exec(text)
  const single = /^u(\d{1,2})$/i.exec(text) ?? /^(\d{1,2})u$/i.exec(text)
  if (single) return { value: Number(single[1]) }
  if (!range) return null
  const [low, high] = [Number(range[1]), Number(range[2])].sort((a, b) => a - b) as [number, number]
  if (low < 1 || high > tallest) {
    return wrong(say(`U 位应在 1 到 ${tallest} 之间。`, `Rack units are 1 to ${tallest}.`))
  }
  const height = high - low + 1
  return {
    value: low,
    also: { heightU: height },
    note: say(
      `第 ${low} 到 ${high} U：起始 ${low} U，高度 ${height} U。`,
      `Units ${low} to ${high}: lowest ${low}, height ${height}.`,
    ),
  }
}

/** Column from 0 of an address such as `AB12`, or -1 where there is none. */
export function columnOf(address: string): number {
  let column = 0
  for (let i = 0; i < address.length; i++) {
    const code = address.charCodeAt(i) | 32
    if (code < 97 || code > 122) break
    column = column * 26 + (code - 96)
  }
  return column - 1
}

/** `AB` for 27. */
export function columnLetters(column: number): string {
  const rest = Math.floor(column / 26) - 1
  return (rest >= 0 ? columnLetters(rest) : '') + String.fromCharCode(65 + (column % 26))
}

export interface CellRange {
  left: number
  right: number
  top: number
  bottom: number
}

/** `B2:D5` or `B2`; null for what is none. Rows from 1, columns from 0. */
export function parseRange(text: string): CellRange | null {
  const match = /^\$?([A-Z]+)\$?(\d+)(?::\$?([A-Z]+)\$?(\d+))?$/i.exec(text)
  if (!match) return null
  const [left, top] = [columnOf(match[1]!), Number(match[2])]
  return { left, top, right: match[3] ? columnOf(match[3]) : left, bottom: match[4] ? Number(match[4]) : top }
}

import type { Drawing, DrawnShape } from '../../contract/document.ts'

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string) => text.replace(/[&<>"]/g, (character) => escapes[character]!)

function attributes(values: Record<string, string | number | undefined>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${typeof value === 'number' ? round(value) : escaped(value!)}"`)
    .join('')
}

const round = (value: number) => Math.round(value * 100) / 100

function element(shape: DrawnShape): string {
  switch (shape.type) {
    case 'rect': {
      const { x, y, width, height, fill = 'none', stroke, strokeWidth } = shape
      return `<rect${attributes({ x, y, width, height, fill, stroke, 'stroke-width': strokeWidth })}/>`
    }
    case 'line': {
      const { x1, y1, x2, y2, stroke, strokeWidth, dash } = shape
      return `<line${attributes({ x1, y1, x2, y2, stroke, 'stroke-width': strokeWidth, 'stroke-dasharray': dash })}/>`
    }
    case 'path': {
      const { d, fill = 'none', stroke, strokeWidth } = shape
      return `<path${attributes({ d, fill, stroke, 'stroke-width': strokeWidth })}/>`
    }
    case 'text': {
      const { x, y, size, fill, anchor, bold } = shape
      const weight = bold ? 'bold' : undefined
      return `<text${attributes({ x, y, fill, 'font-size': size, 'text-anchor': anchor, 'font-weight': weight })}>${escaped(shape.text)}</text>`
    }
  }
}

/** A drawing as SVG. @param fontFamily CSS names, the first that is there */
export function drawingToSvg({ width, height, description, shapes }: Drawing, fontFamily: string): string {
  const frame = attributes({ width, height, viewBox: `0 0 ${round(width)} ${round(height)}` })
  return `<svg xmlns="http://www.w3.org/2000/svg"${frame} role="img" aria-label="${escaped(description)}" font-family="${escaped(fontFamily)}">${shapes.map(element).join('')}</svg>`
}

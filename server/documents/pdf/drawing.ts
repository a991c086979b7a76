import type { Drawing, DrawnShape } from '../../contract/document.ts'
import type { Pdf } from './paper.ts'

/** Draws vector graphics with their left upper corner at `x`, `y`. */
export function drawDrawing(pdf: Pdf, drawing: Drawing, x: number, y: number, scale = 1): void {
  pdf.save()
  pdf.translate(x, y)
  if (scale !== 1) pdf.scale(scale)
  for (const shape of drawing.shapes) drawShape(pdf, shape)
  pdf.restore()
}

function paint(
  pdf: Pdf,
  { fill, stroke, strokeWidth }: { fill?: string; stroke?: string; strokeWidth?: number },
) {
  if (stroke) pdf.lineWidth(strokeWidth ?? 1)
  if (fill && stroke) pdf.fillAndStroke(fill, stroke)
  else if (fill) pdf.fill(fill)
  else if (stroke) pdf.stroke(stroke)
}

function drawShape(pdf: Pdf, shape: DrawnShape): void {
  switch (shape.type) {
    case 'rect':
      pdf.rect(shape.x, shape.y, shape.width, shape.height)
      return paint(pdf, shape)
    case 'line':
      pdf.moveTo(shape.x1, shape.y1).lineTo(shape.x2, shape.y2)
      if (shape.dash) pdf.dash(shape.dash, { space: shape.dash })
      paint(pdf, shape)
      if (shape.dash) pdf.undash()
      return
    case 'path':
      pdf.path(shape.d)
      return paint(pdf, shape)
    case 'text': {
      const { text, x, y, size, fill, anchor = 'start', bold } = shape
      pdf.font(bold ? 'bold' : 'regular').fontSize(size)
      const width = anchor === 'start' ? 0 : pdf.widthOfString(text)
      const from = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2
      pdf.fillColor(fill).text(text, from, y, { lineBreak: false, baseline: 'alphabetic' })
    }
  }
}

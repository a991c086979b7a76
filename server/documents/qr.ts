import makeQr from 'qrcode-generator'
import type { Drawing } from '../contract/document.ts'

/** Modules that stay white around the code (ISO/IEC 18004, 7.1: four). */
const quietZone = 4

/**
 * A QR code as a drawing: error correction M, so that a scratched label still reads.
 * @param side width and height in points, with the quiet zone
 */
export function qrDrawing(text: string, side: number, description = text): Drawing {
  const code = makeQr(0, 'M')
  // The library takes one byte per character unless told how to encode.
  code.addData(Buffer.from(text, 'utf8').toString('latin1'), 'Byte')
  code.make()
  const modules = code.getModuleCount()
  const unit = side / (modules + 2 * quietZone)
  const at = (index: number) => Math.round((index + quietZone) * unit * 1000) / 1000
  let d = ''
  for (let row = 0; row < modules; row++) {
    for (let from = 0; from < modules; from++) {
      if (!code.isDark(row, from)) continue
      let to = from
      while (to + 1 < modules && code.isDark(row, to + 1)) to++
      d += `M${at(from)} ${at(row)}H${at(to + 1)}V${at(row + 1)}H${at(from)}Z`
      from = to
    }
  }
  return {
    width: side,
    height: side,
    description,
    shapes: [
      { type: 'rect', x: 0, y: 0, width: side, height: side, fill: '#ffffff' },
      { type: 'path', d, fill: '#000000' },
    ],
  }
}

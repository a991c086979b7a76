import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { initWasm, Resvg } from '@resvg/resvg-wasm'
import type { Drawing } from '../contract/document.ts'
import { drawingToSvg } from '../domain/drawing/svg.ts'
import { documentFont, documentFontFamily } from './fonts.ts'

const require = createRequire(import.meta.url)
let ready: Promise<void> | null = null

function begin(): Promise<void> {
  ready ??= readFile(require.resolve('@resvg/resvg-wasm/index_bg.wasm')).then((bytes) => initWasm(bytes))
  return ready
}

/** A drawing as PNG, `zoom` times its size in pixels: sharp on paper in programs that draw no SVG. */
export async function drawingToPng(drawing: Drawing, zoom = 3): Promise<Uint8Array> {
  await begin()
  const image = new Resvg(drawingToSvg(drawing, documentFontFamily), {
    fitTo: { mode: 'zoom', value: zoom },
    background: 'white',
    font: {
      fontBuffers: [documentFont('regular'), documentFont('bold')],
      defaultFontFamily: documentFontFamily,
    },
  })
  try {
    return image.render().asPng()
  } finally {
    image.free()
  }
}

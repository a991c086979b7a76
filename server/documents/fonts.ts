import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)

/** Noto Sans for Simplified Chinese (SIL Open Font License 1.1), which also has the Latin letters. */
const files = {
  regular: 'NotoSansHans-Regular.otf',
  bold: 'NotoSansHans-Bold.otf',
} as const

export type FontWeight = keyof typeof files

export const documentFontFamily = 'Noto Sans Hans'

/** The package exports its entry only; the fonts lie beside it. */
const folder = join(dirname(require.resolve('@embedpdf/fonts-sc')), '../fonts')

const loaded = new Map<FontWeight, Buffer>()

/** The OpenType file of the documents' typeface, read once; PDFs embed only the glyphs that they use. */
export function documentFont(weight: FontWeight): Buffer {
  const known = loaded.get(weight)
  if (known) return known
  const font = readFileSync(join(folder, files[weight]))
  loaded.set(weight, font)
  return font
}

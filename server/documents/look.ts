/** How documents look: the console's ink and accent on white paper. Lengths in points. */
export const ink = '#1b2330'
export const quiet = '#5b6675'
export const rule = '#c9d0d9'
export const shade = '#eef2f7'
export const accent = '#1f5fbf'
export const warning = '#9a5b00'

/** ISO 216 A4, with the margins that leave 471 points for the text. */
export const page = { width: 595.28, height: 841.89, top: 76, bottom: 70, left: 62, right: 62 }
export const textWidthOnPage = page.width - page.left - page.right

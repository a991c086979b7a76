/** Ideographs, kana, hangul, full-width forms and CJK punctuation take a whole em. */
const wide =
  /[\u1100-\u115f\u2e80-\u303f\u3040-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60\uffe0-\uffe6]/

/** About how wide a text becomes; drawings are laid out before a font is known. */
export function textWidth(text: string, size: number): number {
  let ems = 0
  for (const character of text) ems += wide.test(character) ? 1 : /[il.,:;|'! ]/.test(character) ? 0.3 : 0.57
  return ems * size
}

/*
 * Where a line may end, for texts that mix Chinese and Latin: between any two ideographs, at spaces, and where the
 * script changes, but never before a closing mark or after an opening one (GB/T 15834, Punctuation; the rules that
 * W3C's "Requirements for Chinese Text Layout" calls prohibition rules).
 */

const wide = /[\u2e80-\u303f\u3040-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uff60\uffe0-\uffe6—…]/
const neverFirst = /[，。、；：！？）》」』】〕〉”’％%,.;:!?)\]}…—·℃°²³]/
const neverLast = /[（《「『【〔〈“‘([{￥$]/

/** The text in pieces that stay whole; a piece keeps the spaces behind it. */
export function unbreakablePieces(text: string): string[] {
  const pieces: string[] = []
  let piece = ''
  let before = ''
  for (const character of text) {
    if (piece !== '' && mayBreak(before, character)) {
      pieces.push(piece)
      piece = ''
    }
    piece += character
    before = character
  }
  if (piece !== '') pieces.push(piece)
  return pieces
}

/** Whether a line may end between two neighbours. */
export function mayBreak(before: string, after: string): boolean {
  if (neverFirst.test(after) || neverLast.test(before)) return false
  if (after === ' ') return false
  if (before === ' ' || before === '/' || before === '-') return !/\d/.test(after) || before === ' '
  return wide.test(before) || wide.test(after)
}

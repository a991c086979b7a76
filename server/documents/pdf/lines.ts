import type { Content, Run } from '../../contract/document.ts'
import { runsOf } from '../../domain/document/content.ts'
import { mayBreak, unbreakablePieces } from '../../domain/document/line-break.ts'
import type { FontWeight } from '../fonts.ts'

export interface TextStyle {
  size: number
  weight: FontWeight
  colour: string
  /** Distance of baselines as a multiple of the size. */
  leading: number
}

export interface Fragment {
  text: string
  x: number
  width: number
  weight: FontWeight
  size: number
  /** Above the baseline, for the numbers of sources. */
  rise: number
  run: Run
}

export interface Line {
  fragments: Fragment[]
  width: number
}

export type Measure = (text: string, weight: FontWeight, size: number) => number

type Piece = Omit<Fragment, 'x'> & { mayEndBefore: boolean }

const superscript = { size: 0.62, rise: 0.36 }

/** The text as pieces that stay whole, each with the run that it belongs to. */
function piecesOf(content: Content, style: TextStyle, measure: Measure): Piece[] {
  const pieces: Piece[] = []
  let before = ''
  for (const run of runsOf(content)) {
    const weight = run.bold ? 'bold' : style.weight
    for (const text of unbreakablePieces(run.text)) {
      const mayEndBefore = before !== '' && mayBreak(before, text[0]!)
      pieces.push({
        text,
        width: measure(text, weight, style.size),
        weight,
        size: style.size,
        rise: 0,
        run,
        mayEndBefore,
      })
      before = text.at(-1)!
    }
    if (run.source !== undefined) {
      const text = `[${run.source}]`
      const size = style.size * superscript.size
      const width = measure(text, 'regular', size)
      const rise = style.size * superscript.rise
      pieces.push({ text, width, weight: 'regular', size, rise, run, mayEndBefore: false })
    }
  }
  return pieces
}

/** Pieces that no line may end between, cut only where one alone is wider than the line. */
function wordsOf(pieces: Piece[], width: number, measure: Measure): Piece[][] {
  const words: Piece[][] = []
  for (const piece of pieces.flatMap((each) => cut(each, width, measure))) {
    const word = words.at(-1)
    if (word && !piece.mayEndBefore) word.push(piece)
    else words.push([piece])
  }
  return words
}

function cut(piece: Piece, width: number, measure: Measure): Piece[] {
  if (piece.width <= width) return [piece]
  const parts: Piece[] = []
  let text = ''
  const push = () =>
    parts.push({
      ...piece,
      text,
      width: measure(text, piece.weight, piece.size),
      mayEndBefore: parts.length > 0 || piece.mayEndBefore,
    })
  for (const character of piece.text) {
    if (text !== '' && measure(text + character, piece.weight, piece.size) > width) {
      push()
      text = ''
    }
    text += character
  }
  push()
  return parts
}

/** Breaks a text into lines no wider than `width`; at least one, even of an empty text. */
export function breakLines(content: Content, style: TextStyle, width: number, measure: Measure): Line[] {
  const lines: Line[] = [{ fragments: [], width: 0 }]
  for (const word of wordsOf(piecesOf(content, style, measure), width, measure)) {
    const wide = word.reduce((sum, each) => sum + each.width, 0)
    const spaces = /\s+$/.exec(word.at(-1)!.text)?.[0] ?? ''
    const hanging = spaces ? measure(spaces, word.at(-1)!.weight, word.at(-1)!.size) : 0
    let line = lines.at(-1)!
    if (line.width > 0 && line.width + wide - hanging > width + 0.01) {
      line = { fragments: [], width: 0 }
      lines.push(line)
    }
    for (const { mayEndBefore: _, ...piece } of word) append(line, piece)
  }
  return lines
}

/** Neighbours alike become one fragment, so that text copied from the page stays in one piece. */
function append(line: Line, piece: Omit<Fragment, 'x'>): void {
  const last = line.fragments.at(-1)
  if (last && last.run === piece.run && last.size === piece.size && last.rise === piece.rise) {
    last.text += piece.text
    last.width += piece.width
  } else line.fragments.push({ ...piece, x: line.width })
  line.width += piece.width
}

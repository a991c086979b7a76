import type { Annotation } from '../annotate.ts'
import { refused } from '../refusal.ts'
import { columnLetters } from './cell-address.ts'
import { escapeXml, office } from './write-xlsx.ts'

/*
 * Colours and notes added to the XML of a workbook. Colours are a conditional format, so that no cell's own style changes
 * and empty cells can be coloured too; notes are comments with the drawing that Excel wants for each (ECMA-376 part 4, 14).
 */

export interface NotesOfSheet {
  cells: readonly Annotation[]
  /** Those of the cells that get a note. */
  noted: readonly Annotation[]
  /** Differential formats by kind. */
  colours: Record<Annotation['kind'], number>
}

const fills: Record<Annotation['kind'], string> = { wrong: 'FFFFC7CE', understood: 'FFFFEB9C' }
const relation = 'rIdCityBase'
const refOf = ({ row, column }: Annotation) => `${columnLetters(column)}${row}`

/** Prefix of the document's own elements: `x:` in some producers' files. */
function prefixOf(document: string, element: string): string {
  return new RegExp(`<(\\w+:)?${element}[\\s/>]`).exec(document)?.[1] ?? ''
}

export function withColours(styles: string): { document: string; colours: NotesOfSheet['colours'] } {
  const x = prefixOf(styles, 'styleSheet')
  const formats = (['wrong', 'understood'] as const).map(
    (kind) =>
      `<${x}dxf><${x}fill><${x}patternFill patternType="solid"><${x}fgColor rgb="${fills[kind]}"/><${x}bgColor rgb="${fills[kind]}"/></${x}patternFill></${x}fill></${x}dxf>`,
  )
  const list = new RegExp(`<${x}dxfs\\b[^>]*?(?:/>|>([\\s\\S]*?)</${x}dxfs>)`)
  const inner = list.exec(styles)?.[1] ?? ''
  const count = (inner.match(new RegExp(`<${x}dxf[\\s/>]`, 'g')) ?? []).length
  const element = `<${x}dxfs count="${count + 2}">${inner}${formats.join('')}</${x}dxfs>`
  const document = list.test(styles)
    ? styles.replace(list, () => element)
    : insertBefore(styles, x, ['tableStyles', 'colors', 'extLst'], 'styleSheet', element)
  return { document, colours: { wrong: count, understood: count + 1 } }
}

function insertBefore(
  document: string,
  x: string,
  followers: readonly string[],
  root: string,
  element: string,
): string {
  const at = document.search(new RegExp(`<${x}(?:${followers.join('|')})[\\s/>]|</${x}${root}>`))
  return at < 0 ? document : document.slice(0, at) + element + document.slice(at)
}

const behindDrawings = [
  'legacyDrawingHF',
  'drawingHF',
  'picture',
  'oleObjects',
  'controls',
  'webPublishItems',
  'tableParts',
  'extLst',
]
/** What may follow a conditional format in a worksheet (CT_Worksheet is a sequence). */
const behindFormats = [
  ...[
    'dataValidations',
    'hyperlinks',
    'printOptions',
    'pageMargins',
    'pageSetup',
    'headerFooter',
    'rowBreaks',
    'colBreaks',
  ],
  ...[
    'customProperties',
    'cellWatches',
    'ignoredErrors',
    'smartTags',
    'drawing',
    'legacyDrawing',
    ...behindDrawings,
  ],
]

/** Cells per conditional format; Excel reads short lists of cells more willingly. */
const cellsPerFormat = 400

/** The worksheet as it comes in, with what is new behind its rows. */
export async function* withMarks(
  pieces: AsyncIterable<Buffer>,
  notes: NotesOfSheet,
  addDrawing: boolean,
  heldBytes: number,
): AsyncGenerator<Buffer> {
  const end = /<\/((?:\w+:)?)sheetData>|<((?:\w+:)?)sheetData\s*\/>/
  let rest: Buffer = Buffer.alloc(0)
  let behind: Buffer[] | null = null
  let x = ''
  let held = 0
  for await (const piece of pieces) {
    if (behind) {
      behind.push(piece)
      held += piece.length
      if (held > heldBytes) throw refused('bomb')
      continue
    }
    const joined = Buffer.concat([rest, piece])
    // Single bytes, so that a position in the text is one in the buffer.
    const match = end.exec(joined.toString('latin1'))
    if (match) {
      x = match[1] ?? match[2] ?? ''
      const from = match.index + match[0].length
      yield joined.subarray(0, from)
      behind = [joined.subarray(from)]
    } else {
      const kept = Math.min(joined.length, 64)
      yield joined.subarray(0, joined.length - kept)
      rest = joined.subarray(joined.length - kept)
    }
  }
  if (!behind) throw refused('broken')
  let tail = insertBefore(
    Buffer.concat(behind).toString('utf8'),
    x,
    behindFormats,
    'worksheet',
    formatsXml(notes, x),
  )
  if (addDrawing) {
    const drawing = `<${x}legacyDrawing xmlns:r="${office}" r:id="${relation}Drawing"/>`
    tail = insertBefore(tail, x, behindDrawings, 'worksheet', drawing)
  }
  yield Buffer.from(tail)
}

function formatsXml({ cells, colours }: NotesOfSheet, x: string): string {
  let xml = ''
  for (const kind of ['wrong', 'understood'] as const) {
    const refs = cells.filter((each) => each.kind === kind).map(refOf)
    for (let i = 0; i < refs.length; i += cellsPerFormat) {
      const sqref = refs.slice(i, i + cellsPerFormat).join(' ')
      xml += `<${x}conditionalFormatting sqref="${sqref}"><${x}cfRule type="expression" dxfId="${colours[kind]}" priority="1"><${x}formula>TRUE</${x}formula></${x}cfRule></${x}conditionalFormatting>`
    }
  }
  return xml
}

const author = '城基 CityBase'

/** New notes behind those that are there; a cell that has one keeps it, ours put below. */
export function commentsXml({ noted }: NotesOfSheet, existing: string | null): string {
  if (existing === null) {
    const comments = noted.map((each) => commentXml('', each, 0)).join('')
    return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author>${author}</author></authors><commentList>${comments}</commentList></comments>`
  }
  const x = prefixOf(existing, 'comments')
  const authors = (existing.match(new RegExp(`<${x}author[\\s/>]`, 'g')) ?? []).length
  let document = existing.replace(`</${x}authors>`, `<${x}author>${author}</${x}author></${x}authors>`)
  const fresh: string[] = []
  for (const each of noted) {
    const own = new RegExp(`(<${x}comment\\s[^>]*ref="${refOf(each)}"[\\s\\S]*?)(</${x}text>)`)
    if (own.test(document))
      document = document.replace(
        own,
        (_, before: string, end: string) => `${before}${runXml(x, `\n${each.text}`)}${end}`,
      )
    else fresh.push(commentXml(x, each, authors))
  }
  return document.replace(`</${x}commentList>`, () => `${fresh.join('')}</${x}commentList>`)
}

function commentXml(x: string, annotation: Annotation, authorId: number): string {
  return `<${x}comment ref="${refOf(annotation)}" authorId="${authorId}"><${x}text>${runXml(x, annotation.text)}</${x}text></${x}comment>`
}

function runXml(x: string, text: string): string {
  return `<${x}r><${x}t xml:space="preserve">${escapeXml(text)}</${x}t></${x}r>`
}

export function drawingXml({ noted }: NotesOfSheet, existing: string | null, sheet: number): string {
  const shapes = noted
    .filter(
      ({ row, column }) =>
        !existing ||
        !new RegExp(`<x:Row>${row - 1}</x:Row>\\s*<x:Column>${column}</x:Column>`).test(existing),
    )
    .map(({ row, column }, i) => shapeXml(row - 1, column, `citybase_${sheet}_${i}`))
    .join('')
  if (existing) return existing.replace(/<\/xml>\s*$/, () => `${shapes}</xml>`)
  return `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>${shapes}</xml>`
}

function shapeXml(row: number, column: number, id: string): string {
  return (
    `<v:shape id="${id}" type="#_x0000_t202" style="position:absolute;width:220pt;height:80pt;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">` +
    '<v:fill color2="#ffffe1"/><v:textbox style="mso-direction-alt:auto"/><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>' +
    `<x:Anchor>${column + 1}, 15, ${row}, 4, ${column + 5}, 15, ${row + 5}, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>${row}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`
  )
}

const pack = 'http://schemas.openxmlformats.org/package/2006'

export function withRelations(
  document: string | null,
  comments: string | null,
  drawing: string | null,
): string {
  const fresh = [
    comments && `<Relationship Id="${relation}Comments" Type="${office}/comments" Target="${comments}"/>`,
    drawing && `<Relationship Id="${relation}Drawing" Type="${office}/vmlDrawing" Target="${drawing}"/>`,
  ]
    .filter(Boolean)
    .join('')
  if (document === null)
    return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="${pack}/relationships">${fresh}</Relationships>`
  const opened = document.replace(/<Relationships([^>]*?)\/>/, '<Relationships$1></Relationships>')
  return opened.replace('</Relationships>', () => `${fresh}</Relationships>`)
}

export function withContentTypes(document: string, comments: readonly string[]): string {
  const vml = /Extension="vml"/i.test(document)
    ? ''
    : '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>'
  const overrides = comments.map(
    (name) =>
      `<Override PartName="/${name}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"/>`,
  )
  // Defaults and overrides may stand in any order.
  return document.replace('</Types>', () => `${vml}${overrides.join('')}</Types>`)
}

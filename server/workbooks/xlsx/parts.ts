import { posix } from 'node:path'
import type { Archive } from '../archive.ts'
import { refused } from '../refusal.ts'
import { attribute, readXml } from './xml.ts'

/** A relationship of a part (ECMA-376 part 2, 9.3): what it needs, and where that is. */
export interface Relationship {
  id: string
  /** Last segment of the type's address: `worksheet`, `sharedStrings`, `comments`. */
  type: string
  /** Name of the target in the archive, without a leading slash; as it stands when external. */
  target: string
  external: boolean
}

/** Where the relationships of a part are kept; of the package itself for ''. */
export function relationshipsName(part: string): string {
  return posix.join(posix.dirname(part), '_rels', `${posix.basename(part)}.rels`)
}

export async function readRelationships(archive: Archive, part: string): Promise<Relationship[]> {
  const name = part === '' ? '_rels/.rels' : relationshipsName(part)
  if (!archive.has(name)) return []
  const found: Relationship[] = []
  readXml(await archive.text(name), {
    open(tag, attributes) {
      if (tag !== 'Relationship') return
      const target = attributes['Target'] ?? ''
      const external = attributes['TargetMode'] === 'External'
      found.push({
        id: attributes['Id'] ?? '',
        type: (attributes['Type'] ?? '').split('/').at(-1)!,
        target: external ? target : resolveTarget(part, target),
        external,
      })
    },
  })
  return found
}

function resolveTarget(part: string, target: string): string {
  const joined = target.startsWith('/') ? target : posix.join(posix.dirname(part), target)
  return posix.normalize(joined).replace(/^(\.?\/)+/, '')
}

export interface WorksheetPart {
  name: string
  hidden: boolean
  /** Its part in the archive. */
  part: string
}

/** The parts of a workbook that reading and annotating need. */
export interface WorkbookParts {
  workbook: string
  sheets: WorksheetPart[]
  date1904: boolean
  styles: string | null
  sharedStrings: string | null
  /** It refers to cells of other workbooks. */
  linked: boolean
}

/** @throws AppError workbookRefused for what is no workbook or a kind that is not read */
export async function readParts(archive: Archive): Promise<WorkbookParts> {
  const main = (await readRelationships(archive, '')).find(({ type }) => type === 'officeDocument')
  if (!main || !archive.has(main.target)) throw refused('broken')
  const related = await readRelationships(archive, main.target)
  const partOf = (type: string) =>
    related.find((each) => each.type === type && !each.external)?.target ?? null
  const listed = readWorkbook(await archive.text(main.target))
  const sheets = listed.sheets.flatMap(({ name, hidden, relation }) => {
    const found = related.find(({ id }) => id === relation)
    return found?.type === 'worksheet' && archive.has(found.target)
      ? [{ name, hidden, part: found.target }]
      : []
  })
  if (sheets.length === 0) throw refused('noSheets')
  return {
    workbook: main.target,
    sheets,
    date1904: listed.date1904,
    styles: partOf('styles'),
    sharedStrings: partOf('sharedStrings'),
    linked: related.some(({ type }) => type === 'externalLink'),
  }
}

function readWorkbook(document: string) {
  const sheets: { name: string; hidden: boolean; relation: string | undefined }[] = []
  let date1904 = false
  readXml(document, {
    open(tag, attributes) {
      if (tag === 'workbookPr') date1904 = /^(1|true|on)$/.test(attributes['date1904'] ?? '')
      if (tag === 'sheet') {
        const hidden = /hidden/i.test(attributes['state'] ?? '')
        sheets.push({ name: attributes['name'] ?? '', hidden, relation: attribute(attributes, 'id') })
      }
    },
  })
  return { sheets, date1904 }
}

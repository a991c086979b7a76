import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import yazl from 'yazl'
import type { Archive } from './archive.ts'
import { openArchive } from './archive.ts'
import { openCsv } from './csv/open-csv.ts'
import { findKind } from './file-kind.ts'
import type { WorkbookLimits } from './limits.ts'
import { workbookLimits } from './limits.ts'
import { refused } from './refusal.ts'
import type { NotesOfSheet } from './xlsx/notes.ts'
import {
  commentsXml,
  drawingXml,
  withColours,
  withContentTypes,
  withMarks,
  withRelations,
} from './xlsx/notes.ts'
import { readParts, readRelationships, relationshipsName } from './xlsx/parts.ts'
import { writeWorkbook } from './xlsx/write-xlsx.ts'

/** What to write beside one cell. */
export interface Annotation {
  sheet: number
  /** As the file numbers it, from 1. */
  row: number
  /** From 0. */
  column: number
  /** `wrong` is coloured red, `understood` yellow. */
  kind: 'wrong' | 'understood'
  text: string
}

/** Notes of one sheet; beyond them cells are only coloured, so that the file still opens quickly. */
const mostNotes = 10_000

/**
 * Writes a copy of an uploaded workbook in which the cells are coloured and carry notes; all else stays as it is. A text
 * file's copy is an .xlsx.
 * @throws AppError workbookRefused
 */
export async function annotateWorkbook(
  source: { path: string; name: string },
  target: string,
  annotations: readonly Annotation[],
  limits: WorkbookLimits = workbookLimits,
): Promise<void> {
  if ((await findKind(source.path, source.name)) === 'xlsx')
    return annotateXlsx(source.path, target, annotations, limits)
  const plain = `${target}.plain`
  try {
    const book = await openCsv(source.path, source.name, limits)
    await writeWorkbook(plain, [{ name: book.sheets[0]!.name, rows: everyRow(book.rows(0)) }])
    await annotateXlsx(plain, target, annotations, limits)
  } finally {
    await rm(plain, { force: true })
  }
}

/** Blank rows too, so that numbers stay the file's. */
async function* everyRow(
  rows: ReturnType<Awaited<ReturnType<typeof openCsv>>['rows']>,
): AsyncGenerator<string[]> {
  let number = 0
  for await (const row of rows) {
    while (++number < row.number) yield []
    yield row.cells.map((cell) => cell?.text ?? '')
  }
}

async function annotateXlsx(
  path: string,
  target: string,
  annotations: readonly Annotation[],
  limits: WorkbookLimits,
): Promise<void> {
  const archive = await openArchive(path, limits)
  try {
    const zip = new yazl.ZipFile()
    const changed = await changedParts(archive, annotations, limits)
    for (const name of archive.names) {
      if (name.endsWith('/')) continue
      const part = changed.get(name.toLowerCase())
      changed.delete(name.toLowerCase())
      if (typeof part === 'string') zip.addBuffer(Buffer.from(part), name)
      else zip.addReadStream(Readable.from(part ?? archive.stream(name)), name)
    }
    for (const [name, part] of changed) {
      if (typeof part === 'string') zip.addBuffer(Buffer.from(part), name)
    }
    zip.end()
    zip.on('error', (error) => (zip.outputStream as Readable).destroy(error as Error))
    await pipeline(zip.outputStream, createWriteStream(target))
  } finally {
    archive.close()
  }
}

type ChangedPart = string | AsyncIterable<Buffer>

/** By name in lower case: parts in place of the archive's, and new ones. */
async function changedParts(
  archive: Archive,
  annotations: readonly Annotation[],
  limits: WorkbookLimits,
): Promise<Map<string, ChangedPart>> {
  const parts = await readParts(archive)
  const changed = new Map<string, ChangedPart>()
  if (annotations.length === 0 || parts.styles === null) return changed
  const styles = withColours(await archive.text(parts.styles))
  changed.set(parts.styles.toLowerCase(), styles.document)
  const comments: string[] = []
  for (const [sheet, { part }] of parts.sheets.entries()) {
    const own = annotations.filter((each) => each.sheet === sheet)
    if (own.length === 0) continue
    const notes: NotesOfSheet = { cells: own, noted: own.slice(0, mostNotes), colours: styles.colours }
    const related = await readRelationships(archive, part)
    const existing = {
      comments: related.find(({ type }) => type === 'comments')?.target ?? null,
      drawing: related.find(({ type }) => type === 'vmlDrawing')?.target ?? null,
    }
    const commentsName = existing.comments ?? `xl/citybase-comments${sheet + 1}.xml`
    const drawingName = existing.drawing ?? `xl/drawings/citybase-notes${sheet + 1}.vml`
    changed.set(
      commentsName.toLowerCase(),
      commentsXml(notes, existing.comments && (await archive.text(existing.comments))),
    )
    changed.set(
      drawingName.toLowerCase(),
      drawingXml(notes, existing.drawing && (await archive.text(existing.drawing)), sheet),
    )
    if (!existing.comments) comments.push(commentsName)
    const relations = relationshipsName(part)
    const document = archive.has(relations) ? await archive.text(relations) : null
    changed.set(
      relations.toLowerCase(),
      withRelations(
        document,
        existing.comments ? null : `/${commentsName}`,
        existing.drawing ? null : `/${drawingName}`,
      ),
    )
    changed.set(
      part.toLowerCase(),
      withMarks(archive.stream(part), notes, existing.drawing === null, limits.heldBytes),
    )
  }
  if (!archive.has('[Content_Types].xml')) throw refused('broken')
  changed.set('[content_types].xml', withContentTypes(await archive.text('[Content_Types].xml'), comments))
  return changed
}

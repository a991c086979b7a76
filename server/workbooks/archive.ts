import { crc32 } from 'node:zlib'
import yauzl from 'yauzl'
import { AppError } from '../contract/error.ts'
import type { WorkbookLimits } from './limits.ts'
import { refused } from './refusal.ts'

/** A ZIP archive whose parts are inflated under watch: nothing that it says of its own sizes is believed. */
export interface Archive {
  /** Names of its parts as they stand in the archive. */
  names: readonly string[]
  has(name: string): boolean
  /** A small part, held whole. @throws AppError workbookRefused */
  text(name: string): Promise<string>
  /** A part of any size, in pieces. @throws AppError workbookRefused, also while it is read */
  stream(name: string, limitBytes?: number): AsyncGenerator<Buffer>
  close(): void
}

/** @throws AppError workbookRefused when it is no archive, broken, encrypted or has too many parts */
export async function openArchive(path: string, limits: WorkbookLimits): Promise<Archive> {
  const zip = await opened(path)
  try {
    if (zip.entryCount > limits.entries) throw refused('bomb')
    const entries = await entriesOf(zip)
    if ([...entries.values()].some((entry) => entry.generalPurposeBitFlag & 1)) throw refused('encrypted')
    return archiveOf(zip, entries, limits)
  } catch (error) {
    zip.close()
    throw error
  }
}

function archiveOf(zip: yauzl.ZipFile, entries: Map<string, yauzl.Entry>, limits: WorkbookLimits): Archive {
  async function* stream(name: string, limitBytes = limits.inflatedBytes): AsyncGenerator<Buffer> {
    const entry = entries.get(name.toLowerCase())
    if (!entry) throw refused('broken')
    yield* watched(zip, entry, limits, limitBytes)
  }
  return {
    names: [...entries.values()].map(({ fileName }) => fileName),
    has: (name) => entries.has(name.toLowerCase()),
    stream,
    async text(name) {
      const parts: Buffer[] = []
      for await (const part of stream(name, limits.heldBytes)) parts.push(part)
      return decodeXml(Buffer.concat(parts))
    },
    close: () => zip.close(),
  }
}

async function* watched(
  zip: yauzl.ZipFile,
  entry: yauzl.Entry,
  limits: WorkbookLimits,
  limitBytes: number,
): AsyncGenerator<Buffer> {
  let size = 0
  let checksum = 0
  try {
    const pieces = await readStream(zip, entry)
    for await (const piece of pieces as AsyncIterable<Buffer>) {
      size += piece.length
      const abnormal = size > limits.ratioFromBytes && size > limits.ratio * entry.compressedSize
      if (size > limitBytes || abnormal) throw refused('bomb')
      checksum = crc32(piece, checksum)
      yield piece
    }
  } catch (error) {
    throw error instanceof AppError ? error : refused('broken')
  }
  if (checksum !== entry.crc32) throw refused('broken')
}

/** XML parts are UTF-8 unless a byte order mark says UTF-16. */
function decodeXml(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  return new TextDecoder('utf-8').decode(bytes)
}

function opened(path: string): Promise<yauzl.ZipFile> {
  const options = { lazyEntries: true, autoClose: false, strictFileNames: false, validateEntrySizes: false }
  return new Promise((done, failed) => {
    yauzl.open(path, options, (error, zip) => (error ? failed(refused('broken')) : done(zip)))
  })
}

function entriesOf(zip: yauzl.ZipFile): Promise<Map<string, yauzl.Entry>> {
  const entries = new Map<string, yauzl.Entry>()
  return new Promise((done, failed) => {
    zip.on('entry', (entry: yauzl.Entry) => {
      entries.set(entry.fileName.toLowerCase(), entry)
      zip.readEntry()
    })
    zip.once('end', () => done(entries))
    zip.once('error', () => failed(refused('broken')))
    zip.readEntry()
  })
}

function readStream(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<NodeJS.ReadableStream> {
  return new Promise((done, failed) => {
    zip.openReadStream(entry, (error, stream) => (error ? failed(error) : done(stream)))
  })
}

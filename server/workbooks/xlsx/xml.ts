import { SaxesParser } from 'saxes'
import { AppError } from '../../contract/error.ts'
import { refused } from '../refusal.ts'

export type Attributes = Record<string, string>

export interface XmlHandlers {
  /** Names come without their prefix: `x:row` is `row`. */
  open?(name: string, attributes: Attributes): void
  text?(text: string): void
  close?(name: string): void
}

/** A parser to be fed pieces of a document; what is not well-formed is a broken file. */
export interface XmlReader {
  write(text: string): void
  end(): void
}

export function xmlReader(handlers: XmlHandlers): XmlReader {
  const parser = new SaxesParser({ position: false })
  const { open, text, close } = handlers
  if (open) parser.on('opentag', (tag) => open(localName(tag.name), tag.attributes as Attributes))
  if (close) parser.on('closetag', (tag) => close(localName(tag.name)))
  if (text) {
    parser.on('text', text)
    parser.on('cdata', text)
  }
  parser.on('error', () => {
    throw refused('broken')
  })
  return { write: (piece) => void parser.write(piece), end: () => void parser.close() }
}

/** @throws AppError workbookRefused when it is not well-formed */
export function readXml(document: string, handlers: XmlHandlers): void {
  const reader = xmlReader(handlers)
  reader.write(document)
  reader.end()
}

/** Feeds a part to a parser piece by piece, and lets the caller take what has come out after each. */
export async function* feed(
  pieces: AsyncIterable<Buffer>,
  reader: XmlReader,
): AsyncGenerator<void, void, void> {
  const decoder = new TextDecoder('utf-8')
  try {
    for await (const piece of pieces) {
      reader.write(decoder.decode(piece, { stream: true }))
      yield
    }
    reader.write(decoder.decode())
    reader.end()
    yield
  } catch (error) {
    throw error instanceof AppError ? error : refused('broken')
  }
}

function localName(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}

/** Attributes by local name, whatever prefix their namespace has here (`r:id`, `d3p1:id`). */
export function attribute(attributes: Attributes, name: string): string | undefined {
  if (attributes[name] !== undefined) return attributes[name]
  const key = Object.keys(attributes).find((each) => localName(each) === name)
  return key === undefined ? undefined : attributes[key]
}

/** Characters that XML cannot hold are written `_x000D_` (ECMA-376 part 1, 22.9.2.19). */
export function unescapeText(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
}

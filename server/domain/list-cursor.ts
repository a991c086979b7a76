import { AppError } from '../contract/error.ts'

/** Where a page ended: the last record's sort value and id, with the order that they belong to. */
export interface Cursor {
  sort: string
  value: string | number | null
  id: number
}

/** Base64url of JSON, so that it travels in an address. */
export function encodeCursor({ sort, value, id }: Cursor): string {
  const bytes = new TextEncoder().encode(JSON.stringify([sort, value, id]))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}

/** @throws AppError invalidCursor when it is no cursor, or one of another order. */
export function decodeCursor(text: string, sort: string): Cursor {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0))
    const parsed: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    if (Array.isArray(parsed) && parsed.length === 3) {
      const [of, value, id] = parsed as unknown[]
      const isValue = value === null || typeof value === 'string' || typeof value === 'number'
      if (of === sort && isValue && Number.isSafeInteger(id)) return { sort, value, id: id as number }
    }
  } catch {
    // Stated below, like every other way in which it may be wrong.
  }
  throw new AppError('invalidCursor')
}

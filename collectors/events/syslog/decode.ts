const utf8 = new TextDecoder('utf-8', { fatal: true })
const gb18030 = new TextDecoder('gb18030', { fatal: true })
const replacing = new TextDecoder('utf-8')

export interface DecodedLine {
  text: string
  decodedAs: 'utf-8' | 'gb18030' | 'replaced'
}

/**
 * The text of a log line: UTF-8, else GB18030 as Chinese equipment writes it, else UTF-8 with marks for what could not be
 * read; a line is never lost for its encoding. Control characters become blanks, as a line may hold anything.
 */
export function decodeLine(bytes: Uint8Array): DecodedLine {
  const decoded = strict(bytes)
  const text = decoded.text.replace(/^\ufeff/, '').replace(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f]+/g, ' ')
  return { ...decoded, text: text.trim() }
}

function strict(bytes: Uint8Array): DecodedLine {
  try {
    return { text: utf8.decode(bytes), decodedAs: 'utf-8' }
  } catch {
    // Not UTF-8.
  }
  try {
    return { text: gb18030.decode(bytes), decodedAs: 'gb18030' }
  } catch {
    return { text: replacing.decode(bytes), decodedAs: 'replaced' }
  }
}

import { open } from 'node:fs/promises'
import type { Localised } from '../contract/text.ts'
import type { Archive } from './archive.ts'
import { refused, wrongContent } from './refusal.ts'

const startBytes = 4096

const isOle = (start: Buffer) => start.subarray(0, 8).toString('hex') === 'd0cf11e0a1b11ae1'
const isArchive = (start: Buffer) => /^PK(\x03\x04|\x05\x06|\x07\x08)/.test(start.toString('latin1', 0, 4))

/** First bytes of files that people upload by mistake. */
const signatures: readonly [RegExp, Localised][] = [
  [/^%PDF/, { zh: ' PDF 文档', en: 'a PDF document' }],
  [/^\x89PNG|^\xff\xd8\xff|^GIF8|^BM/, { zh: '图片', en: 'a picture' }],
  [/^Rar!|^7z\xbc\xaf|^\x1f\x8b/, { zh: '压缩包', en: 'a compressed archive' }],
  [/^SQLite format 3/, { zh: '数据库', en: 'a database' }],
]

/**
 * What kind of file this is, by its content; the ending only has to agree.
 * @throws AppError workbookRefused
 */
export async function findKind(path: string, name: string): Promise<'xlsx' | 'csv'> {
  const ending = /\.([^.]+)$/.exec(name.toLowerCase())?.[1] ?? ''
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(startBytes), 0, startBytes, 0)
    const start = buffer.subarray(0, bytesRead)
    if (bytesRead === 0) throw refused('empty')
    if (isOle(start)) throw refused((await isEncrypted(path)) ? 'encrypted' : 'oldExcel')
    if (isArchive(start)) {
      if (['csv', 'tsv', 'txt'].includes(ending))
        throw wrongContent({ zh: ' Excel 工作簿或压缩包', en: 'an Excel workbook or an archive' }, '.xlsx')
      return 'xlsx'
    }
    refuseOthers(start)
    if (!['csv', 'tsv', 'txt', ''].includes(ending))
      throw looksLikeText(start)
        ? wrongContent({ zh: '纯文本', en: 'plain text' }, '.csv')
        : refused('broken')
    return 'csv'
  } finally {
    await file.close()
  }
}

function refuseOthers(start: Buffer): void {
  const latin = start.toString('latin1')
  for (const [signature, is] of signatures) if (signature.test(latin)) throw wrongContent(is, null)
  if (
    /^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*<(\?xml|!doctype|html|table|meta|head)/i.test(
      latin.replaceAll('\0', ''),
    )
  )
    throw refused('webPage')
}

function looksLikeText(start: Buffer): boolean {
  const controls = start.filter((byte) => byte < 9 || (byte > 13 && byte < 32)).length
  return controls === 0
}

/** An encrypted workbook is an OLE container with this stream ([MS-OFFCRYPTO] 2.3.4.4); its name is UTF-16. */
async function isEncrypted(path: string): Promise<boolean> {
  const sought = Buffer.from('EncryptedPackage', 'utf16le')
  const file = await open(path)
  try {
    let rest = Buffer.alloc(0)
    for await (const piece of file.createReadStream({ autoClose: false }) as AsyncIterable<Buffer>) {
      const joined = Buffer.concat([rest, piece])
      if (joined.includes(sought)) return true
      rest = joined.subarray(-sought.length)
    }
    return false
  } finally {
    await file.close()
  }
}

/** @throws AppError workbookRefused for archives that hold something else than a workbook */
export function refuseOtherArchives(archive: Archive): void {
  const names = archive.names.map((name) => name.toLowerCase())
  const has = (part: RegExp) => names.some((name) => part.test(name))
  if (has(/^xl\/vbaproject\.bin$/)) throw refused('macros')
  if (has(/^xl\/workbook\.bin$/)) throw refused('binaryWorkbook')
  if (has(/^content\.xml$/) && has(/^mimetype$/)) throw refused('openDocument')
  if (has(/^word\//)) throw wrongContent({ zh: ' Word 文档', en: 'a Word document' }, null)
  if (has(/^ppt\//)) throw wrongContent({ zh: '演示文稿', en: 'a presentation' }, null)
  if (!has(/^_rels\/\.rels$/)) throw wrongContent({ zh: '压缩包', en: 'a compressed archive' }, null)
}

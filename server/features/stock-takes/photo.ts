import type { App } from '../../app.ts'
import { AppError } from '../../contract/error.ts'
import type { FileReply } from '../../http/handler.ts'

/** The photo of a scan. @throws AppError notFound */
export async function readPhoto(app: App, scanId: number): Promise<FileReply> {
  const row = (await app.ledger.support.stock_take_photo.findByPk(scanId, { raw: true })) as unknown as {
    type: string
    body: string
  } | null
  if (!row) throw new AppError('notFound', { entity: 'stockTakeScan', id: scanId })
  return {
    fileName: `stock-take-${scanId}.${row.type.replace('image/', '').replace('jpeg', 'jpg')}`,
    contentType: row.type,
    content: (async function* () {
      yield Buffer.from(row.body, 'base64')
    })(),
  }
}

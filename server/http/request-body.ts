import { createGunzip } from 'node:zlib'
import type { Context } from 'koa'
import getRawBody from 'raw-body'
import { AppError } from '../contract/error.ts'

const mebibyte = 1024 * 1024

/**
 * Reads and parses a JSON body, gzip or plain.
 * @throws AppError bodyTooLarge (also when it only becomes too large by inflating), malformedJson, unsupportedMediaType
 */
export async function readJsonBody(context: Context, limitMib: number): Promise<unknown> {
  const { request } = context
  if (!request.is('json')) {
    if (request.length === 0 || (request.length === undefined && !request.get('transfer-encoding')))
      return undefined
    throw new AppError('unsupportedMediaType')
  }
  const encoding = request.get('content-encoding') || 'identity'
  if (encoding !== 'identity' && encoding !== 'gzip') throw new AppError('unsupportedMediaType')
  const stream = encoding === 'gzip' ? context.req.pipe(createGunzip()) : context.req
  let text: string
  try {
    text = await getRawBody(stream, {
      limit: limitMib * mebibyte,
      length: encoding === 'identity' ? (request.length ?? null) : null,
      encoding: 'utf8',
    })
  } catch (error) {
    // The rest of the body is not read: the connection is closed after the answer.
    context.set('Connection', 'close')
    if (isTooLarge(error)) throw new AppError('bodyTooLarge', { limitMib })
    throw new AppError('malformedJson')
  }
  try {
    return JSON.parse(text)
  } catch {
    throw new AppError('malformedJson')
  }
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'type' in error && error.type === 'entity.too.large'
}

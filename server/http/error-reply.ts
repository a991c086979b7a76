import type { Context, Next } from 'koa'
import type { Logger } from 'pino'
import { ForeignKeyConstraintError, UniqueConstraintError } from 'sequelize'
import { AppError } from '../contract/error.ts'
import type { ErrorBody } from '../contract/error.ts'
import type { Language } from '../contract/text.ts'
import { isDatabaseAway } from './database-away.ts'

/** Errors of the database by class; a feature that knows better states its own AppError before they get here. */
function fromDatabase(error: unknown): AppError | null {
  if (error instanceof UniqueConstraintError)
    return new AppError('duplicateValue', { fields: error.errors.map((item) => item.path) })
  if (error instanceof ForeignKeyConstraintError)
    return new AppError('stillReferenced', { count: 1, entityZh: '其他', entityEn: 'other' })
  return isDatabaseAway(error) ? new AppError('databaseUnavailable') : null
}

export function languageOf(context: Context): Language {
  return context.acceptsLanguages('zh', 'zh-CN', 'en') === 'en' ? 'en' : 'zh'
}

/** Turns whatever is thrown into the one form of error reply; what nobody stated becomes a generic 500 with a number. */
export function errorReply(log: Logger) {
  return async (context: Context, next: Next): Promise<void> => {
    try {
      await next()
    } catch (thrown) {
      const error = thrown instanceof AppError ? thrown : (fromDatabase(thrown) ?? null)
      const requestId = String(context.state['requestId'])
      if (!error || error.status >= 500)
        log.error({ err: thrown, requestId, path: context.path }, 'request failed')
      const stated = error ?? new AppError('internal', { requestId })
      context.status = stated.status
      context.type = 'application/json'
      if (stated.code === 'tooManyAttempts') context.set('Retry-After', String(stated.details['seconds']))
      const body: ErrorBody = {
        error: {
          code: stated.code,
          message: stated.text()[languageOf(context)],
          details: stated.details,
          issues: stated.issues,
          requestId,
        },
      }
      context.body = body
    }
  }
}

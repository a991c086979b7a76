import type { ErrorCode, Issue } from '../../server/contract/error.ts'
import type { Localised } from '../../server/contract/text.ts'

/** Codes that only the browser can state: no answer at all, or one that is not the API's. */
export type ClientErrorCode = 'network' | 'unexpectedAnswer'

const ownMessages: Record<ClientErrorCode, Localised> = {
  network: {
    zh: '连不上服务器，请检查网络，或稍后重试。',
    en: 'The server cannot be reached. Check the network or try again shortly.',
  },
  unexpectedAnswer: {
    zh: '服务器的应答无法识别，请稍后重试；若一直如此，请联系管理员。',
    en: 'The answer of the server makes no sense. Try again shortly; if it stays so, tell an administrator.',
  },
}

/** A request that did not succeed, with what the server said about it. */
export class ApiError extends Error {
  /** HTTP status; 0 when no answer came. */
  readonly status: number
  readonly code: ErrorCode | ClientErrorCode | (string & {})
  readonly details: Record<string, unknown>
  /** What is wrong with single values, to be shown beside their fields. */
  readonly issues: readonly Issue[]
  readonly requestId: string | null
  /** Texts in both languages, for errors that the browser states itself. */
  readonly own: Localised | null

  constructor(
    status: number,
    body: {
      code: string
      message: string
      details?: Record<string, unknown>
      issues?: readonly Issue[]
      requestId?: string
    },
    own: Localised | null = null,
  ) {
    super(body.message)
    this.name = 'ApiError'
    this.status = status
    this.code = body.code
    this.details = body.details ?? {}
    this.issues = body.issues ?? []
    this.requestId = body.requestId ?? null
    this.own = own
  }
}

export function clientError(code: ClientErrorCode, status: number): ApiError {
  return new ApiError(status, { code, message: ownMessages[code].en }, ownMessages[code])
}

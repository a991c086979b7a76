import type { ProblemCode } from '../../server/contract/problem.ts'

/** Error status of RFC 3416, 3 (error-status), by name; `other` for those that a reader cannot do anything about. */
export type ErrorStatus = 'tooBig' | 'noSuchName' | 'genErr' | 'authorizationError' | 'other'

/** Why one request brought nothing. It stays inside the SNMP collector; a collection states it as a problem. */
export class SnmpFailure extends Error {
  readonly code: ProblemCode
  readonly errorStatus: ErrorStatus | null

  constructor(code: ProblemCode, detail: string, errorStatus: ErrorStatus | null = null) {
    super(detail)
    this.name = 'SnmpFailure'
    this.code = code
    this.errorStatus = errorStatus
  }

  /** A smaller request may still be answered. */
  get mayBeTooBig(): boolean {
    return this.code === 'no-answer' || this.errorStatus === 'tooBig' || this.errorStatus === 'genErr'
  }
}

/** Words of an unknown thrown value. */
export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

import { AppError } from '../../contract/error.ts'

/** A decision that cannot be made, with why and what to do instead. */
export function refuse(zh: string, en: string): AppError {
  return new AppError('decisionRefused', { zh, en })
}

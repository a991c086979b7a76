import snmp from 'net-snmp'
import type { ProblemCode } from '../../server/contract/problem.ts'
import { SnmpFailure, type ErrorStatus } from './failure.ts'
import { RequestTimedOutError } from './usm/library.ts'

const unreachable = [
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENETDOWN',
  'EACCES',
  'EADDRNOTAVAIL',
  'EINVAL',
]

/** What the network said, as a failure. */
export function networkFailureOf(error: NodeJS.ErrnoException): SnmpFailure {
  const code: ProblemCode =
    error.code === 'ECONNREFUSED'
      ? 'connection-refused'
      : unreachable.includes(error.code ?? '')
        ? 'network-unreachable'
        : 'internal-error'
  return new SnmpFailure(code, error.message)
}

const statuses: Record<number, ErrorStatus> = {
  [snmp.ErrorStatus.TooBig]: 'tooBig',
  [snmp.ErrorStatus.NoSuchName]: 'noSuchName',
  [snmp.ErrorStatus.GeneralError]: 'genErr',
  [snmp.ErrorStatus.AuthorizationError]: 'authorizationError',
}

const { ResponseInvalidCode } = snmp
const responseCodes: Record<number, ProblemCode> = {
  [ResponseInvalidCode.EAuthFailure]: 'wrong-credential',
  [ResponseInvalidCode.ECouldNotDecrypt]: 'wrong-credential',
  [ResponseInvalidCode.ECommunityNoMatch]: 'wrong-credential',
  // Reports beside usmStats: unknown contexts, unavailable contexts (RFC 3413, 3.2).
  [ResponseInvalidCode.EUnexpectedReport]: 'wrong-credential',
  // Published types end before this one: a message that is authentic and yet from another time.
  [(ResponseInvalidCode as unknown as { ENotInTimeWindow: number }).ENotInTimeWindow]: 'not-in-time-window',
}

/**
 * The library's errors by class and code, not by their words.
 * @param garbage what arrived instead of an answer, if anything
 */
export function failureOf(error: Error | null, garbage: string | null): SnmpFailure {
  if (error instanceof SnmpFailure) return error
  if (error === null) return new SnmpFailure('empty-reply', 'the library gave no result')
  if (error instanceof RequestTimedOutError)
    return garbage === null
      ? new SnmpFailure('no-answer', error.message)
      : new SnmpFailure('garbage-received', garbage)
  if (error instanceof snmp.RequestFailedError) {
    const status = statuses[Number((error as { status?: number }).status)] ?? 'other'
    return new SnmpFailure('error-status', error.message, status)
  }
  if (error instanceof snmp.ResponseInvalidError) {
    const code = Number((error as { code?: number }).code)
    return new SnmpFailure(responseCodes[code] ?? 'garbage-received', error.message)
  }
  if ('code' in error) return networkFailureOf(error as NodeJS.ErrnoException)
  return new SnmpFailure('garbage-received', error.message)
}

/** What a report says (usmStats of RFC 3414, 5), by the last number of its counter. */
const reports: Record<string, [ProblemCode, string]> = {
  1: ['wrong-credential', 'usmStatsUnsupportedSecLevels: the user may not use this security level'],
  2: ['not-in-time-window', 'usmStatsNotInTimeWindows'],
  3: ['wrong-credential', 'usmStatsUnknownUserNames: the device does not know the user'],
  4: ['not-in-time-window', 'usmStatsUnknownEngineIDs'],
  5: ['wrong-credential', 'usmStatsWrongDigests: wrong authentication key or algorithm'],
  6: ['wrong-credential', 'usmStatsDecryptionErrors: wrong privacy key or algorithm'],
}

/** @param oid of the counter in a report, `1.3.6.1.6.3.15.1.1.N.0` */
export function reportFailure(oid: string): SnmpFailure {
  const [code, detail] = reports[oid.split('.').at(-2) ?? ''] ?? ['garbage-received', `report ${oid}`]
  return new SnmpFailure(code, detail)
}

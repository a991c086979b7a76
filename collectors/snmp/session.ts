import { lookup } from 'node:dns/promises'
import snmp from 'net-snmp'
import type { ProblemCode } from '../../server/contract/problem.ts'
import { credentialFault, type SnmpCredential } from './credential.ts'
import { installDes } from './des.ts'
import { SnmpFailure, wordsOf, type ErrorStatus } from './failure.ts'
import { checkedDgram } from './socket.ts'
import { decodeCounter64, type Varbind, type VarbindType } from './varbind.ts'

installDes()

/**
 * One conversation with one agent. Both calls reject with `SnmpFailure` only, never retry, and never change the size
 * of what was asked: that is the visit's and the walker's business.
 */
export interface SnmpSession {
  get(oids: string[]): Promise<Varbind[]>
  /** One list per requested OID, each in the order of the wire; lists may be short or empty. */
  getBulk(oids: string[], repetitions: number): Promise<Varbind[][]>
  /** Datagrams received that could not be decoded, since the session began. */
  readonly garbageCount: number
  close(): void
}

export interface SessionOptions {
  timeoutMs: number
  /** See `Peer`. */
  connected: boolean
}

/** A host name or address as the address to send to. Rejects with `unknown-host`. */
export async function resolveHost(host: string): Promise<{ address: string; family: number }> {
  try {
    return await lookup(host)
  } catch (error) {
    throw new SnmpFailure('unknown-host', wordsOf(error))
  }
}

/** Opens a session; nothing is sent yet. Throws `SnmpFailure` when the credential cannot be used. */
export function openSession(
  host: { address: string; family: number },
  port: number,
  credential: SnmpCredential,
  options: SessionOptions,
): SnmpSession {
  let garbageCount = 0
  let lastGarbage = ''
  let heard = false
  let answered = false
  const peer = { address: host.address, port, connected: options.connected }
  const onGarbage = (detail: string) => {
    garbageCount++
    lastGarbage = detail
  }
  const settings = {
    port,
    retries: 0,
    timeout: options.timeoutMs,
    transport: host.family === 6 ? ('udp6' as const) : ('udp4' as const),
    dgramModule: checkedDgram(peer, {
      onHeard: () => (heard = true),
      onGarbage,
      onNetworkError: (error) => session.cancelRequests(networkFailureOf(error)),
    }),
  }
  const session = open(host.address, credential, settings)
  // Without a listener, a reply that cannot be decoded would end the process.
  session.on('error', (error) => onGarbage(error.message))

  const ask = <T>(send: (answer: (error: Error | null, result?: T) => void) => void): Promise<T> =>
    new Promise((resolve, reject) => {
      const garbageBefore = garbageCount
      const answer = (error: Error | null, result?: T) => {
        if (error === null && result !== undefined) {
          answered = true
          resolve(result)
          return
        }
        const failure = failureOf(error, garbageCount > garbageBefore ? lastGarbage : null)
        // An agent that told its engine id and then stays silent could not decrypt: few of them send the report that
        // RFC 3414, 3.2 step 8 wants.
        const silent = credential.version === '3' && heard && !answered && failure.code === 'no-answer'
        reject(silent ? new SnmpFailure('wrong-credential', 'no answer after engine discovery') : failure)
      }
      try {
        send(answer)
      } catch (error) {
        reject(new SnmpFailure('internal-error', wordsOf(error)))
      }
    })

  return {
    get: async (oids) =>
      (await ask<unknown[]>((answer) => session.get(oids, answer as never))).map(toVarbind),
    getBulk: async (oids, repetitions) =>
      (await ask<unknown[][]>((answer) => session.getBulk(oids, 0, repetitions, answer as never))).map(
        (column) => column.map(toVarbind),
      ),
    get garbageCount() {
      return garbageCount
    },
    close: () => session.close(),
  }
}

function open(address: string, credential: SnmpCredential, settings: object): snmp.Session {
  const fault = credentialFault(credential)
  if (fault !== null) throw new SnmpFailure('wrong-credential', fault)
  if (credential.version === '2c')
    return snmp.createSession(address, credential.community, { ...settings, version: snmp.Version2c })
  const { authProtocol, privProtocol } = credential
  const level =
    privProtocol !== 'none'
      ? snmp.SecurityLevel.authPriv
      : authProtocol !== 'none'
        ? snmp.SecurityLevel.authNoPriv
        : snmp.SecurityLevel.noAuthNoPriv
  const user = {
    name: credential.userName,
    level,
    ...(authProtocol !== 'none' && {
      authProtocol: algorithm(snmp.AuthProtocols, authProtocol),
      authKey: credential.authKey ?? '',
    }),
    ...(privProtocol !== 'none' && {
      privProtocol: algorithm(snmp.PrivProtocols, privProtocol),
      privKey: credential.privKey ?? '',
    }),
  }
  return snmp.createV3Session(
    address,
    user as never,
    {
      ...settings,
      version: snmp.Version3,
      context: credential.contextName ?? '',
    } as never,
  )
}

function algorithm(table: object, name: string): unknown {
  const value = (table as Record<string, unknown>)[name]
  if (value === undefined) throw new SnmpFailure('unsupported-algorithm', name)
  return value
}

const typeNames: Record<number, VarbindType> = {
  [snmp.ObjectType.Integer]: 'integer',
  [snmp.ObjectType.OctetString]: 'octets',
  [snmp.ObjectType.Null]: 'null',
  [snmp.ObjectType.OID]: 'oid',
  [snmp.ObjectType.IpAddress]: 'ip',
  [snmp.ObjectType.Counter]: 'counter32',
  [snmp.ObjectType.Gauge]: 'gauge32',
  [snmp.ObjectType.TimeTicks]: 'timeticks',
  [snmp.ObjectType.Opaque]: 'opaque',
  [snmp.ObjectType.Counter64]: 'counter64',
  [snmp.ObjectType.NoSuchObject]: 'noSuchObject',
  [snmp.ObjectType.NoSuchInstance]: 'noSuchInstance',
  [snmp.ObjectType.EndOfMibView]: 'endOfMibView',
}

function toVarbind(raw: unknown): Varbind {
  const { oid, type, value } = raw as { oid: string; type: number; value: unknown }
  const name = typeNames[type] ?? 'opaque'
  if (name === 'counter64') return { oid, type: name, value: decodeCounter64(value as Uint8Array) }
  return { oid, type: name, value: (value ?? null) as Varbind['value'] }
}

function networkFailureOf(error: NodeJS.ErrnoException): SnmpFailure {
  const code: ProblemCode =
    error.code === 'ECONNREFUSED'
      ? 'connection-refused'
      : [
            'EHOSTUNREACH',
            'ENETUNREACH',
            'EHOSTDOWN',
            'ENETDOWN',
            'EACCES',
            'EADDRNOTAVAIL',
            'EINVAL',
          ].includes(error.code ?? '')
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

/** Exported by net-snmp 3.29 and missing from its published types. */
const { RequestTimedOutError } = snmp as unknown as { RequestTimedOutError: NewableFunction }
const isTimeout = (error: Error): boolean => error instanceof RequestTimedOutError

/** Maps the library's errors by class and code, not by their words. */
function failureOf(error: Error | null, garbage: string | null): SnmpFailure {
  if (error instanceof SnmpFailure) return error
  if (error === null) return new SnmpFailure('empty-reply', 'the library gave no result')
  if (isTimeout(error))
    return garbage === null
      ? new SnmpFailure('no-answer', error.message)
      : new SnmpFailure('garbage-received', garbage)
  if (error instanceof snmp.RequestFailedError) {
    const status = statuses[Number((error as { status?: number }).status)] ?? 'other'
    return new SnmpFailure('error-status', error.message, status)
  }
  if (error instanceof snmp.ResponseInvalidError) {
    const code = Number((error as { code?: number }).code)
    const credentialCodes = [
      snmp.ResponseInvalidCode.EAuthFailure,
      snmp.ResponseInvalidCode.ECouldNotDecrypt,
      snmp.ResponseInvalidCode.ECommunityNoMatch,
    ].map(Number)
    return new SnmpFailure(
      credentialCodes.includes(code) ? 'wrong-credential' : 'garbage-received',
      error.message,
    )
  }
  if ('code' in error) return networkFailureOf(error as NodeJS.ErrnoException)
  return new SnmpFailure('garbage-received', error.message)
}

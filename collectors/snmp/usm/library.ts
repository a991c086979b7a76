import type { EventEmitter } from 'node:events'
import snmp from 'net-snmp'

/* Parts of net-snmp 3.29 that its published types leave out, in one place. */

export interface Engine {
  engineID: Buffer
}

interface Cipher {
  encryptPdu(pdu: Buffer, protocol: number, password: string, authProtocol: number, engine: Engine): object
  decryptPdu(
    encrypted: Buffer,
    protocol: number,
    salt: Buffer,
    password: string,
    authProtocol: number,
    engine: Engine,
  ): Buffer
}

export interface LibraryRequest {
  responseCb(error: Error | null, result?: unknown): void
}

interface LibraryMessage {
  pdu: { varbinds: { oid: string; type: number; value: unknown }[] }
}

type FeedCallback = (request: LibraryRequest, message: LibraryMessage) => void

/** A session's own notion of the agent's engine (RFC 3414, 2.3), and the steps of a request. */
export interface LibrarySession extends EventEmitter {
  msgSecurityParameters?:
    | {
        msgAuthoritativeEngineID: Buffer
        msgAuthoritativeEngineBoots: number
        msgAuthoritativeEngineTime: number
      }
    | undefined
  engineTimeBoots: number | null
  engineTimeBase: number | null
  engineTimeReceivedAt: number | null
  latestReceivedEngineTime: number | null
  getEngineTime(): { engineBoots: number; engineTime: number } | null
  sendV3Discovery(pdu: null, feed: FeedCallback, respond: LibraryRequest['responseCb'], options: object): void
  userSecurityModelError(request: LibraryRequest, oid: string): void
  simpleGet(
    pduClass: unknown,
    feed: FeedCallback,
    varbinds: unknown,
    respond: LibraryRequest['responseCb'],
    options?: object,
  ): void
  get(oids: string[], respond: LibraryRequest['responseCb']): void
  getNext(oids: string[], respond: LibraryRequest['responseCb']): void
  getBulk(
    oids: string[],
    nonRepeaters: number,
    repetitions: number,
    respond: LibraryRequest['responseCb'],
  ): void
  cancelRequests(error: Error): void
  close(): void
}

interface Internals {
  Authentication: {
    algorithms: Record<number, { CRYPTO_ALGORITHM: string; KEY_LENGTH: number }>
    passwordToKey(protocol: number, password: string | Buffer, engineId: Buffer): Buffer
  }
  Encryption: { algorithms: Record<number, Cipher> }
  RequestTimedOutError: NewableFunction
}

export const { Authentication, Encryption, RequestTimedOutError } = snmp as unknown as Internals

/** The library's number of an algorithm, by the name that the contract gives it; undefined for one it lacks. */
export function algorithmNumber(kind: 'AuthProtocols' | 'PrivProtocols', name: string): number | undefined {
  return (snmp[kind] as unknown as Record<string, number | undefined>)[name]
}

import type { AuthProtocol, PrivProtocol } from '../credential.ts'
import {
  BerError,
  element,
  integer,
  octets,
  readChildren,
  readInteger,
  readTagged,
  type Element,
} from './ber.ts'
import { digestLength, digestOf, encrypt } from './ciphers.ts'

/* SNMP messages as a whole (RFC 1901, RFC 3412, 6) and their securing by the User-based Security Model (RFC 3414). */

export interface CommunityMessage {
  version: 'v1' | 'v2c'
  community: string
  pdu: Element
}

export interface SecuredMessage {
  version: 'v3'
  messageId: number
  flags: { auth: boolean; priv: boolean; reportable: boolean }
  engineId: Buffer
  boots: number
  time: number
  userName: string
  authParameters: Buffer
  privParameters: Buffer
  /** A SEQUENCE in clear, or an OCTET STRING that is encrypted. */
  scoped: Element
  /** The whole message; the authentication parameters stand in it at `authOffset`. */
  bytes: Buffer
  authOffset: number
}

/** Reads a message's header; what is inside a v3 message comes after authentication. @throws BerError */
export function readMessage(bytes: Buffer): CommunityMessage | SecuredMessage {
  const outer = readTagged(bytes, 0x30)
  const [version, second, third, fourth] = readChildren(outer.content)
  if (!version || !second || !third) throw new BerError('message cut short')
  const number = readInteger(version.content)
  if (number === 0 || number === 1)
    return {
      version: number === 0 ? 'v1' : 'v2c',
      community: second.content.toString('latin1'),
      pdu: third,
    }
  if (number !== 3 || !fourth) throw new BerError(`SNMP version ${number}`)
  const [messageId, , flags, model] = readChildren(second.content)
  if (!messageId || !flags || !model) throw new BerError('header data cut short')
  // User-based Security Model (RFC 3411, 5: SnmpSecurityModel).
  if (readInteger(model.content) !== 3) throw new BerError('another security model')
  const bits = flags.content[0] ?? 0
  const parameters = readChildren(readTagged(third.content, 0x30).content)
  const [engineId, boots, time, userName, auth, priv] = parameters
  if (!engineId || !boots || !time || !userName || !auth || !priv)
    throw new BerError('security parameters cut short')
  if ((bits & 2) !== 0 && (bits & 1) === 0) throw new BerError('privacy without authentication')
  return {
    version: 'v3',
    messageId: readInteger(messageId.content),
    flags: { auth: (bits & 1) !== 0, priv: (bits & 2) !== 0, reportable: (bits & 4) !== 0 },
    engineId: engineId.content,
    boots: readInteger(boots.content),
    time: readInteger(time.content),
    userName: userName.content.toString('utf8'),
    authParameters: auth.content,
    privParameters: priv.content,
    scoped: fourth,
    bytes: outer.whole,
    authOffset: auth.content.byteOffset - outer.whole.byteOffset,
  }
}

export interface ScopedPdu {
  contextEngineId: Buffer
  contextName: Buffer
  pdu: Element
}

/** @throws BerError */
export function readScopedPdu(bytes: Buffer): ScopedPdu {
  const [engine, name, pdu] = readChildren(readTagged(bytes, 0x30).content)
  if (!engine || !name || !pdu) throw new BerError('scoped PDU cut short')
  return { contextEngineId: engine.content, contextName: name.content, pdu }
}

export function scopedPdu({ contextEngineId, contextName }: Omit<ScopedPdu, 'pdu'>, pdu: Buffer): Buffer {
  return element(0x30, octets(contextEngineId), octets(contextName), pdu)
}

/** How a message is secured; without a key it is not. */
export interface Sealing {
  engineId: Buffer
  boots: number
  time: number
  userName: string
  auth: { protocol: Exclude<AuthProtocol, 'none'>; key: Buffer } | null
  priv: { protocol: Exclude<PrivProtocol, 'none'>; key: Buffer } | null
  /** Whether a report may come back (RFC 3412, 6.4). */
  reportable: boolean
}

/** RFC 3412, 6.2: msgMaxSize; a UDP datagram's most. */
const largestMessage = 65_507

/** A v3 message, encrypted and signed as `sealing` says. */
export function sealMessage(messageId: number, sealing: Sealing, scoped: Buffer): Buffer {
  const { engineId, boots, time, userName, auth, priv, reportable } = sealing
  const sealed = priv === null ? null : encrypt(priv.protocol, priv.key, scoped, { boots, time })
  const flags = (auth === null ? 0 : 1) | (priv === null ? 0 : 2) | (reportable ? 4 : 0)
  const write = (digest: Uint8Array) =>
    element(
      0x30,
      integer(3),
      element(
        0x30,
        integer(messageId),
        integer(largestMessage),
        octets(Buffer.from([flags])),
        // User-based Security Model (RFC 3411, 5: SnmpSecurityModel).
        integer(3),
      ),
      octets(
        element(
          0x30,
          octets(engineId),
          integer(boots),
          integer(time),
          octets(Buffer.from(userName, 'utf8')),
          octets(digest),
          octets(sealed?.salt ?? Buffer.alloc(0)),
        ),
      ),
      sealed === null ? scoped : octets(sealed.encrypted),
    )
  if (auth === null) return write(Buffer.alloc(0))
  const blank = write(Buffer.alloc(digestLength(auth.protocol)))
  return write(digestOf(auth.protocol, auth.key, blank))
}

/** The message id of what seems to be a v3 message; null for any other. */
export function messageIdOf(bytes: Buffer): number | null {
  try {
    const [version, header] = readChildren(readTagged(bytes, 0x30).content)
    if (!version || !header || readInteger(version.content) !== 3) return null
    return readInteger(readTagged(header.content, 0x02).content)
  } catch {
    return null
  }
}

import type { DropReason } from '../../../server/contract/events.ts'
import type { OwnEngine } from './engine.ts'
import { element, integer, octets } from './ber.ts'
import { decrypt, digestLength, digestOf, encrypt, isAuthentic } from './keys.ts'
import type { KeyRing } from './key-ring.ts'
import {
  readScopedPdu,
  reportPdu,
  requestIdOf,
  scopedPdu,
  type ScopedPdu,
  type SecuredMessage,
} from './message.ts'
import { isTimely, SenderClocks } from './time-window.ts'

type User = ReturnType<KeyRing['named']>[number]

/** How a message was secured, so that its answer is secured alike. */
export interface Secured {
  user: User | null
  auth: boolean
  priv: boolean
}

export type Opened =
  | { scoped: ScopedPdu; secured: Secured }
  /** `report` goes back to the sender; discovery is no drop. */
  | { drop: DropReason | null; report: Buffer | null }

/** usmStats of SNMP-USER-BASED-SM-MIB (RFC 3414, 5). */
const statistics = {
  unsupportedSecLevels: 1,
  notInTimeWindows: 2,
  unknownUserNames: 3,
  unknownEngineIds: 4,
  wrongDigests: 5,
  decryptionErrors: 6,
} as const
type Statistic = keyof typeof statistics

/** The receiving side of the User-based Security Model (RFC 3414, 3.2). */
export class Security {
  readonly #engine: OwnEngine
  readonly #keys: KeyRing
  readonly #nowSeconds: () => number
  readonly #clocks = new SenderClocks()
  readonly #counts = new Map<Statistic, number>()

  constructor(engine: OwnEngine, keys: KeyRing, nowSeconds: () => number) {
    this.#engine = engine
    this.#keys = keys
    this.#nowSeconds = nowSeconds
  }

  /** Authenticates and decrypts. @throws BerError when what is inside is malformed */
  open(message: SecuredMessage): Opened {
    const isOurs = message.engineId.equals(this.#engine.id)
    // Who wants an answer must speak to our engine: an inform finds its id by asking (RFC 3414, 4).
    if (message.flags.reportable && !isOurs) return this.#refuse(message, 'unknownEngineIds', null)
    if (message.engineId.length === 0) return { drop: 'malformed', report: null }
    const users = this.#keys.named(message.userName)
    if (users.length === 0) return this.#refuse(message, 'unknownUserNames', 'unknown-user')
    const able = users.filter((user) => suits(user, message.flags))
    if (able.length === 0) return this.#refuse(message, 'unsupportedSecLevels', 'low-security')
    const user = message.flags.auth ? able.find((one) => this.#isFrom(one, message)) : able[0]
    if (user === undefined) return this.#refuse(message, 'wrongDigests', 'wrong-digest')
    if (message.flags.auth && !this.#isTimely(message, isOurs))
      return {
        drop: 'not-in-time-window',
        report: message.flags.reportable ? this.#report(message, 'notInTimeWindows', 0, user) : null,
      }
    const secured = { user, auth: message.flags.auth, priv: message.flags.priv }
    if (!message.flags.priv) return { scoped: readScopedPdu(message.scoped.whole), secured }
    const plain = this.#decrypted(user, message)
    if (plain === null) return this.#refuse(message, 'decryptionErrors', 'cannot-decrypt')
    return { scoped: readScopedPdu(plain), secured }
  }

  /** A message of our own engine, secured as asked. */
  seal(messageId: number, { user, auth, priv }: Secured, scoped: Buffer): Buffer {
    const clock = { boots: this.#engine.boots, time: this.#engine.time() }
    const keys = user === null ? null : this.#keys.keysOf(user, this.#engine.id)
    let data = scoped
    let salt: Uint8Array = Buffer.alloc(0)
    if (priv && user && user.privProtocol !== 'none' && keys?.priv) {
      const sealed = encrypt(user.privProtocol, keys.priv, scoped, clock)
      data = octets(sealed.encrypted)
      salt = sealed.salt
    }
    const signs = auth && user && user.authProtocol !== 'none' && keys?.auth ? user.authProtocol : null
    const blank = Buffer.alloc(signs === null ? 0 : digestLength(signs))
    const write = (digest: Buffer) =>
      element(
        0x30,
        integer(3),
        element(
          0x30,
          integer(messageId),
          integer(largestMessage),
          octets(Buffer.from([(auth ? 1 : 0) | (priv ? 2 : 0)])),
          integer(3),
        ),
        octets(
          element(
            0x30,
            octets(this.#engine.id),
            integer(clock.boots),
            integer(clock.time),
            octets(Buffer.from(user?.userName ?? '', 'utf8')),
            octets(digest),
            octets(salt),
          ),
        ),
        data,
      )
    const message = write(blank)
    return signs === null || !keys?.auth ? message : write(Buffer.from(digestOf(signs, keys.auth, message)))
  }

  #isFrom(user: User, message: SecuredMessage): boolean {
    if (user.authProtocol === 'none') return false
    const { auth } = this.#keys.keysOf(user, message.engineId)
    return auth !== null && isAuthentic(user.authProtocol, auth, message)
  }

  #isTimely(message: SecuredMessage, isOurs: boolean): boolean {
    return isOurs
      ? isTimely(message, this.#engine)
      : this.#clocks.accept(message.engineId.toString('hex'), message, this.#nowSeconds())
  }

  #decrypted(user: User, message: SecuredMessage): Buffer | null {
    const { priv } = this.#keys.keysOf(user, message.engineId)
    if (user.privProtocol === 'none' || priv === null || message.scoped.tag !== 0x04) return null
    try {
      const plain = decrypt(user.privProtocol, priv, message.privParameters, message.scoped.content, message)
      // A wrong key gives noise; the tag of a SEQUENCE tells it from a scoped PDU.
      return plain[0] === 0x30 ? plain : null
    } catch {
      return null
    }
  }

  #refuse(message: SecuredMessage, statistic: Statistic, drop: DropReason | null): Opened {
    const requestId = message.flags.priv ? 0 : requestIdInClear(message)
    return {
      drop,
      report: message.flags.reportable ? this.#report(message, statistic, requestId, null) : null,
    }
  }

  /** notInTimeWindows is told authentically, so that the sender may set its clock by it (RFC 3414, 3.2 step 7a). */
  #report(message: SecuredMessage, statistic: Statistic, requestId: number, user: User | null): Buffer {
    const count = (this.#counts.get(statistic) ?? 0) + 1
    this.#counts.set(statistic, count)
    const pdu = reportPdu(requestId, `1.3.6.1.6.3.15.1.1.${statistics[statistic]}.0`, count)
    const context = { contextEngineId: this.#engine.id, contextName: Buffer.alloc(0) }
    return this.seal(message.messageId, { user, auth: user !== null, priv: false }, scopedPdu(context, pdu))
  }
}

/** RFC 3412, 6.2: msgMaxSize; a UDP datagram's most. */
const largestMessage = 65_507

/** Authentication is as the user's credential says; what is authentic may come in clear. */
function suits(user: User, { auth, priv }: { auth: boolean; priv: boolean }): boolean {
  const can = { auth: user.authProtocol !== 'none', priv: user.privProtocol !== 'none' }
  return auth === can.auth && (!priv || can.priv)
}

function requestIdInClear(message: SecuredMessage): number {
  try {
    return requestIdOf(readScopedPdu(message.scoped.whole).pdu)
  } catch {
    return 0
  }
}

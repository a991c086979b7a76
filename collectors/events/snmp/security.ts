import type { DropReason } from '../../../server/contract/events.ts'
import type { OwnEngine } from './engine.ts'
import { decrypt, isAuthentic } from '../../snmp/usm/ciphers.ts'
import {
  readScopedPdu,
  scopedPdu,
  sealMessage,
  type ScopedPdu,
  type SecuredMessage,
} from '../../snmp/usm/message.ts'
import type { KeyRing } from './key-ring.ts'
import { reportPdu, requestIdOf } from './message.ts'
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
    const keys = user === null ? null : this.#keys.keysOf(user, this.#engine.id)
    const authProtocol = user?.authProtocol ?? 'none'
    const privProtocol = user?.privProtocol ?? 'none'
    return sealMessage(
      messageId,
      {
        engineId: this.#engine.id,
        boots: this.#engine.boots,
        time: this.#engine.time(),
        userName: user?.userName ?? '',
        auth:
          auth && authProtocol !== 'none' && keys?.auth ? { protocol: authProtocol, key: keys.auth } : null,
        priv:
          priv && privProtocol !== 'none' && keys?.priv ? { protocol: privProtocol, key: keys.priv } : null,
        reportable: false,
      },
      scoped,
    )
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

import type { SnmpCredential } from '../credential.ts'
import type { KnownEngine } from '../memory/device-memory.ts'
import { BerError, element, integer, readChildren, readOid } from './ber.ts'
import { decrypt, isAuthentic } from './ciphers.ts'
import { keysAt, prepareKeys, type EngineKeys } from './keys.ts'
import { readMessage, readScopedPdu, scopedPdu, sealMessage, type SecuredMessage } from './message.ts'

type User = Extract<SnmpCredential, { version: '3' }>

/** What a v3 message of the agent says. */
export type Opened =
  | { kind: 'response'; pdu: Buffer }
  /** Its engine or its clock was another than was thought, and is known now: ask again. */
  | { kind: 'synchronised' }
  /** It does not let this user in. */
  | { kind: 'refused' }
  /** Not authentic, or not to be read: as if it had not come. */
  | { kind: 'nothing' }

/** Where the engine is remembered from visit to visit, shared with everybody who asks the device. */
export interface EngineMemory {
  readonly engine: KnownEngine | null
  met(engine: KnownEngine): void
}

const responseTag = 0xa2
const reportTag = 0xa8
const getTag = 0xa0
/** usmStatsNotInTimeWindows and usmStatsUnknownEngineIDs (RFC 3414, 5). */
const notInTimeWindows = '1.3.6.1.6.3.15.1.1.2.0'
const unknownEngineIds = '1.3.6.1.6.3.15.1.1.4.0'
/** RFC 3414, 2.2.3. */
const windowSeconds = 150
/** A clock that is off by no more is not noted anew. */
const driftSeconds = 2

const nobody = Buffer.alloc(0)

/** One user's messages to one agent, which is the authoritative engine (RFC 3414, 1.5.1), and its answers. */
export class UsmConversation {
  readonly #user: User
  readonly #memory: EngineMemory
  readonly #now: () => number
  #keys: (EngineKeys & { engineId: string }) | null = null

  constructor(user: User, memory: EngineMemory, now: () => number = Date.now) {
    this.#user = user
    this.#memory = memory
    this.#now = now
  }

  /** Hashes passwords beside the event loop; to be awaited before anything is sealed, and after each `synchronised`. */
  prepare(): Promise<void> {
    const { engine } = this.#memory
    return prepareKeys(this.#user, engine === null ? null : Buffer.from(engine.id, 'hex'))
  }

  /** A PDU as a message. While the agent's engine is unknown it is a question for that (RFC 3414, 4). */
  seal(messageId: number, pdu: Buffer): Buffer {
    const { engine } = this.#memory
    if (engine === null) return discovery(messageId)
    const engineId = Buffer.from(engine.id, 'hex')
    const { auth, priv } = this.#keysAt(engine)
    const { authProtocol, privProtocol, userName, contextName } = this.#user
    return sealMessage(
      messageId,
      {
        engineId,
        boots: engine.boots,
        time: this.#timeOf(engine),
        userName,
        auth: authProtocol === 'none' || auth === null ? null : { protocol: authProtocol, key: auth },
        priv: privProtocol === 'none' || priv === null ? null : { protocol: privProtocol, key: priv },
        reportable: true,
      },
      scopedPdu({ contextEngineId: engineId, contextName: Buffer.from(contextName ?? '', 'utf8') }, pdu),
    )
  }

  open(bytes: Buffer): Opened {
    try {
      const message = readMessage(bytes)
      return message.version === 'v3' ? this.#opened(message) : { kind: 'nothing' }
    } catch (error) {
      if (error instanceof BerError) return { kind: 'nothing' }
      throw error
    }
  }

  #opened(message: SecuredMessage): Opened {
    const { engine } = this.#memory
    const { authProtocol, privProtocol } = this.#user
    const wanted = { auth: authProtocol !== 'none', priv: privProtocol !== 'none' }
    const authentic = message.flags.auth && this.#isAuthentic(message)
    if (message.flags.auth && !authentic) return { kind: 'nothing' }
    // Encrypted reports are no concern: they are sent in clear (RFC 3414, 3.2).
    const scoped = message.flags.priv ? this.#decrypted(message) : message.scoped.whole
    if (scoped === null) return { kind: 'nothing' }
    const { pdu } = readScopedPdu(scoped)
    if (pdu.tag === reportTag) return this.#reported(message, pdu.content)
    if (pdu.tag !== responseTag || engine === null) return { kind: 'nothing' }
    // A response less secured than its request is not the agent's (RFC 3412, 7.2 step 12).
    if (message.flags.auth !== wanted.auth || message.flags.priv !== wanted.priv) return { kind: 'nothing' }
    if (authentic && !this.#isTimely(engine, message)) return { kind: 'nothing' }
    return { kind: 'response', pdu: pdu.whole }
  }

  /** Reports of discovery cannot be authentic, so those of the clock need not be either: what they bring is tried out. */
  #reported(message: SecuredMessage, content: Buffer): Opened {
    const [, , , list] = readChildren(content)
    const [first] = list === undefined ? [] : readChildren(list.content)
    const [name] = first === undefined ? [] : readChildren(first.content)
    const counter = name === undefined ? '' : readOid(name.content)
    if (counter !== notInTimeWindows && counter !== unknownEngineIds) return { kind: 'refused' }
    if (message.engineId.length === 0) return { kind: 'nothing' }
    this.#note(message)
    return { kind: 'synchronised' }
  }

  /** RFC 3414, 3.2 step 7b, and what it says of our notion of the clock. */
  #isTimely(engine: KnownEngine, message: SecuredMessage): boolean {
    const ahead = message.time - this.#timeOf(engine)
    if (message.boots < engine.boots) return false
    if (message.boots === engine.boots && ahead < -windowSeconds) return false
    if (message.boots > engine.boots || Math.abs(ahead) > driftSeconds) this.#note(message)
    return true
  }

  #note({ engineId, boots, time }: SecuredMessage): void {
    this.#memory.met({ id: engineId.toString('hex'), boots, seconds: time, at: this.#now() })
  }

  #timeOf({ seconds, at }: KnownEngine): number {
    return seconds + Math.max(0, Math.floor((this.#now() - at) / 1000))
  }

  #keysAt({ id }: { id: string }): EngineKeys {
    if (this.#keys?.engineId !== id)
      this.#keys = { engineId: id, ...keysAt(this.#user, Buffer.from(id, 'hex')) }
    return this.#keys
  }

  #isAuthentic(message: SecuredMessage): boolean {
    const { authProtocol } = this.#user
    const { engine } = this.#memory
    if (authProtocol === 'none' || engine === null || message.engineId.toString('hex') !== engine.id)
      return false
    const { auth } = this.#keysAt(engine)
    return auth !== null && isAuthentic(authProtocol, auth, message)
  }

  #decrypted(message: SecuredMessage): Buffer | null {
    const { privProtocol } = this.#user
    const { engine } = this.#memory
    const priv = engine === null ? null : this.#keysAt(engine).priv
    if (privProtocol === 'none' || priv === null || message.scoped.tag !== 0x04) return null
    try {
      return decrypt(privProtocol, priv, message.privParameters, message.scoped.content, message)
    } catch {
      return null
    }
  }
}

/** Asks who the agent is: a reportable message to no engine, from nobody, with an empty GET (RFC 3414, 4). */
function discovery(messageId: number): Buffer {
  const pdu = element(getTag, integer(messageId), integer(0), integer(0), element(0x30))
  const sealing = {
    engineId: nobody,
    boots: 0,
    time: 0,
    userName: '',
    auth: null,
    priv: null,
    reportable: true,
  }
  return sealMessage(messageId, sealing, scopedPdu({ contextEngineId: nobody, contextName: nobody }, pdu))
}

import { createHash } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import type { SnmpCredential } from '../credential.ts'
import { stretchedKey } from './ciphers.ts'
import { algorithmNumber, Authentication } from './library.ts'
import { passwordDigest } from './password-digest.ts'

/*
 * Keys of the user-based security model. The slow part, hashing a megabyte made of the password (RFC 3414, A.2), is the
 * same for every device and is done once for each password, in a thread of its own; making the key local to an engine is
 * then one short hash. The library would do both at once for each device, on the event loop.
 */

/** Keys that are kept; the oldest go first. */
const mostKept = 50_000

class Kept {
  readonly #byName = new Map<string, Buffer>()

  get(name: string): Buffer | undefined {
    return this.#byName.get(name)
  }

  set(name: string, key: Buffer): Buffer {
    if (this.#byName.size >= mostKept) {
      const [oldest] = this.#byName.keys()
      if (oldest !== undefined) this.#byName.delete(oldest)
    }
    this.#byName.set(name, key)
    return key
  }
}

const digests = new Kept()
const localised = new Kept()
const nameOf = (hash: string, password: Buffer) => `${hash}:${password.toString('base64')}`

/** Makes the library take its keys from here; called once, when the sessions' module loads. */
export function installKeys(): void {
  Authentication.passwordToKey = (protocol, password, engineId) => {
    const { hash } = hashOf(protocol)
    return localKey(hash, Buffer.from(password as string), engineId)
  }
}

/**
 * Hashes what the credential's keys need before they are needed: with the engine, also the second round of Reeder's
 * extension (draft-reeder-snmpv3-usm-3desede, 2.1), which hashes a megabyte for each engine.
 */
export async function prepareKeys(credential: SnmpCredential, engineId: Buffer | null): Promise<void> {
  if (credential.version !== '3' || credential.authProtocol === 'none') return
  const protocol = algorithmNumber('AuthProtocols', credential.authProtocol)
  if (protocol === undefined) return
  const { hash, octets } = hashOf(protocol)
  const passwords = [credential.authKey, credential.privKey].flatMap((key) =>
    key === null || key === '' ? [] : [Buffer.from(key)],
  )
  await Promise.all(passwords.map((password) => prepare(hash, password)))
  if (engineId === null || credential.privProtocol !== 'aes256r' || credential.privKey === null) return
  for (let round = 1, password = Buffer.from(credential.privKey); round * octets < 32; round++) {
    password = Buffer.from(localKey(hash, password, engineId))
    await prepare(hash, password)
  }
}

export interface EngineKeys {
  auth: Buffer | null
  priv: Buffer | null
}

/** The credential's keys at one engine; quick once `prepareKeys` has been through. */
export function keysAt(credential: Extract<SnmpCredential, { version: '3' }>, engineId: Buffer): EngineKeys {
  const { authProtocol, privProtocol, authKey, privKey } = credential
  if (authProtocol === 'none') return { auth: null, priv: null }
  const { hash } = hashOf(algorithmNumber('AuthProtocols', authProtocol) ?? 0)
  const local = (password: Buffer) => localKey(hash, password, engineId)
  const auth = local(Buffer.from(authKey ?? ''))
  if (privProtocol === 'none') return { auth, priv: null }
  return { auth, priv: stretchedKey(privProtocol, hash, local(Buffer.from(privKey ?? '')), local) }
}

function hashOf(protocol: number): { hash: string; octets: number } {
  const algorithm = Authentication.algorithms[protocol]
  return { hash: algorithm?.CRYPTO_ALGORITHM ?? 'sha1', octets: algorithm?.KEY_LENGTH ?? 20 }
}

/** Kul of RFC 3414, A.2: H(Ku ‖ engine id ‖ Ku). */
function localKey(hash: string, password: Buffer, engineId: Buffer): Buffer {
  const name = `${engineId.toString('base64')}:${nameOf(hash, password)}`
  const known = localised.get(name)
  if (known !== undefined) return known
  const digest =
    digests.get(nameOf(hash, password)) ?? digests.set(nameOf(hash, password), passwordDigest(hash, password))
  return localised.set(name, createHash(hash).update(digest).update(engineId).update(digest).digest())
}

const underWay = new Map<string, Promise<void>>()

async function prepare(hash: string, password: Buffer): Promise<void> {
  const name = nameOf(hash, password)
  if (digests.get(name) !== undefined) return
  const waiting = underWay.get(name)
  if (waiting !== undefined) return waiting
  const work = digestBeside(hash, password)
    .then((digest) => void digests.set(name, digest))
    .finally(() => underWay.delete(name))
  underWay.set(name, work)
  return work
}

let worker: Worker | null = null
let nextId = 1
const answers = new Map<number, (digest: Buffer) => void>()

function digestBeside(hash: string, password: Buffer): Promise<Buffer> {
  const thread = (worker ??= startWorker())
  const id = nextId++
  return new Promise((resolve) => {
    answers.set(id, resolve)
    thread.ref()
    thread.postMessage({ id, hash, password: new Uint8Array(password) })
  })
}

function startWorker(): Worker {
  const thread = new Worker(new URL('./password-worker.ts', import.meta.url))
  // It keeps the process alive only while something is asked of it.
  thread.unref()
  thread.on('message', ({ id, digest }: { id: number; digest: Uint8Array }) => {
    answers.get(id)?.(Buffer.from(digest))
    answers.delete(id)
    if (answers.size === 0) thread.unref()
  })
  return thread
}

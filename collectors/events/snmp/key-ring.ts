import type { SnmpCredential } from '../../snmp/credential.ts'
import { localiseKey, passwordToKey, privacyKey } from '../../snmp/usm/ciphers.ts'

type V3 = Extract<SnmpCredential, { version: '3' }>

export interface LocalisedKeys {
  auth: Buffer | null
  priv: Buffer | null
}

const mostKept = 5000

/**
 * The users that notifications may come from, and their keys by engine. A password becomes a key once; a localised key
 * is kept, so that a stream of made-up engine ids costs two digests each and no more.
 */
export class KeyRing {
  #users = new Map<string, V3[]>()
  readonly #passwordKeys = new Map<string, Buffer>()
  readonly #localised = new Map<string, LocalisedKeys>()

  /** Replaces the users; keys of passwords that stay are kept. */
  use(users: readonly V3[]): void {
    this.#users = new Map()
    const seen = new Set<string>()
    for (const user of users) {
      const text = JSON.stringify({ ...user, contextName: null })
      if (seen.has(text)) continue
      seen.add(text)
      this.#users.set(user.userName, [...(this.#users.get(user.userName) ?? []), user])
    }
  }

  /** Several credentials may share a user name, each with keys of its own. */
  named(userName: string): readonly V3[] {
    return this.#users.get(userName) ?? []
  }

  keysOf(user: V3, engineId: Buffer): LocalisedKeys {
    const name = JSON.stringify([
      engineId.toString('hex'),
      user.authProtocol,
      user.authKey,
      user.privProtocol,
      user.privKey,
    ])
    const known = this.#localised.get(name)
    if (known) return known
    if (this.#localised.size >= mostKept) this.#localised.clear()
    const { authProtocol, privProtocol } = user
    const keys: LocalisedKeys =
      authProtocol === 'none'
        ? { auth: null, priv: null }
        : {
            auth: localiseKey(authProtocol, this.#passwordKey(user, user.authKey), engineId),
            priv:
              privProtocol === 'none'
                ? null
                : privacyKey(authProtocol, privProtocol, this.#passwordKey(user, user.privKey), engineId),
          }
    this.#localised.set(name, keys)
    return keys
  }

  #passwordKey({ authProtocol }: V3, password: string | null): Buffer {
    if (authProtocol === 'none') return Buffer.alloc(0)
    const name = `${authProtocol} ${password}`
    const known = this.#passwordKeys.get(name)
    if (known) return known
    const key = passwordToKey(authProtocol, Buffer.from(password ?? '', 'utf8'))
    this.#passwordKeys.set(name, key)
    return key
  }
}

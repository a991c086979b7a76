import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import type { AuthProtocol, PrivProtocol } from '../credential.ts'
import { passwordDigest } from './password-digest.ts'

/*
 * Keys, digests and ciphers of the User-based Security Model: RFC 3414 (MD5, SHA-1, DES), RFC 7860 (SHA-2), RFC 3826
 * (AES-128), and the two ways in which makers stretch keys for AES-256 (drafts of Blumenthal and of Reeder).
 */

type RealAuth = Exclude<AuthProtocol, 'none'>
type RealPriv = Exclude<PrivProtocol, 'none'>

/** The digest that is sent is cut to `digest` octets (RFC 3414, 6.3.1 and 7.3.1; RFC 7860, 4.1). */
const algorithms: Record<RealAuth, { hash: string; digest: number }> = {
  md5: { hash: 'md5', digest: 12 },
  sha: { hash: 'sha1', digest: 12 },
  sha224: { hash: 'sha224', digest: 16 },
  sha256: { hash: 'sha256', digest: 24 },
  sha384: { hash: 'sha384', digest: 32 },
  sha512: { hash: 'sha512', digest: 48 },
}

export function digestLength(auth: RealAuth): number {
  return algorithms[auth].digest
}

/** A password as a key (RFC 3414, A.2). Takes some milliseconds. */
export function passwordToKey(auth: RealAuth, password: Buffer): Buffer {
  return passwordDigest(algorithms[auth].hash, password)
}

/** The key of one engine (RFC 3414, 2.6). */
export function localiseKey(auth: RealAuth, key: Buffer, engineId: Buffer): Buffer {
  return createHash(algorithms[auth].hash).update(key).update(engineId).update(key).digest()
}

const privKeyLength: Record<RealPriv, number> = { des: 16, aes: 16, aes256b: 32, aes256r: 32 }

/** A localised key, made as long as the cipher wants it. */
export function privacyKey(auth: RealAuth, priv: RealPriv, key: Buffer, engineId: Buffer): Buffer {
  const again = (password: Buffer) => localiseKey(auth, passwordToKey(auth, password), engineId)
  return stretchedKey(priv, algorithms[auth].hash, localiseKey(auth, key, engineId), again)
}

/** @param again from a password to a localised key: Reeder's way takes the key as one, and goes round once more */
export function stretchedKey(
  priv: RealPriv,
  hash: string,
  localised: Buffer,
  again: (password: Buffer) => Buffer,
): Buffer {
  const length = privKeyLength[priv]
  let last = localised
  let all = last
  while (all.length < length) {
    last = priv === 'aes256r' ? again(last) : createHash(hash).update(all).digest()
    all = Buffer.concat([all, last])
  }
  return all.subarray(0, length)
}

/** The digest of a message whose authentication parameters are zero. */
export function digestOf(auth: RealAuth, key: Buffer, message: Buffer): Buffer {
  const { hash, digest } = algorithms[auth]
  return createHmac(hash, key).update(message).digest().subarray(0, digest)
}

export function isAuthentic(
  auth: RealAuth,
  key: Buffer,
  { bytes, authOffset, authParameters }: { bytes: Buffer; authOffset: number; authParameters: Buffer },
): boolean {
  if (authParameters.length !== digestLength(auth)) return false
  const blank = Buffer.from(bytes)
  blank.fill(0, authOffset, authOffset + authParameters.length)
  return timingSafeEqual(digestOf(auth, key, blank), authParameters)
}

interface EngineClock {
  boots: number
  time: number
}

/** @throws Error when the ciphertext cannot be of this cipher */
export function decrypt(
  priv: RealPriv,
  key: Buffer,
  salt: Buffer,
  bytes: Buffer,
  clock: EngineClock,
): Buffer {
  if (salt.length !== 8) throw new Error('the salt is not of 8 octets')
  const decipher =
    priv === 'des'
      ? createDecipheriv('des-ede3-cbc', threefold(key), desVector(key, salt)).setAutoPadding(false)
      : createDecipheriv(aesName(priv), key, aesVector(clock, salt))
  return Buffer.concat([decipher.update(bytes), decipher.final()])
}

export function encrypt(
  priv: RealPriv,
  key: Buffer,
  bytes: Buffer,
  clock: EngineClock,
): { salt: Buffer; encrypted: Buffer } {
  const salt = randomBytes(8)
  if (priv !== 'des') {
    const cipher = createCipheriv(aesName(priv), key, aesVector(clock, salt))
    return { salt, encrypted: Buffer.concat([cipher.update(bytes), cipher.final()]) }
  }
  const cipher = createCipheriv('des-ede3-cbc', threefold(key), desVector(key, salt)).setAutoPadding(false)
  const padded = Buffer.concat([bytes, Buffer.alloc((8 - (bytes.length % 8)) % 8)])
  return { salt, encrypted: Buffer.concat([cipher.update(padded), cipher.final()]) }
}

const aesName = (priv: RealPriv) => (priv === 'aes' ? 'aes-128-cfb' : 'aes-256-cfb')

/** OpenSSL 3 has no single DES; DES-EDE3 with one key three times is it (SP 800-67, 3.2). */
function threefold(key: Buffer): Buffer {
  const single = key.subarray(0, 8)
  return Buffer.concat([single, single, single])
}

/** The key's second half is the pre-IV (RFC 3414, 8.1.1.1). */
function desVector(key: Buffer, salt: Buffer): Buffer {
  return Buffer.from(salt.map((byte, at) => byte ^ (key[8 + at] ?? 0)))
}

/** RFC 3826, 3.1.2.1. */
function aesVector({ boots, time }: EngineClock, salt: Buffer): Buffer {
  const vector = Buffer.alloc(16)
  vector.writeUInt32BE(boots >>> 0, 0)
  vector.writeUInt32BE(time >>> 0, 4)
  salt.copy(vector, 8)
  return vector
}

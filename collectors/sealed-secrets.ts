import {
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from 'node:crypto'
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/*
 * Secrets of credentials come sealed for this collector's key alone, so that neither a proxy nor a log between server
 * and collector can read them. The box, in base64:
 *
 *   ephemeral public key, SPKI DER (44 octets) | IV (12) | ciphertext | GCM tag (16)
 *
 * shared = X25519(own private key, ephemeral public key), RFC 7748;
 * key    = HKDF-SHA-256(shared, salt = ephemeral SPKI | own SPKI, info, 32 octets), RFC 5869;
 * cipher = AES-256-GCM (NIST SP 800-38D) over the JSON of the secrets in UTF-8.
 */

const spkiLength = 44
const ivLength = 12
const tagLength = 16
const info = 'citybase sealed secrets v1'

const Secrets = z.object({
  community: z.string().optional(),
  authKey: z.string().optional(),
  privKey: z.string().optional(),
})
export type Secrets = z.infer<typeof Secrets>

export interface SealingKey {
  privateKey: KeyObject
  /** X25519, SPKI DER: what the heartbeat tells the server, in base64. */
  publicKey: Buffer
}

/** Opens a box. Throws when it was sealed for another key, changed on the way, or holds something else. */
export function openSealed(key: SealingKey, box: string): Secrets {
  const bytes = Buffer.from(box, 'base64')
  if (bytes.length < spkiLength + ivLength + tagLength) throw new Error('the sealed box is too short')
  const ephemeral = bytes.subarray(0, spkiLength)
  const iv = bytes.subarray(spkiLength, spkiLength + ivLength)
  const ciphertext = bytes.subarray(spkiLength + ivLength, -tagLength)
  const shared = diffieHellman({
    privateKey: key.privateKey,
    publicKey: createPublicKey({ key: ephemeral, format: 'der', type: 'spki' }),
  })
  const salt = Buffer.concat([ephemeral, key.publicKey])
  const secret = Buffer.from(hkdfSync('sha256', shared, salt, info, 32))
  const decipher = createDecipheriv('aes-256-gcm', secret, iv, { authTagLength: tagLength })
  decipher.setAuthTag(bytes.subarray(-tagLength))
  const plaintext = Buffer.concat([decipher.update(ciphertext), decipher.final()])
  return Secrets.parse(JSON.parse(plaintext.toString('utf8')))
}

/** This collector's key, kept in its folder (0600) so that a restart does not need new seals; made when absent. */
export function loadSealingKey(folder: string): SealingKey {
  const path = join(folder, 'sealing-key.pem')
  if (existsSync(path)) {
    const privateKey = createPrivateKey(readFileSync(path))
    if (privateKey.asymmetricKeyType === 'x25519') return keyOf(privateKey)
  }
  const { privateKey } = generateKeyPairSync('x25519')
  const temporary = `${path}.${process.pid}`
  writeFileSync(temporary, privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600 })
  chmodSync(temporary, 0o600)
  renameSync(temporary, path)
  return keyOf(privateKey)
}

function keyOf(privateKey: KeyObject): SealingKey {
  return { privateKey, publicKey: createPublicKey(privateKey).export({ format: 'der', type: 'spki' }) }
}

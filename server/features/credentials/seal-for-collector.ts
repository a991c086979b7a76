import {
  createCipheriv,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
} from 'node:crypto'

/** What a credential keeps secret. */
export interface Secrets {
  community?: string
  authKey?: string
  privKey?: string
}

const info = 'citybase sealed secrets v1'

/** The text is not the X25519 public key (SPKI DER in base64, RFC 8410) that a collector reports. */
export class CollectorKeyError extends Error {}

/**
 * Seals secrets so that only the holder of a collector's private key reads them: ephemeral X25519 (RFC 7748), HKDF-SHA256
 * (RFC 5869) and AES-256-GCM.
 * @param publicKey the collector's X25519 key, SPKI DER in base64
 * @returns base64 of ephemeral key (SPKI DER, 44 bytes) ‖ IV (12) ‖ ciphertext ‖ tag (16)
 */
export function sealForCollector(secrets: Secrets, publicKey: string): string {
  const recipient = readPublicKey(publicKey)
  const ephemeral = generateKeyPairSync('x25519')
  const ephemeralDer = ephemeral.publicKey.export({ type: 'spki', format: 'der' })
  const recipientDer = recipient.export({ type: 'spki', format: 'der' })
  const shared = diffieHellman({ privateKey: ephemeral.privateKey, publicKey: recipient })
  const key = Buffer.from(hkdfSync('sha256', shared, Buffer.concat([ephemeralDer, recipientDer]), info, 32))
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  const text = Buffer.concat([cipher.update(JSON.stringify(secrets), 'utf8'), cipher.final()])
  return Buffer.concat([ephemeralDer, iv, text, cipher.getAuthTag()]).toString('base64')
}

/** @throws CollectorKeyError */
export function readPublicKey(publicKey: string) {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' })
    if (key.asymmetricKeyType === 'x25519') return key
  } catch (error) {
    throw new CollectorKeyError('Not an X25519 public key', { cause: error })
  }
  throw new CollectorKeyError('Not an X25519 public key')
}

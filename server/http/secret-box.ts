import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { SecretBox } from '../app.ts'

const keyBytes = 32
const ivBytes = 12
const tagBytes = 16

/** A key that cannot be used: wrong length, or a key file that others may read. */
export class SecretKeyError extends Error {}

/** AES-256-GCM; a sealed text is `v1.` and base64 of iv, tag and ciphertext. */
export function secretBox(key: Buffer): SecretBox {
  if (key.length !== keyBytes)
    throw new SecretKeyError(`the secret key must be ${keyBytes} bytes, not ${key.length}`)
  return {
    seal(plain) {
      const iv = randomBytes(ivBytes)
      const cipher = createCipheriv('aes-256-gcm', key, iv)
      const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return `v1.${Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64')}`
    },
    open(text) {
      const bytes = Buffer.from(text.replace(/^v1\./, ''), 'base64')
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes))
      decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes))
      return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]).toString(
        'utf8',
      )
    },
  }
}

/** The key from the environment: 64 hexadecimal digits or base64 of 32 bytes. */
export function keyFromText(text: string): Buffer {
  const trimmed = text.trim()
  const key = /^[0-9a-fA-F]{64}$/.test(trimmed) ? Buffer.from(trimmed, 'hex') : Buffer.from(trimmed, 'base64')
  if (key.length !== keyBytes)
    throw new SecretKeyError('expected 64 hexadecimal digits or base64 of 32 bytes')
  return key
}

/** The key from a file that only its owner may read; made on first use. */
export function keyFromFile(file: string): Buffer {
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, randomBytes(keyBytes).toString('hex') + '\n', { mode: 0o600, flag: 'wx' })
    chmodSync(file, 0o600)
  }
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) {
    throw new SecretKeyError(`others may read the key file ${file}; run: chmod 600 ${file}`)
  }
  return keyFromText(readFileSync(file, 'utf8'))
}

/** Hash under which tokens are kept: a stolen database gives no usable token. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

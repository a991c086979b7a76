import {
  createCipheriv,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
} from 'node:crypto'

/** The server's side of sealed secrets, written from the description of the format alone. */
export function seal(recipient: Buffer, secrets: object): string {
  const ephemeral = generateKeyPairSync('x25519')
  const ephemeralDer = ephemeral.publicKey.export({ format: 'der', type: 'spki' })
  const shared = diffieHellman({
    privateKey: ephemeral.privateKey,
    publicKey: createPublicKey({ key: recipient, format: 'der', type: 'spki' }),
  })
  const key = hkdfSync(
    'sha256',
    shared,
    Buffer.concat([ephemeralDer, recipient]),
    'citybase sealed secrets v1',
    32,
  )
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key), iv)
  const ciphertext = Buffer.concat([cipher.update(JSON.stringify(secrets), 'utf8'), cipher.final()])
  return Buffer.concat([ephemeralDer, iv, ciphertext, cipher.getAuthTag()]).toString('base64')
}

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import snmp from 'net-snmp'
import { Authentication, Encryption, type Engine } from './library.ts'

/*
 * CBC-DES of RFC 3414, 8. OpenSSL 3 no longer offers single DES by default, and net-snmp asks for it by that name, so
 * that v3 with DES would fail on every device. DES-EDE3 with one key three times is single DES (SP 800-67, 3.2).
 */

const blockLength = 8

/** Puts a DES that works into net-snmp; called once, when the sessions' module loads. */
export function installDes(): void {
  const des = Encryption.algorithms[snmp.PrivProtocols.des]
  if (des === undefined) return
  des.encryptPdu = (pdu, _protocol, password, authProtocol, engine) => {
    const { key, preIv } = keysOf(password, authProtocol, engine)
    const salt = randomBytes(blockLength)
    const cipher = createCipheriv('des-ede3-cbc', key, exclusiveOr(preIv, salt))
    cipher.setAutoPadding(false)
    const padded = Buffer.concat([
      pdu,
      Buffer.alloc((blockLength - (pdu.length % blockLength)) % blockLength),
    ])
    return {
      encryptedPdu: Buffer.concat([cipher.update(padded), cipher.final()]),
      msgPrivacyParameters: salt,
    }
  }
  des.decryptPdu = (encrypted, _protocol, salt, password, authProtocol, engine) => {
    const { key, preIv } = keysOf(password, authProtocol, engine)
    const decipher = createDecipheriv('des-ede3-cbc', key, exclusiveOr(preIv, salt))
    decipher.setAutoPadding(false)
    return Buffer.concat([decipher.update(encrypted), decipher.final()])
  }
}

/** The localised key's first 8 octets are the key, the next 8 the pre-IV (RFC 3414, 8.1.1.1). */
function keysOf(
  password: string,
  authProtocol: number,
  { engineID }: Engine,
): { key: Buffer; preIv: Buffer } {
  const localised = Authentication.passwordToKey(authProtocol, password, engineID)
  const single = localised.subarray(0, blockLength)
  return {
    key: Buffer.concat([single, single, single]),
    preIv: localised.subarray(blockLength, 2 * blockLength),
  }
}

function exclusiveOr(left: Buffer, right: Buffer): Buffer {
  return Buffer.from(left.map((byte, position) => byte ^ (right[position] ?? 0)))
}

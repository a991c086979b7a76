import { createHash } from 'node:crypto'

/** RFC 3414, A.2: a password is repeated to this many octets before it is hashed. */
const expandedOctets = 1_048_576

/** The digest of a password that is the same for every engine (Ku of RFC 3414, A.2). Takes milliseconds. */
export function passwordDigest(hash: string, password: Uint8Array): Buffer {
  return createHash(hash).update(Buffer.alloc(expandedOctets, password)).digest()
}

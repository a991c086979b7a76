import type { authProtocols, privProtocols } from '../../server/contract/entities/credential.ts'

export type AuthProtocol = keyof typeof authProtocols
/** Those that can be used: the contract also names what the library lacks, to say so. */
export type PrivProtocol = Exclude<keyof typeof privProtocols, 'aes192' | '3des'>

/** What opens a device: a community (v1, v2c), or a user with keys (v3, RFC 3414). */
export type SnmpCredential =
  | { version: '1' | '2c'; community: string }
  | {
      version: '3'
      userName: string
      authProtocol: AuthProtocol
      authKey: string | null
      privProtocol: PrivProtocol
      privKey: string | null
      contextName: string | null
    }

/** A credential that a device may answer to, with the ledger's id (null from the command line). */
export interface OfferedCredential {
  id: number | null
  credential: SnmpCredential
}

/** RFC 3414, 11.2: passwords shorter than 8 characters must not be used. */
export const shortestKey = 8

/** What is wrong with a credential before anything is sent, in an expert's words; null when it can be used. */
export function credentialFault(credential: SnmpCredential): string | null {
  if (credential.version !== '3') return credential.community === '' ? 'the community is empty' : null
  if (credential.userName === '') return 'the user name is empty'
  if (credential.authProtocol === 'none' && credential.privProtocol !== 'none')
    return 'privacy needs authentication (RFC 3414, 1.4.1)'
  if (credential.authProtocol !== 'none' && (credential.authKey ?? '').length < shortestKey)
    return `the authentication key has fewer than ${shortestKey} characters`
  if (credential.privProtocol !== 'none' && (credential.privKey ?? '').length < shortestKey)
    return `the privacy key has fewer than ${shortestKey} characters`
  return null
}

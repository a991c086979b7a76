import type { OfferedCredential } from '../snmp/credential.ts'

export interface CredentialOrder {
  /** In the order in which to try them now. */
  list(): OfferedCredential[]
  answered(by: OfferedCredential): void
}

/** Most devices of a network share a credential: those that were answered most often so far come first. */
export function createCredentialOrder(credentials: readonly OfferedCredential[]): CredentialOrder {
  const answers = new Map(credentials.map((one) => [one, 0]))
  return {
    list: () => credentials.toSorted((a, b) => answers.get(b)! - answers.get(a)!),
    answered: (by) => void answers.set(by, (answers.get(by) ?? 0) + 1),
  }
}

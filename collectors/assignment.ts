import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Assignment, type SealedCredential } from '../server/contract/endpoints/collection.ts'
import type { z } from 'zod'
import { openSealed, type SealingKey } from './sealed-secrets.ts'
import type { OfferedCredential, SnmpCredential } from './snmp/credential.ts'
import type { ScheduledTarget } from './schedule.ts'

/** A target with all that a visit needs. */
export interface AssignedTarget extends ScheduledTarget {
  address: string
  port: number
  /** Interval of polls; absent: not polled. */
  pollSeconds?: number | undefined
  /** In the order in which they are to be tried. */
  credentials: OfferedCredential[]
}

export interface OpenedAssignment {
  revision: string
  targets: AssignedTarget[]
  /** Ids of credentials whose secrets cannot be opened or do not fit; their targets are left out. */
  unusable: number[]
}

/** Opens the secrets of an assignment and gives each target its credentials. */
export function openAssignment(assignment: Assignment, key: SealingKey): OpenedAssignment {
  const unusable: number[] = []
  const credentials = new Map<number, SnmpCredential>()
  for (const sealed of assignment.credentials)
    try {
      credentials.set(sealed.id, credentialOf(sealed, key))
    } catch {
      unusable.push(sealed.id)
    }
  const targets = assignment.targets.flatMap(({ credentialIds, ...target }) => {
    const offered = credentialIds.flatMap((id) => {
      const credential = credentials.get(id)
      return credential === undefined ? [] : [{ id, credential }]
    })
    // A target whose credentials cannot be opened waits; one that has none is visited, to say so.
    return credentialIds.length > 0 && offered.length === 0 ? [] : [{ ...target, credentials: offered }]
  })
  return { revision: assignment.revision, targets, unusable }
}

/** A credential with its secrets opened. Throws when they were sealed for another key or do not fit. */
export function credentialOf(sealed: z.infer<typeof SealedCredential>, key: SealingKey): SnmpCredential {
  const secrets = openSealed(key, sealed.sealedSecrets)
  if (sealed.protocol !== 'snmp-v3') {
    if (secrets.community === undefined) throw new Error('a community is missing')
    return { version: sealed.protocol === 'snmp-v1' ? '1' : '2c', community: secrets.community }
  }
  const privProtocol = sealed.privProtocol ?? 'none'
  if (privProtocol === 'aes192' || privProtocol === '3des')
    throw new Error(`${privProtocol} is not supported`)
  return {
    version: '3',
    userName: sealed.userName ?? '',
    authProtocol: sealed.authProtocol ?? 'none',
    authKey: secrets.authKey ?? null,
    privProtocol,
    privKey: secrets.privKey ?? null,
    contextName: sealed.contextName,
  }
}

/** The last assignment, kept so that a collector restarted while the server is away goes on. Its secrets stay sealed. */
export function keepAssignment(folder: string, assignment: Assignment): void {
  const path = join(folder, 'assignment.json')
  writeFileSync(`${path}.partial`, JSON.stringify(assignment), { mode: 0o600 })
  renameSync(`${path}.partial`, path)
}

/** The kept assignment, or null when there is none that can be read. */
export function recallAssignment(folder: string): Assignment | null {
  try {
    return Assignment.parse(JSON.parse(readFileSync(join(folder, 'assignment.json'), 'utf8')))
  } catch {
    return null
  }
}

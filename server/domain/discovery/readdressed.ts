import type { EvidenceItem } from '../../contract/endpoints/findings.ts'
import type { Facts } from '../../contract/collection.ts'
import type { FindingDraft } from '../reconcile/draft.ts'
import { normalAddress } from '../identity.ts'
import { identityOf, type Identity } from './match.ts'

/** A target as far as it matters for whether its device went elsewhere. */
export interface AskedPlace {
  id: number
  name: string
  address: string
  port: number
  status: string
  failureCount: number
}

/**
 * Whether the device is also where it always was: it says that the old address is its own, or something that is not
 * evidently another device answers there.
 * @param last what answered at the old address said of itself at the last visit; null when nothing ever did
 */
export function isStillThere(place: AskedPlace, found: Facts, last: Identity | null): boolean {
  if (found.addresses.some(({ ip }) => normalAddress(ip) === normalAddress(place.address))) return true
  if (place.status === 'failed' || place.failureCount > 0 || last === null) return false
  const now = identityOf(found)
  return (
    last.serials.size === 0 || now.serials.size === 0 || [...last.serials].some((one) => now.serials.has(one))
  )
}

/** What a device that was found told of itself, and where. */
export interface Seen {
  address: string
  serialNumber: string | null
  engineId: string | null
  chassisId: string | null
  name: string | null
  /** ISO 8601. */
  foundAt: string
}

/** The finding that a device answers at another address than its target has. */
export function readdressedDraft(
  place: AskedPlace & { organisationId: number | null; roomId: number | null },
  seen: Seen,
): FindingDraft {
  const item = (what: 'serialNumber' | 'engineId' | 'chassisId' | 'name'): EvidenceItem[] => {
    const value = seen[what]
    if (value === null || value === '') return []
    const link = `/targets/${place.id}`
    return [{ source: 'snmp', what, value, firstSeenAt: seen.foundAt, lastSeenAt: seen.foundAt, link }]
  }
  return {
    kind: 'device-readdressed',
    severity: 'high',
    subjectEntity: 'target',
    subjectId: place.id,
    subjectName: place.name,
    field: 'address',
    declaredValue: place.address,
    observedValue: seen.address,
    source: 'snmp',
    evidence: [...item('serialNumber'), ...item('engineId'), ...item('chassisId'), ...item('name')],
    organisationId: place.organisationId,
    roomId: place.roomId,
    seenAt: seen.foundAt,
  }
}

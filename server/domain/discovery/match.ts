import type { matchKinds } from '../../contract/entities/discovery-find.ts'
import type { Facts } from '../../contract/collection.ts'
import { isRealSerial, normalAddress, normalSerial } from '../identity.ts'

export type MatchKind = keyof typeof matchKinds

/** By what a device can be told from all others, in forms that compare. */
export interface Identity {
  serials: ReadonlySet<string>
  engineIds: ReadonlySet<string>
  chassisIds: ReadonlySet<string>
}

/** A device or target of the ledger that a find may be. */
export interface Subject extends Identity {
  /** Null for a device without a target. */
  targetId: number | null
  /** Declared or recognised; null for a target where an unknown device answers. */
  deviceId: number | null
  /** Where it is asked, or its management address where it has no target. */
  address: string | null
  /** Null where only the address is known. */
  port: number | null
}

export interface Match {
  subject: Subject
  by: MatchKind
}

export function identityOf({ device }: Pick<Facts, 'device'>): Identity {
  const one = (text: string | null) =>
    new Set(text && !/^(0|:|-|\.)*$/.test(text) ? [text.toLowerCase()] : [])
  return {
    serials: new Set(device.serialNumbers.filter(isRealSerial).map(normalSerial)),
    engineIds: one(device.engineId),
    chassisIds: one(device.chassisId),
  }
}

/**
 * Which of the ledger's subjects a device is that answered at an address: by serial number, else engine id, else chassis
 * id, else by the address itself. What fits several devices identifies none of them (cloned configurations share engine
 * ids, RFC 3411, 5), and where serial numbers contradict, the weaker signs do not count.
 */
export function matchFind(
  found: Identity & { address: string; port: number },
  subjects: readonly Subject[],
): Match | null {
  const isHere = (subject: Subject) =>
    subject.address !== null &&
    normalAddress(subject.address) === normalAddress(found.address) &&
    (subject.port === null || subject.port === found.port)
  const choose = (fitting: readonly Subject[]): Subject | null => {
    const devices = new Set(fitting.map(({ deviceId, targetId }) => deviceId ?? `target ${targetId}`))
    // Of one device's targets the one that was asked; of several devices none, unless one is right here.
    return fitting.find(isHere) ?? (devices.size === 1 ? (fitting.find(hasTarget) ?? fitting[0]!) : null)
  }
  const steps: readonly [MatchKind, (subject: Subject) => boolean][] = [
    ['serial', (subject) => meet(subject.serials, found.serials)],
    ['engine', (subject) => meet(subject.engineIds, found.engineIds) && !contradict(subject, found)],
    ['chassis', (subject) => meet(subject.chassisIds, found.chassisIds) && !contradict(subject, found)],
    // A target is visited for what answers there, whatever that says of itself; a mere declaration must not contradict.
    ['address', (subject) => isHere(subject) && (hasTarget(subject) || !contradict(subject, found))],
  ]
  for (const [by, fits] of steps) {
    const subject = choose(subjects.filter(fits))
    if (subject) return { subject, by }
  }
  return null
}

const hasTarget = ({ targetId }: Subject): boolean => targetId !== null

function meet(left: ReadonlySet<string>, right: ReadonlySet<string>): boolean {
  return [...left].some((value) => right.has(value))
}

function contradict(left: Identity, right: Identity): boolean {
  return left.serials.size > 0 && right.serials.size > 0 && !meet(left.serials, right.serials)
}

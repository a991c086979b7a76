import type { DeviceFacts } from '../../server/contract/collection.ts'
import { enterpriseOf, isBelow } from './oid.ts'
import { chassisOf, type PhysicalEntity } from './tables/entity.ts'
import type { SystemFacts } from './tables/system.ts'
import type { Condition, Reading, VendorProfile } from './vendors/schema.ts'

/** Everything that identification draws from. Pure data, so that it can be tried without a device. */
export interface Sighting {
  system: SystemFacts
  entities: PhysicalEntity[]
  /** Values of the scalars that the profiles ask for, decoded as text. */
  scalars: Map<string, string>
  /** Values of the columns that the profiles ask for, in the agent's order. */
  columns: Map<string, string[]>
}

export type Identity = Pick<DeviceFacts, 'vendor' | 'kind' | 'model' | 'softwareVersion' | 'serialNumbers'>

/** Standard objects that tell what a device is when no vendor's knowledge does. */
export const standardHints = {
  /** upsIdentManufacturer, upsIdentModel of UPS-MIB (RFC 1628). */
  upsManufacturer: '1.3.6.1.2.1.33.1.1.1.0',
  upsModel: '1.3.6.1.2.1.33.1.1.2.0',
  /** prtGeneralPrinterName, prtGeneralSerialNumber of Printer-MIB (RFC 3805). */
  printerName: '1.3.6.1.2.1.43.5.1.1.16.1',
  printerSerialNumber: '1.3.6.1.2.1.43.5.1.1.17.1',
  /** dot1dBaseNumPorts of BRIDGE-MIB (RFC 4188). */
  bridgePorts: '1.3.6.1.2.1.17.1.2.0',
} as const

/** Enterprises under which agents of many makers answer: net-snmp, UCD, and the misuse of 0. */
const sharedEnterprises = new Set([0, 8072, 2021])

/**
 * OIDs that must be read to recognise the vendor: none where sysObjectID names one that is known; else every sign that a
 * profile goes by.
 */
export function signsToRead(profiles: VendorProfile[], system: SystemFacts): string[] {
  const enterprise = enterpriseOf(system.objectId)
  const known = profiles.some((profile) => profile.recognise.some((sign) => sign.enterprise === enterprise))
  const open = enterprise === null || sharedEnterprises.has(enterprise) || !known
  const signs = profiles
    .flatMap((profile) => profile.recognise)
    .filter((sign) => (sign.enterprise === undefined ? open : sign.enterprise === enterprise))
    .flatMap((sign) => (sign.oid === undefined ? [] : [sign.oid]))
  return [...new Set([...signs, ...Object.values(standardHints)])]
}

/** The profile whose most specific sign fits; null when none does. */
export function recognise(profiles: VendorProfile[], sighting: Sighting): VendorProfile | null {
  let best: { profile: VendorProfile; weight: number } | null = null
  for (const profile of profiles)
    for (const sign of profile.recognise) {
      const weight = weightOf(sign)
      if ((best === null || weight > best.weight) && holds(sign, sighting, null)) best = { profile, weight }
    }
  return best?.profile ?? null
}

/** A value in a vendor's own tree says more than sysObjectID, and sysObjectID more than words. */
function weightOf(sign: Condition): number {
  return (
    (sign.oid === undefined ? 0 : 4) +
    (sign.objectId === undefined ? 0 : 3) +
    (sign.enterprise === undefined ? 0 : 2) +
    (sign.description === undefined ? 0 : 1)
  )
}

/** What a profile's readings need: scalars for GET, columns for a walk. */
export function readingsNeeded(
  profile: VendorProfile | null,
  sighting: Sighting,
): { scalars: string[]; columns: string[] } {
  const scalars = new Set<string>()
  const columns = new Set<string>()
  if (profile !== null) {
    const readings = [...profile.model, ...profile.softwareVersion, ...profile.serialNumbers]
    for (const reading of readings) {
      if (reading.when?.oid !== undefined) scalars.add(reading.when.oid)
      const { oid: _oid, pattern: _pattern, ...knownNow } = reading.when ?? {}
      if (!holds(knownNow, sighting, null)) continue
      if (reading.from === 'oid') scalars.add(reading.oid)
      if (reading.from === 'column') columns.add(reading.oid)
    }
    for (const { when } of [...profile.kind, ...(profile.sensors ?? [])])
      if (when?.oid !== undefined) scalars.add(when.oid)
  }
  return { scalars: [...scalars].filter((oid) => !sighting.scalars.has(oid)), columns: [...columns] }
}

/** Who made it and what it is: the vendor's knowledge first where there is any, then the standard MIBs. */
export function identify(profile: VendorProfile | null, sighting: Sighting): Identity {
  const chassis = chassisOf(sighting.entities)
  const model =
    firstOf(profile?.model ?? [], sighting) ??
    meaningful(chassis.find((one) => meaningful(one.model) !== null)?.model ?? null) ??
    meaningful(sighting.scalars.get(standardHints.upsModel) ?? null)
  return {
    vendor: vendorOf(profile, sighting, chassis),
    kind: kindOf(profile, sighting, model),
    model,
    softwareVersion:
      firstOf(profile?.softwareVersion ?? [], sighting) ??
      meaningful(chassis.find((one) => meaningful(one.softwareRevision) !== null)?.softwareRevision ?? null),
    serialNumbers: serialNumbersOf(profile, sighting, chassis),
  }
}

function vendorOf(
  profile: VendorProfile | null,
  sighting: Sighting,
  chassis: PhysicalEntity[],
): string | null {
  // A profile without a vendor is software that runs on anybody's hardware: the chassis says whose.
  return (
    profile?.vendor ??
    meaningful(chassis.find((one) => meaningful(one.manufacturer) !== null)?.manufacturer ?? null) ??
    meaningful(sighting.scalars.get(standardHints.upsManufacturer) ?? null)
  )
}

function kindOf(
  profile: VendorProfile | null,
  sighting: Sighting,
  model: string | null,
): DeviceFacts['kind'] {
  const rule = profile?.kind.find(({ when }) => when === undefined || holds(when, sighting, model))
  if (rule !== undefined) return rule.is
  if (
    sighting.scalars.has(standardHints.printerName) ||
    sighting.scalars.has(standardHints.printerSerialNumber)
  )
    return 'printer'
  if (sighting.scalars.has(standardHints.upsManufacturer) || sighting.scalars.has(standardHints.upsModel))
    return 'ups'
  // A bridge with this many ports is a switch whatever its vendor; a server's software bridge has fewer.
  if (Number(sighting.scalars.get(standardHints.bridgePorts) ?? 0) >= 4) return 'switch'
  const words = [sighting.system.description, ...chassisOf(sighting.entities).map((one) => one.description)]
  return words.some((text) => /\bstorage\b/i.test(text ?? '')) ? 'storage' : null
}

/** Of the chassis, all members of a stack; a vendor's own object only where its profile names one. */
function serialNumbersOf(
  profile: VendorProfile | null,
  sighting: Sighting,
  chassis: PhysicalEntity[],
): string[] {
  for (const reading of profile?.serialNumbers ?? []) {
    const serials = unique(valuesOf(reading, sighting).map(serialNumber))
    if (serials.length > 0) return serials
  }
  const standard = unique(chassis.map((one) => serialNumber(one.serialNumber)))
  return standard.length > 0
    ? standard
    : unique([serialNumber(sighting.scalars.get(standardHints.printerSerialNumber) ?? null)])
}

function firstOf(readings: Reading[], sighting: Sighting): string | null {
  for (const reading of readings)
    for (const value of valuesOf(reading, sighting)) {
      const good = meaningful(value)
      if (good !== null) return good
    }
  return null
}

function valuesOf(reading: Reading, sighting: Sighting): string[] {
  if (reading.when !== undefined && !holds(reading.when, sighting, null)) return []
  if (reading.from === 'constant') return [reading.value]
  const { pattern, as = '$1' } = reading
  return sourcesOf(reading, sighting).flatMap((source) => {
    if (source === null) return []
    if (pattern === undefined) return [source]
    const match = pattern.exec(source)
    if (match === null) return []
    const value =
      match.length > 1 ? as.replace(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? '') : match[0]
    return [value]
  })
}

function sourcesOf(reading: Exclude<Reading, { from: 'constant' }>, sighting: Sighting): (string | null)[] {
  switch (reading.from) {
    case 'oid':
      return [sighting.scalars.get(reading.oid) ?? null]
    case 'column':
      return sighting.columns.get(reading.oid) ?? []
    case 'chassis':
      return chassisOf(sighting.entities).map((one) => one[reading.field])
    case 'entity':
      return sighting.entities
        .filter((one) => reading.class === undefined || one.class === reading.class)
        .map((one) => one[reading.field])
    default:
      return [sighting.system[reading.from]]
  }
}

/** Whether a condition holds for what is known; `model` is null while it is not known yet. */
export function holds(condition: Condition, sighting: Sighting, model: string | null): boolean {
  const { objectId, description } = sighting.system
  if (condition.enterprise !== undefined && enterpriseOf(objectId) !== condition.enterprise) return false
  if (condition.objectId !== undefined) {
    const roots = typeof condition.objectId === 'string' ? [condition.objectId] : condition.objectId
    if (objectId === null || !roots.some((root) => objectId === root || isBelow(objectId, root))) return false
  }
  if (condition.description !== undefined && !condition.description.test(description ?? '')) return false
  if (condition.model !== undefined && !condition.model.test(model ?? '')) return false
  if (condition.oid !== undefined) {
    const value = sighting.scalars.get(condition.oid)
    if (value === undefined || condition.pattern?.test(value) === false) return false
  }
  return true
}

const meaningless =
  /^(n\/?a|none|null|nil|unknown|undefined|not (specified|available|applicable|set)|default string|to be filled.*|\?+|-+|\.+|0+|""|"|<[^>]*>)$/i

/** A text without padding and quotes; null for words that stand for nothing. */
function meaningful(text: string | null): string | null {
  const trimmed = text?.replace(/^["'\s]+|["'\s]+$/g, '').replace(/\s+/g, ' ') ?? ''
  return trimmed === '' || meaningless.test(trimmed) ? null : trimmed
}

/**
 * Serial numbers that makers and programs put in for want of one. They are not identities: two devices would become one.
 */
const placeholderSerial =
  /^(0*123456789?0?(abcdef)?|(.)\3+|0{6,}\d{0,2}|system serial number|serial( ?(no|number))?\.?|chassis serial number|sn|no asset.*|empty|invalid|error|fail(ed|ure)?|ff(:ff)*|(x+[-\s]?)+)$/i

/** A serial number that can be believed, or null. */
export function serialNumber(text: string | null): string | null {
  const value = meaningful(text)
  if (value === null || value.length < 4 || value.length > 64) return null
  if (placeholderSerial.test(value) || !/[0-9]/.test(value) || !/^[\x21-\x7e ]+$/.test(value)) return null
  return value
}

function unique(values: (string | null)[]): string[] {
  return [...new Set(values.filter((value): value is string => value !== null))]
}

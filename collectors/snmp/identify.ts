import type { DeviceFacts } from '../../server/contract/collection.ts'
import { enterpriseName, tidyName } from './enterprises/registry.ts'
import { enterpriseOf } from './oid.ts'
import { firstOf, objectsOf, valuesOf } from './readings.ts'
import { meaningful, serialNumber } from './serial-number.ts'
import { holds, type Sighting } from './sighting.ts'
import type { SystemFacts } from './tables/system.ts'
import { standardProfile, vendorProfiles } from './vendors/load.ts'
import type { Condition, Reading, VendorProfile } from './vendors/schema.ts'

export { holds, type Sighting } from './sighting.ts'

export type Identity = Pick<DeviceFacts, 'vendor' | 'kind' | 'model' | 'softwareVersion' | 'serialNumbers'>

/** upsIdentManufacturer of UPS-MIB (RFC 1628): the maker of a UPS behind another maker's network card. */
const upsManufacturer = '1.3.6.1.2.1.33.1.1.1.0'

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
  return [...new Set([...signs, upsManufacturer])]
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
    (sign.description === undefined && sign.contact === undefined ? 0 : 1)
  )
}

/** What the readings of a profile, and of the standard MIBs, need: scalars for GET, columns for a walk. */
export function readingsNeeded(
  profile: VendorProfile | null,
  sighting: Sighting,
): { scalars: string[]; columns: string[] } {
  const scalars = new Set<string>()
  const columns = new Set<string>()
  const fields = ['model', 'softwareVersion', 'serialNumbers', 'manufacturer'] as const
  for (const field of fields) {
    if (field === 'manufacturer' && profile !== null && profile.vendor !== null) continue
    for (const reading of [...(profile?.[field] ?? []), ...(standardProfile()[field] ?? [])]) {
      if (reading.when?.oid !== undefined) scalars.add(reading.when.oid)
      const { oid: _oid, pattern: _pattern, ...knownNow } = reading.when ?? {}
      if (!holds(knownNow, sighting, null)) continue
      const objects = objectsOf(reading, sighting.system.objectId)
      for (const oid of objects.scalars) scalars.add(oid)
      for (const oid of objects.columns) columns.add(oid)
      if (objects.scalars.length + objects.columns.length === 0 && isSettled(field, reading, sighting)) break
    }
  }
  for (const { when } of [
    ...(profile?.kind ?? []),
    ...standardProfile().kind,
    ...(profile?.sensors ?? []),
    ...(profile?.accessPoints ?? []),
  ])
    if (when?.oid !== undefined) scalars.add(when.oid)
  return { scalars: [...scalars].filter((oid) => !sighting.scalars.has(oid)), columns: [...columns] }
}

/** Whether what is known already answers, so that what stands behind this reading need not be asked for. */
function isSettled(
  field: 'model' | 'softwareVersion' | 'serialNumbers' | 'manufacturer',
  reading: Reading,
  sighting: Sighting,
): boolean {
  if (field === 'model') return modelOf([reading], sighting, null) !== null
  if (field === 'serialNumbers') return serialNumbersOf([reading], sighting).length > 0
  return firstOf([reading], sighting) !== null
}

/** Who made it and what it is: the vendor's knowledge first where there is any, then the standard MIBs. */
export function identify(profile: VendorProfile | null, sighting: Sighting): Identity {
  const standard = standardProfile()
  const softwareVersion = firstOf(
    [...(profile?.softwareVersion ?? []), ...standard.softwareVersion],
    sighting,
  )
  const model = modelOf([...(profile?.model ?? []), ...standard.model], sighting, softwareVersion)
  return {
    vendor: vendorOf(profile, sighting),
    kind: kindOf(profile, sighting, model),
    model,
    softwareVersion,
    serialNumbers: serialNumbersOf([...(profile?.serialNumbers ?? []), ...standard.serialNumbers], sighting),
  }
}

const looksLikeVersion = /^v?\d+(\.\d+){2,}[a-z]?$/i

/** Some agents give their software's version for a model. */
function modelOf(readings: Reading[], sighting: Sighting, softwareVersion: string | null): string | null {
  for (const reading of readings)
    for (const value of valuesOf(reading, sighting)) {
      const model = meaningful(value)
      if (model !== null && model !== softwareVersion && !looksLikeVersion.test(model)) return model
    }
  return null
}

/**
 * The profile's vendor. One without is software that runs on anybody's hardware: there, and where no profile fits, the
 * hardware says whose it is, then the registry of enterprise numbers.
 */
function vendorOf(profile: VendorProfile | null, sighting: Sighting): string | null {
  if (profile !== null && profile.vendor !== null) return profile.vendor
  const said = firstOf(
    [...(profile?.manufacturer ?? []), ...(standardProfile().manufacturer ?? [])],
    sighting,
  )
  if (said !== null) return nameAsSpoken(tidyName(said))
  const enterprise = enterpriseOf(sighting.system.objectId)
  if (profile !== null || enterprise === null || sharedEnterprises.has(enterprise)) return null
  const registered = enterpriseName(enterprise)
  return registered === null ? null : nameAsSpoken(registered)
}

/** Words of a company's name that people leave out. */
const trade =
  /^(.*[a-z]{4,}\S*) (?:technolog(?:y|ies)|(?:tele)?communications?|networks?|systems|computers?|electronics|software)$/i
/** What is left may be no name. */
const anyword =
  /^(?:advanced|computer|data|digital|first|general|global|integrated|intelligent|international|japan|micro|national|network|next|open|optical|power|smart|united|wireless)$/i

/** The name by which a profile knows a maker ("Cisco" for "Cisco Systems"); of others, what people say of it. */
function nameAsSpoken(name: string): string {
  const known = vendorProfiles().find(
    ({ vendor }) => vendor !== null && `${name} `.toLowerCase().startsWith(`${vendor} `.toLowerCase()),
  )
  if (known?.vendor != null) return known.vendor
  const short = trade.exec(name)?.[1]
  return short === undefined || anyword.test(short) ? name : short
}

function kindOf(
  profile: VendorProfile | null,
  sighting: Sighting,
  model: string | null,
): DeviceFacts['kind'] {
  const rules = [...(profile?.kind ?? []), ...standardProfile().kind]
  return rules.find(({ when }) => when === undefined || holds(when, sighting, model))?.is ?? null
}

/** Those of the first reading that gives any: all members of a stack. */
function serialNumbersOf(readings: Reading[], sighting: Sighting): string[] {
  for (const reading of readings) {
    const found = valuesOf(reading, sighting)
      .map(serialNumber)
      .filter((value): value is string => value !== null)
    if (found.length > 0) return [...new Set(found)]
  }
  return []
}

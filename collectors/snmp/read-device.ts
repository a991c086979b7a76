import type { Facts } from '../../server/contract/collection.ts'
import { identify, readingsNeeded, recognise, signsToRead, type Sighting } from './identify.ts'
import { rawTextsOf } from './raw-texts.ts'
import { readSensors } from './sensors/read-sensors.ts'
import { readAccessPoints } from './tables/access-points.ts'
import { readAddresses } from './tables/addresses.ts'
import { readArp } from './tables/arp.ts'
import { readForwarding } from './tables/bridge.ts'
import { readCdp } from './tables/cdp.ts'
import { componentsOf, readEntities } from './tables/entity.ts'
import { readInterfaces } from './tables/interfaces.ts'
import { readLinkIdentity } from './tables/link-identity.ts'
import { readLldp } from './tables/lldp.ts'
import { readSystem } from './tables/system.ts'
import { withGuesses } from './text.ts'
import { textOf } from './value.ts'
import { vendorProfiles } from './vendors/load.ts'
import type { VendorProfile } from './vendors/schema.ts'
import type { Visit } from './visit.ts'
import { walkColumns } from './walk.ts'

/** What is done one after the other; the names are the stages that the contract's `Job` shows. */
export const stages = [
  'connecting',
  'identifying',
  'interfaces',
  'addresses',
  'neighbours',
  'components',
  'sensors',
] as const
export type Stage = (typeof stages)[number]

export interface DeviceRead {
  facts: Facts
  interfacesComplete: boolean
  /** See `InterfacesRead`. */
  discontinuities: Map<number, number>
}

/** Reads all that is known to be of use from a device that answers. What is missing is stated in `visit.problems`. */
export async function readDevice(visit: Visit, enter: (stage: Stage) => void): Promise<DeviceRead> {
  return withGuesses(async (guesses) => {
    const { facts, ...read } = await readFacts(visit, enter)
    return { facts: { ...facts, rawTexts: rawTextsOf(facts, guesses) }, ...read }
  })
}

async function readFacts(visit: Visit, enter: (stage: Stage) => void): Promise<DeviceRead> {
  enter('identifying')
  const { sighting, profile } = await sight(visit)
  const identity = identify(profile, sighting)
  enter('interfaces')
  const { interfaces, complete, discontinuities } = await readInterfaces(visit)
  enter('addresses')
  const addresses = await readAddresses(visit)
  enter('neighbours')
  const link = await readLinkIdentity(visit)
  const neighbors = [
    ...(await readLldp(visit, interfaces, link.hasLldpV2)),
    ...(speaksCdp(identity.vendor) ? await readCdp(visit, interfaces) : []),
  ]
  const forwarding = link.isBridge ? await readForwarding(visit) : []
  const arp = await readArp(visit)
  enter('components')
  const components = componentsOf(sighting.entities)
  enter('sensors')
  const sensors = await readSensors(visit, profile, identity, { sighting, interfaces })
  const accessPoints = await readAccessPoints(visit, profile?.accessPoints ?? [], sighting, identity.model)
  const { system } = sighting
  return {
    facts: {
      device: {
        ...identity,
        name: system.name,
        location: system.location,
        contact: system.contact,
        description: system.description,
        objectId: system.objectId,
        uptimeSeconds: system.uptimeSeconds,
        engineId: null,
        chassisId: link.chassisId,
      },
      interfaces,
      addresses,
      neighbors,
      components,
      sensors,
      accessPoints,
      forwarding,
      arp,
      rawTexts: [],
    },
    interfacesComplete: complete,
    discontinuities,
  }
}

/** Cisco's own protocol; HPE's and Aruba's campus switches listen to it and keep CISCO-CDP-MIB as well. */
function speaksCdp(vendor: string | null): boolean {
  return vendor === 'Cisco' || vendor === 'HPE' || vendor === 'Aruba'
}

async function sight(visit: Visit): Promise<{ sighting: Sighting; profile: VendorProfile | null }> {
  const profiles = vendorProfiles()
  const system = await readSystem(visit)
  const [entities, scalars] = await Promise.all([
    readEntities(visit),
    getTexts(visit, signsToRead(profiles, system)),
  ])
  const sighting: Sighting = { system, entities, scalars, columns: new Map() }
  const profile = recognise(profiles, sighting)
  const needed = readingsNeeded(profile, sighting)
  const [more, columns] = await Promise.all([
    getTexts(visit, needed.scalars),
    walkColumns(visit, needed.columns, 'vendor objects'),
  ])
  for (const [oid, text] of more) scalars.set(oid, text)
  for (const { column, rows } of columns) {
    const texts = [...rows].map(([index, varbind]) => [index, textOf(varbind)] as const)
    sighting.columns.set(column, new Map(texts.filter((one): one is [string, string] => one[1] !== null)))
  }
  return { sighting, profile }
}

/** Scalars as text; the profiles ask only for objects whose syntax is text, an OID or a number. */
async function getTexts(visit: Visit, oids: string[]): Promise<Map<string, string>> {
  const texts = new Map<string, string>()
  for (const [oid, varbind] of await visit.get(oids)) {
    const text = textOf(varbind)
    if (text !== null) texts.set(oid, text)
  }
  return texts
}

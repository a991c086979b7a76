import type { SensorFacts } from '../../../server/contract/collection.ts'
import type { Identity } from '../identify.ts'
import { readEntitySensors } from '../tables/entity-sensors.ts'
import { readHostResources } from '../tables/host-resources.ts'
import { readUps } from '../tables/ups.ts'
import { readVendorSensors, type Named } from '../tables/vendor-sensors.ts'
import type { VendorProfile } from '../vendors/schema.ts'
import type { Visit } from '../visit.ts'
import { merged } from './merged.ts'

/** Sensors from the standard MIBs and from the vendor's own tables. */
export async function readSensors(
  visit: Visit,
  profile: VendorProfile | null,
  identity: Identity,
  named: Named,
): Promise<SensorFacts[]> {
  const standard = await readEntitySensors(visit, named.sighting.entities, identity.vendor)
  const own = await readVendorSensors(visit, profile?.sensors ?? [], named, identity.model)
  const ups = identity.kind === 'ups' ? await readUps(visit) : []
  const host = await readHostResources(visit)
  return merged([standard, own, ups, host])
}

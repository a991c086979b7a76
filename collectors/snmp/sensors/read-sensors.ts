import type { SensorFacts } from '../../../server/contract/collection.ts'
import type { Identity } from '../identify.ts'
import { readEntitySensors } from '../tables/entity-sensors.ts'
import { readEntityStates } from '../tables/entity-state.ts'
import { readHostResources } from '../tables/host-resources.ts'
import { readUcd } from '../tables/ucd.ts'
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
  const { entities } = named.sighting
  const standard = await readEntitySensors(visit, entities, identity.vendor)
  const own = await readVendorSensors(visit, profile?.sensors ?? [], named, identity.model)
  const states = await readEntityStates(visit, entities)
  const ups = identity.kind === 'ups' ? await readUps(visit) : []
  const host = await readHostResources(visit)
  const known = [...own, ...host]
  const ucd = await readUcd(visit, {
    cpu: !known.some((sensor) => sensor.kind === 'cpu'),
    memory: !known.some((sensor) => sensor.kind === 'memory'),
  })
  return merged([standard, own, states, ups, host, ucd])
}

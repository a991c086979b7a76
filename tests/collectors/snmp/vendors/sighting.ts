import { identify, recognise, type Identity, type Sighting } from '../../../../collectors/snmp/identify.ts'
import type { PhysicalEntity } from '../../../../collectors/snmp/tables/entity.ts'
import { vendorProfiles } from '../../../../collectors/snmp/vendors/load.ts'

export interface InventedDevice {
  objectId?: string
  description?: string
  entities?: Partial<PhysicalEntity>[]
  /** Scalars and single instances, by OID. */
  scalars?: Record<string, string>
  /** Column → index → value. */
  columns?: Record<string, Record<string, string>>
}

/** What is read from a device that answers with these values and nothing else. */
export function sighting(device: InventedDevice): Sighting {
  return {
    system: {
      description: device.description ?? null,
      objectId: device.objectId ?? null,
      name: null,
      contact: null,
      location: null,
      uptimeSeconds: null,
    },
    entities: (device.entities ?? []).map((entity, position) => ({
      index: position + 1,
      class: 'chassis',
      containedIn: 0,
      position: null,
      description: null,
      vendorType: null,
      name: null,
      hardwareRevision: null,
      firmwareRevision: null,
      softwareRevision: null,
      serialNumber: null,
      manufacturer: null,
      model: null,
      ...entity,
    })),
    scalars: new Map(Object.entries(device.scalars ?? {})),
    columns: new Map(
      Object.entries(device.columns ?? {}).map(([column, rows]) => [column, new Map(Object.entries(rows))]),
    ),
  }
}

/** What the shipped profiles make of it. */
export function identified(device: InventedDevice): Identity {
  const one = sighting(device)
  return identify(recognise(vendorProfiles(), one), one)
}

import type { Collection } from '../../contract/collection.ts'
import type { ObservationContext } from '../../domain/observed.ts'

const deviceSources: readonly string[] = ['snmp', 'redfish', 'agent'] satisfies ObservationContext['source'][]

/** The source of evidence that a collection's source is; null for those that say nothing about a device's identity. */
export function deviceSource(source: Collection['source']): ObservationContext['source'] | null {
  return deviceSources.includes(source) ? (source as ObservationContext['source']) : null
}

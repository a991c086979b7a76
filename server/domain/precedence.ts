import type { StateOf } from '../contract/state.ts'
import type { sources } from '../contract/entities/evidence.ts'

export type Source = StateOf<typeof sources>

/**
 * Which source is to be believed for which field of a device, best first (一数一源).
 *
 * What a machine stores about itself at the factory beats what people wrote down: serial number, vendor, model. What is
 * a decision of people beats what happens to be configured: name, kind, management address. Where a device stands is
 * best known by who stood before it; the network around it comes next, text typed into the device last.
 */
export const precedence = {
  serialNumber: ['redfish', 'snmp', 'agent', 'stock-take', 'declared', 'workbook'],
  vendor: ['redfish', 'snmp', 'agent', 'stock-take', 'declared', 'workbook'],
  model: ['redfish', 'snmp', 'agent', 'stock-take', 'declared', 'workbook'],
  softwareVersion: ['agent', 'snmp', 'redfish', 'declared', 'stock-take', 'workbook'],
  name: ['declared', 'agent', 'snmp', 'redfish', 'stock-take', 'workbook'],
  kind: ['declared', 'stock-take', 'snmp', 'redfish', 'agent', 'workbook'],
  managementAddress: ['declared', 'snmp', 'redfish', 'agent', 'workbook'],
  roomId: ['stock-take', 'declared', 'snmp-neighbours', 'snmp', 'workbook'],
} as const satisfies Record<string, readonly Source[]>

export type ComparedField = keyof typeof precedence
export const comparedFields = Object.keys(precedence) as ComparedField[]

/** Of the sources that have a value, the one that is believed most; null when none has. */
export function mostTrusted(field: ComparedField, having: Iterable<Source>): Source | null {
  const present = new Set(having)
  return precedence[field].find((source) => present.has(source)) ?? null
}

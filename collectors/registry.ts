import { snmpCollector } from './snmp/collector.ts'

/** Every collector by its source. Adding one is a folder and a line here. */
export const collectors = {
  snmp: snmpCollector,
} as const

import { createSnmpCollector } from './snmp/collector.ts'

/** Every source by its name, as a function of its own settings. Adding one is a folder and a line here. */
export const collectors = {
  snmp: createSnmpCollector,
} as const

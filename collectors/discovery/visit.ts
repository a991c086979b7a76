import { collectors } from '../registry.ts'
import type { DiscoveryTools } from './discover.ts'

/** Reads a device that answered, with the collector that will visit it from then on. */
export function visitFound(deadlineMs: number): DiscoveryTools['visit'] {
  const collector = collectors.snmp()
  return (target, by, signal) =>
    collector.collect({ id: null, ...target }, [by], {
      signal,
      onProgress: () => {},
      deadlineMs,
      now: () => new Date(),
    })
}

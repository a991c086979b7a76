import { numberOf, oidOf, textOf } from '../value.ts'
import type { Visit } from '../visit.ts'

/** The system group of SNMPv2-MIB (RFC 3418, 2), and the engine's own clock (RFC 3411, 5). */
const group = '1.3.6.1.2.1.1'
const oids = {
  description: `${group}.1.0`,
  objectId: `${group}.2.0`,
  uptime: `${group}.3.0`,
  contact: `${group}.4.0`,
  name: `${group}.5.0`,
  location: `${group}.6.0`,
  engineTime: '1.3.6.1.6.3.10.2.1.3.0',
} as const

export interface SystemFacts {
  description: string | null
  objectId: string | null
  name: string | null
  contact: string | null
  location: string | null
  uptimeSeconds: number | null
}

/** What a device is asked first; rejects like `Visit.bulk` when it does not answer. */
export const firstQuestion: readonly string[] = [oids.objectId, oids.uptime]

const wrapSeconds = 2 ** 32 / 100

export async function readSystem(visit: Visit): Promise<SystemFacts> {
  const values = await visit.get(Object.values(oids))
  const ticks = numberOf(values.get(oids.uptime))
  return {
    description: textOf(values.get(oids.description)),
    objectId: oidOf(values.get(oids.objectId)),
    name: textOf(values.get(oids.name)),
    contact: textOf(values.get(oids.contact)),
    location: textOf(values.get(oids.location)),
    uptimeSeconds: ticks === null ? null : uptimeSeconds(ticks, numberOf(values.get(oids.engineTime))),
  }
}

/**
 * sysUpTime wraps after 497 days; snmpEngineTime counts seconds and does not. It is believed only where it agrees with
 * sysUpTime modulo the wrap, because some agents count it from another start or let it become negative.
 */
export function uptimeSeconds(ticks: number, engineSeconds: number | null): number {
  const seconds = ticks / 100
  if (engineSeconds === null || engineSeconds <= seconds) return seconds
  const wraps = Math.round((engineSeconds - seconds) / wrapSeconds)
  const unwrapped = seconds + wraps * wrapSeconds
  return wraps > 0 && Math.abs(unwrapped - engineSeconds) < 300 ? unwrapped : seconds
}

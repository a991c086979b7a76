import { normalInterface, normalMac } from '../identity.ts'
import type { SightedPort } from './sighting.ts'

/** Finds the port of a device that a text from elsewhere means; null when none, or more than one, fits. */
export type PortLookup = (text: string) => SightedPort | null

/**
 * A neighbour names a port by ifName, ifDescr, MAC, ifAlias or number, whichever its LLDP or CDP chose
 * (IEEE 802.1AB-2005, 9.5.3). Tried in that order; a text that fits two ports at one step fits none there.
 */
export function portLookup(ports: readonly SightedPort[]): PortLookup {
  const steps: [keyOf: (port: SightedPort) => string | null, wanted: (text: string) => string | null][] = [
    [(port) => normalInterface(port.name), normalInterface],
    [(port) => port.description && normalInterface(port.description), normalInterface],
    [(port) => port.mac && normalMac(port.mac), normalMac],
    [(port) => port.alias && port.alias.trim(), (text) => text.trim()],
    [(port) => String(port.index), (text) => (/^\d+$/.test(text) ? text : null)],
    // `Eth-Trunk1.0`, `ge-0/0/1.0`: the unit of a port stands for the port.
    [(port) => normalInterface(port.name), (text) => /^(.+)\.0$/.exec(normalInterface(text))?.[1] ?? null],
    [(port) => position(port.name), position],
  ]
  const maps = steps.map(([keyOf]) => uniqueBy(ports, keyOf))
  return (text) => {
    for (const [step, [, wanted]] of steps.entries()) {
      const key = wanted(text)
      const port = key === null ? undefined : maps[step]!.get(key)
      if (port) return port
    }
    return null
  }
}

/** Slot and port behind an abbreviation that is not known: `Gig1/0/24` and `GE1/0/24` are both `g 1/0/24`. */
function position(name: string): string | null {
  const match = /^([a-z]).*?(\d+(?:\/\d+)+)$/.exec(normalInterface(name))
  return match ? `${match[1]} ${match[2]}` : null
}

function uniqueBy(
  ports: readonly SightedPort[],
  keyOf: (port: SightedPort) => string | null,
): Map<string, SightedPort | null> {
  const found = new Map<string, SightedPort | null>()
  for (const port of ports) {
    const key = keyOf(port)
    if (key) found.set(key, found.has(key) ? null : port)
  }
  return found
}

/** Whether a text reads like a port's name, not like a number, an address or a description that an agent made up. */
export function looksLikePortName(text: string): boolean {
  return /^[a-z][a-z -]*\d+(\/\d+)+(\.\d+)?$/i.test(text.trim())
}

import type { Sighting, SightedNeighbour, SightedPort } from '../../../../server/domain/topology/sighting.ts'
import type { Station } from '../../../../server/domain/topology/stations.ts'
import { mergeTopology, type MergedLink } from '../../../../server/domain/topology/merge.ts'

/* Networks made up for the tests, in few words. */

export const early = '2026-11-24T08:00:00.000Z'
export const late = '2026-11-24T09:00:00.000Z'

export const macOf = (station: number, port: number) =>
  `00:e0:fc:00:${station.toString(16).padStart(2, '0')}:${port.toString(16).padStart(2, '0')}`

export function ports(station: number, names: readonly string[]): SightedPort[] {
  return names.map((name, position) => ({
    index: position + 1,
    name,
    description: name,
    alias: null,
    mac: macOf(station, position + 1),
    type: 6,
  }))
}

/** A registered device `device:N` called `SW-N` with four ports, chassis MAC and management address of its own. */
export function station(
  number: number,
  sighting: Partial<Sighting> = {},
  more: Partial<Station> = {},
): Station {
  return {
    key: `device:${number}`,
    name: `SW-${number}`,
    managementAddress: `10.0.0.${number}`,
    seenAt: late,
    sighting: {
      chassisId: macOf(number, 0),
      name: `SW-${number}`,
      kind: 'switch',
      description: null,
      addresses: [`10.0.0.${number}`],
      ports: ports(
        number,
        [1, 2, 3, 4].map((port) => `GigabitEthernet0/0/${port}`),
      ),
      neighbours: [],
      learnt: [],
      arp: [],
      ...sighting,
    },
    ...more,
  }
}

/** On this port of ours, that port of station `number`, by LLDP with its chassis id. */
export function sees(
  port: number | string,
  number: number,
  remotePort: number | string | null,
  more: Partial<SightedNeighbour> = {},
): SightedNeighbour {
  const name = (of: number | string) => (typeof of === 'number' ? `GigabitEthernet0/0/${of}` : of)
  return {
    port: name(port),
    protocol: 'lldp',
    name: `SW-${number}`,
    remotePort: remotePort === null ? null : name(remotePort),
    chassisId: macOf(number, 0),
    address: null,
    description: null,
    ...more,
  }
}

/** `device:1 0/0/1 [lldp] — device:2 0/0/2 [lldp] conflict`. */
export function inWords({ a, b, conflict }: MergedLink): string {
  const end = ({ node, port, sees }: MergedLink['a']) =>
    `${node} ${port?.replace('GigabitEthernet', '') ?? '?'} [${[...sees].sort().join('+')}]`
  return `${end(a)} — ${end(b)}${conflict ? ` ${conflict}` : ''}`
}

export const merged = (stations: readonly Station[], firstSeenAt: string | null = early) =>
  mergeTopology(stations, () => firstSeenAt).links.map(inWords)

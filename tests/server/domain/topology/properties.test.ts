import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Station } from '../../../../server/domain/topology/stations.ts'
import { merged, sees, station } from './network.ts'

const count = 6
const portsEach = 4

/** Cables between free ports of six devices. */
const cables = fc
  .shuffledSubarray(
    Array.from({ length: count * portsEach }, (_, n) => ({
      device: Math.floor(n / portsEach) + 1,
      port: (n % portsEach) + 1,
    })),
    { minLength: 2 },
  )
  .map((ends) => {
    const found: [(typeof ends)[0], (typeof ends)[0]][] = []
    for (let n = 0; n + 1 < ends.length; n += 2)
      if (ends[n]!.device !== ends[n + 1]!.device) found.push([ends[n]!, ends[n + 1]!])
    return found
  })

/** How an end may name the other's port: rightly, by MAC or abbreviation, or not at all. */
const spellings = fc.infiniteStream(fc.constantFrom('name', 'mac', 'short'))

function network(
  cabling: [{ device: number; port: number }, { device: number; port: number }][],
  spelling: Iterator<string>,
): Station[] {
  const stations = Array.from({ length: count }, (_, n) => station(n + 1))
  const spelt = (device: number, port: number) => {
    const how = spelling.next().value
    const own = stations[device - 1]!.sighting!.ports[port - 1]!
    return how === 'mac' ? own.mac : how === 'short' ? `GE0/0/${port}` : own.name
  }
  for (const [one, other] of cabling) {
    stations[one.device - 1]!.sighting!.neighbours.push(
      sees(one.port, other.device, spelt(other.device, other.port)),
    )
    stations[other.device - 1]!.sighting!.neighbours.push(
      sees(other.port, one.device, spelt(one.device, one.port)),
    )
  }
  return stations
}

const end = ({ device, port }: { device: number; port: number }) => `device:${device} 0/0/${port} [lldp]`

test('what is plugged is what comes out: each cable once, with both ports, without conflicts', () => {
  fc.assert(
    fc.property(cables, spellings, (cabling, spelling) => {
      const expected = cabling.map((ends) => ends.map(end).sort().join(' — ')).sort()
      expect(merged(network(cabling, spelling)).sort()).toEqual(expected)
    }),
  )
})

test('neither the order of devices nor that of their neighbours matters', () => {
  fc.assert(
    fc.property(cables, spellings, fc.infiniteStream(fc.nat()), (cabling, spelling, random) => {
      const stations = network(cabling, spelling)
      // Faults as well: a stranger, and a neighbour that no longer is one.
      stations[0]!.sighting!.neighbours.push(sees(1, 99, 1), sees(2, 3, 2))
      const before = merged(stations)
      const shuffled = <T>(list: readonly T[]) =>
        list
          .map((item) => ({ item, rank: random.next().value }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ item }) => item)
      const after = shuffled(stations).map((one) => ({
        ...one,
        sighting: { ...one.sighting!, neighbours: shuffled(one.sighting!.neighbours) },
      }))
      expect(merged(after)).toEqual(before)
    }),
  )
})

test('either end alone gives the same link as both', () => {
  fc.assert(
    fc.property(cables, spellings, fc.integer({ min: 1, max: count }), (cabling, spelling, deaf) => {
      const stations = network(cabling, spelling)
      const withoutEnds = (words: string[]) =>
        words.map((text) => text.replaceAll(/ \[[a-z]*\]| one-sided/g, '')).sort()
      const both = withoutEnds(merged(stations))
      stations[deaf - 1]!.sighting!.neighbours = []
      expect(withoutEnds(merged(stations))).toEqual(both)
    }),
  )
})

import { expect, test } from 'vitest'
import { buildCity } from '../../../../seed/city/city.ts'
import { planNetwork } from '../../../../seed/city/simulation-plan.ts'
import { mergeTopology } from '../../../../server/domain/topology/merge.ts'
import { sightingOf } from '../../../../server/domain/topology/sighting.ts'
import type { Station } from '../../../../server/domain/topology/stations.ts'
import { simulatedVisit } from '../../collection/answers.ts'
import { early, late } from './network.ts'

/* The demonstration city: its cables come out as they were laid, and the planted faults are the only conflicts. */

const city = buildCity()
const { devices, faults } = planNetwork(city)
const strangers = new Set(
  city.network.simulated.filter(({ record }) => record.id === 0).map(({ record }) => record.assetTag),
)
const answering = new Set(devices.filter(({ answers }) => answers).map(({ key }) => key))
const keyOf = (key: string) => `${strangers.has(key) ? 'target' : 'device'}:${key}`

const stations = devices.map((device): Station => {
  const { facts } = simulatedVisit(device, { id: 1, address: device.address, port: device.port }, late)
  return {
    key: keyOf(device.key),
    name: device.name,
    managementAddress: device.managementAddress,
    seenAt: device.answers ? late : null,
    sighting: facts === null ? null : sightingOf(facts),
  }
})
const { links } = mergeTopology(stations, () => early)

test('the planted faults are marked, and beside them only what nobody declared', () => {
  const marked = links
    .filter(
      ({ conflict, a, b }) => conflict !== null && ![a, b].some(({ node }) => node.startsWith('target:')),
    )
    .map(
      ({ conflict, a, b }) =>
        `${conflict} ${[a, b]
          .map(({ node, port }) => `${node} ${port}`)
          .sort()
          .join(' ')}`,
    )
  const expected = faults.flatMap(({ kind, device, port, others }) =>
    others.map((other) => {
      const end = other.device === null ? 'unknown:00:0f:e2:4c:30:02' : keyOf(other.device)
      return `${kind} ${[`${keyOf(device)} ${port}`, `${end} ${other.port}`].sort().join(' ')}`
    }),
  )
  expect(marked.sort()).toEqual(expected.sort())
  const unregistered = links.filter(({ a, b }) => [a, b].some(({ node }) => node.startsWith('target:')))
  expect(unregistered).toHaveLength(strangers.size)
  expect(unregistered.every(({ conflict }) => conflict === 'unregistered')).toBe(true)
})

test('every cable between two devices that answer is a link with both its ports, storage by its address', () => {
  const crowded = faults.find(({ kind }) => kind === 'two-neighbours')!
  const misplaced = crowded.others[1]!.device
  const found = new Set(
    links.map(({ a, b }) =>
      [a, b]
        .map(({ node, port }) => `${node} ${port}`)
        .sort()
        .join(' '),
    ),
  )
  const cables = city.network.cabling.links
    .map((ends) => ends.map(({ device, port }) => ({ key: device.record.assetTag, port: port.name })))
    .filter((ends) => ends.every(({ key }) => answering.has(key) && key !== misplaced))
  expect(cables.length).toBeGreaterThan(600)
  const missing = cables.filter(
    (ends) =>
      !found.has(
        ends
          .map(({ key, port }) => `${keyOf(key)} ${port}`)
          .sort()
          .join(' '),
      ),
  )
  expect(missing).toEqual([])
  expect(
    links.filter(({ a, b }) => a.sees.has('fdb') !== b.sees.has('fdb') && a.sees.size + b.sees.size === 1)
      .length,
  ).toBeGreaterThan(50)
})

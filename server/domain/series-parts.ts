import type { AccessPointFacts, InterfaceFacts, SensorFacts } from '../contract/collection.ts'

/** Longest name of a part that samples take. */
const longest = 200

/**
 * Names under which interfaces' samples are kept, by ifIndex. ifIndex may change at a restart, so they go by name; where a
 * name is missing or repeats, the index is added.
 */
export function interfaceParts(
  interfaces: readonly Pick<InterfaceFacts, 'index' | 'name'>[],
): Map<number, string> {
  const uses = new Map<string, number>()
  for (const { name } of interfaces) if (name !== null) uses.set(name, (uses.get(name) ?? 0) + 1)
  return new Map(
    interfaces.map(({ index, name }) => {
      const part = name === null ? `#${index}` : (uses.get(name) ?? 0) > 1 ? `${name} #${index}` : name
      return [index, part.slice(0, longest)]
    }),
  )
}

/**
 * Names under which a device's sensors' samples are kept, in their order. The metric says the kind, so a name needs to be
 * the only one of its kind; where it repeats, its place among its likes is added.
 */
export function sensorParts(sensors: readonly Pick<SensorFacts, 'kind' | 'name'>[]): string[] {
  return uniqueNames(sensors.map(({ kind, name }) => ({ group: kind, name })))
}

/** The same for access points, by name, else by MAC. */
export function accessPointParts(accessPoints: readonly Pick<AccessPointFacts, 'name' | 'mac'>[]): string[] {
  return uniqueNames(accessPoints.map(({ name, mac }) => ({ group: '', name: name ?? mac })))
}

function uniqueNames(items: readonly { group: string; name: string | null }[]): string[] {
  const keyOf = (item: { group: string; name: string | null }) => `${item.group}\n${item.name ?? ''}`
  const uses = new Map<string, number>()
  for (const item of items) uses.set(keyOf(item), (uses.get(keyOf(item)) ?? 0) + 1)
  const places = new Map<string, number>()
  return items.map((item) => {
    const key = keyOf(item)
    const place = (places.get(key) ?? 0) + 1
    places.set(key, place)
    const suffix = item.name === null || (uses.get(key) ?? 0) > 1 ? `#${place}` : ''
    const name = (item.name ?? '').slice(0, longest - suffix.length - 1)
    return `${name} ${suffix}`.trim()
  })
}

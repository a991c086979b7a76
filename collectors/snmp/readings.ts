import { meaningful } from './serial-number.ts'
import { holds, type Sighting } from './sighting.ts'
import { chassisOf } from './tables/entity.ts'
import type { Reading } from './vendors/schema.ts'

/** The first value that means something. */
export function firstOf(readings: Reading[], sighting: Sighting): string | null {
  for (const reading of readings)
    for (const value of valuesOf(reading, sighting)) {
      const good = meaningful(value)
      if (good !== null) return good
    }
  return null
}

/** Characters of a text that patterns look at: a hostile agent can send 64 KiB, on which some would take minutes. */
const longestRead = 2048

/** All values that a reading finds, in the agent's order. */
export function valuesOf(reading: Reading, sighting: Sighting): string[] {
  if (reading.when !== undefined && !holds(reading.when, sighting, null)) return []
  if (reading.from === 'constant') return [reading.value]
  if (reading.from === 'joined') {
    const parts = reading.parts.map((part) => firstOf([part], sighting))
    return parts.some((part) => part === null) ? [] : [parts.join(reading.with)]
  }
  if (reading.from === 'objectId') {
    const model = modelOf(reading.models, sighting.system.objectId)
    return model === null ? [] : [model]
  }
  const { pattern, as = '$1' } = reading
  return sourcesOf(reading, sighting).flatMap((source) => {
    if (source === null) return []
    if (pattern === undefined) return [source]
    const match = pattern.exec(source.slice(0, longestRead))
    if (match === null) return []
    const value =
      match.length > 1 ? as.replace(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? '') : match[0]
    return [value]
  })
}

/** The entry of the object identifier itself or of the nearest node above it: some agents add to what their MIB assigns. */
function modelOf(models: Record<string, string>, objectId: string | null): string | null {
  for (let oid = objectId ?? ''; oid.includes('.'); oid = oid.slice(0, oid.lastIndexOf('.'))) {
    const model = models[oid]
    if (model !== undefined) return model
  }
  return null
}

type Sourced = Exclude<Reading, { from: 'constant' | 'joined' | 'objectId' }>

function sourcesOf(reading: Sourced, sighting: Sighting): (string | null)[] {
  switch (reading.from) {
    case 'oid':
      return [sighting.scalars.get(reading.oid) ?? null]
    case 'ownBranch': {
      const oid = ownBranch(reading, sighting.system.objectId)
      return [oid === null ? null : (sighting.scalars.get(oid) ?? null)]
    }
    case 'column': {
      const { where } = reading
      const others = where === undefined ? undefined : sighting.columns.get(where.column)
      return [...(sighting.columns.get(reading.oid) ?? [])]
        .filter(([index]) => reading.index?.test(index) !== false)
        .filter(([index]) => where === undefined || where.pattern.test(others?.get(index) ?? ''))
        .map(([, value]) => value)
    }
    case 'chassis':
      return chassisOf(sighting.entities).map((one) => one[reading.field])
    case 'entity':
      return sighting.entities
        .filter((one) => reading.class === undefined || one.class === reading.class)
        .filter(
          (one) => reading.where === undefined || reading.where.pattern.test(one[reading.where.field] ?? ''),
        )
        .map((one) => one[reading.field])
    default:
      return [sighting.system[reading.from]]
  }
}

function ownBranch(
  { below, up = 0 }: { below: string; up?: number },
  objectId: string | null,
): string | null {
  return objectId === null
    ? null
    : [...objectId.split('.').slice(0, up === 0 ? undefined : -up), below].join('.')
}

/** Scalars and columns that a reading looks at. */
export function objectsOf(
  reading: Reading,
  objectId: string | null,
): { scalars: string[]; columns: string[] } {
  switch (reading.from) {
    case 'ownBranch': {
      const oid = ownBranch(reading, objectId)
      return { scalars: oid === null ? [] : [oid], columns: [] }
    }
    case 'oid':
      return { scalars: [reading.oid], columns: [] }
    case 'column':
      return {
        scalars: [],
        columns: reading.where === undefined ? [reading.oid] : [reading.oid, reading.where.column],
      }
    case 'joined': {
      const parts = reading.parts.map((part) => objectsOf(part, objectId))
      return {
        scalars: parts.flatMap((part) => part.scalars),
        columns: parts.flatMap((part) => part.columns),
      }
    }
    default:
      return { scalars: [], columns: [] }
  }
}

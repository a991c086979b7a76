import type { ComponentFacts } from '../../../server/contract/collection.ts'
import { readTable, type Table } from '../table.ts'
import { numberOf, oidOf, textOf } from '../value.ts'
import type { Visit } from '../visit.ts'

/** entPhysicalTable of ENTITY-MIB (RFC 6933). */
const entPhysicalTable = {
  name: 'entPhysicalTable',
  entry: '1.3.6.1.2.1.47.1.1.1.1',
  columns: {
    description: 2,
    vendorType: 3,
    containedIn: 4,
    class: 5,
    position: 6,
    name: 7,
    hardwareRevision: 8,
    firmwareRevision: 9,
    softwareRevision: 10,
    serialNumber: 11,
    manufacturer: 12,
    model: 13,
  },
} as const

/** IANAPhysicalClass; 2 is "unknown". */
const classes: Record<number, ComponentFacts['class']> = {
  3: 'chassis',
  4: 'backplane',
  5: 'container',
  6: 'power-supply',
  7: 'fan',
  8: 'sensor',
  9: 'module',
  10: 'port',
  11: 'stack',
  12: 'cpu',
  14: 'battery',
  15: 'disk',
}

/** One row of entPhysicalTable. */
export interface PhysicalEntity {
  index: number
  class: ComponentFacts['class']
  containedIn: number
  position: number | null
  description: string | null
  vendorType: string | null
  name: string | null
  hardwareRevision: string | null
  firmwareRevision: string | null
  softwareRevision: string | null
  serialNumber: string | null
  manufacturer: string | null
  model: string | null
}

export async function readEntities(visit: Visit): Promise<PhysicalEntity[]> {
  return entitiesOf(await readTable(visit, entPhysicalTable))
}

export function entitiesOf(table: Table<keyof typeof entPhysicalTable.columns>): PhysicalEntity[] {
  return [...table.rows]
    .filter(([index]) => /^\d+$/.test(index))
    .map(([index, row]) => {
      const entity = {
        index: Number(index),
        class: classes[numberOf(row.class) ?? 2] ?? 'other',
        containedIn: numberOf(row.containedIn) ?? 0,
        position: numberOf(row.position),
        description: textOf(row.description),
        vendorType: oidOf(row.vendorType),
        name: textOf(row.name),
        hardwareRevision: textOf(row.hardwareRevision),
        firmwareRevision: textOf(row.firmwareRevision),
        softwareRevision: textOf(row.softwareRevision),
        serialNumber: textOf(row.serialNumber),
        manufacturer: textOf(row.manufacturer),
        model: textOf(row.model),
      }
      return { ...entity, class: trueClass(entity) }
    })
}

/** Some Huawei and Comware releases list power supplies and fans as modules; their names say what they are. */
function trueClass(entity: PhysicalEntity): ComponentFacts['class'] {
  if (entity.class !== 'module' && entity.class !== 'other') return entity.class
  const words = `${entity.name ?? ''} ${entity.description ?? ''}`
  if (/^\s*(PWR|PSU|POWER(?! over)|power supply)\b/i.test(words)) return 'power-supply'
  if (/^\s*(FAN|fan tray)\b/i.test(words)) return 'fan'
  if (isTransceiver(entity)) return 'transceiver'
  return entity.class
}

/** A line card names the plugs of its ports, too ("2-Port 10GBase LAN/WAN-SFP+"), but says how many there are. */
function isTransceiver({ name, description, serialNumber }: PhysicalEntity): boolean {
  if (serialNumber === null) return false
  const names = [name ?? '', description ?? '']
  if (names.some((text) => /\d[\s-]*(x|port|ports)\b/i.test(text))) return false
  return names.some((text) =>
    /\btransceiver\b|^\s*(SFP|QSFP|XFP|CFP|GBIC)|^\s*\d+G?BASE-?\w+|\b(SFP|QSFP\d*|XFP)\b.*\b(optic|module)/i.test(
      text,
    ),
  )
}

/**
 * The chassis: the top ones, so that a blade in a blade enclosure is not another asset. A stack may be a container with
 * its members' chassis inside (RFC 6933, "stack"; Comware). Agents that have no chassis are taken by what they do have.
 */
export function chassisOf(entities: PhysicalEntity[]): PhysicalEntity[] {
  const byIndex = new Map(entities.map((entity) => [entity.index, entity]))
  const chassis = entities.filter(
    (entity) => entity.class === 'chassis' && !hasAncestor(entity, 'chassis', byIndex),
  )
  if (chassis.length > 0) return chassis
  return standInsOf(entities, byIndex)
}

/** Where nothing is declared a chassis: what is called one, the members of the stack, else the outermost entity. */
function standInsOf(entities: PhysicalEntity[], byIndex: Map<number, PhysicalEntity>): PhysicalEntity[] {
  const identified = entities.filter((one) => one.serialNumber !== null || one.model !== null)
  const named = identified.filter((one) => /^chassis\b/i.test(one.name ?? ''))
  if (named.length > 0) return named
  const members = identified.filter((one) => byIndex.get(one.containedIn)?.class === 'stack')
  if (members.length > 0) return members
  const outermost = identified
    .filter((one) => !notAWhole.has(one.class) && !byIndex.has(one.containedIn))
    .sort((a, b) => a.index - b.index)[0]
  return outermost === undefined ? [] : [outermost]
}

/** Classes that are parts by their nature. */
const notAWhole = new Set<ComponentFacts['class']>([
  'power-supply',
  'fan',
  'sensor',
  'port',
  'transceiver',
  'disk',
  'memory',
  'cpu',
  'battery',
])

function hasAncestor(
  entity: PhysicalEntity,
  wanted: ComponentFacts['class'],
  byIndex: Map<number, PhysicalEntity>,
): boolean {
  const seen = new Set<number>([entity.index])
  for (
    let above = byIndex.get(entity.containedIn);
    above !== undefined;
    above = byIndex.get(above.containedIn)
  ) {
    if (seen.has(above.index)) return false
    seen.add(above.index)
    if (above.class === wanted) return true
  }
  return false
}

/** Classes that are listed only where they carry an identity of their own: a port is an interface already. */
const onlyWithIdentity = new Set<ComponentFacts['class']>([
  'port',
  'container',
  'sensor',
  'backplane',
  'other',
])

export function componentsOf(entities: PhysicalEntity[]): ComponentFacts[] {
  const byIndex = new Map(entities.map((entity) => [entity.index, entity]))
  return entities
    .filter(
      (entity) =>
        !onlyWithIdentity.has(entity.class) || entity.serialNumber !== null || entity.model !== null,
    )
    .map((entity) => ({
      class: entity.class === 'port' ? 'transceiver' : entity.class,
      name: entity.name ?? entity.description,
      model: entity.model,
      serialNumber: entity.serialNumber,
      softwareVersion: entity.softwareRevision,
      slot: slotOf(entity, byIndex),
    }))
}

/** Position in the nearest container, or in the parent where there is none. */
function slotOf(entity: PhysicalEntity, byIndex: Map<number, PhysicalEntity>): string | null {
  const parent = byIndex.get(entity.containedIn)
  const position = parent?.class === 'container' ? parent.position : entity.position
  return position === null || position < 0 ? null : String(position)
}

import type { DeviceState } from './device-state.ts'
import { wander } from './noise.ts'
import { physicalClasses } from './physical-tree.ts'
import type { PhysicalEntity } from './physical-tree.ts'
import { scalars, table } from './table.ts'
import type { Column, MibTable } from './table.ts'
import { text } from './text.ts'
import { gauge32, integer, oid, timeTicks, truthValue, zeroDotZero } from './value.ts'

/*
 * ENTITY-MIB (RFC 6933): entPhysicalTable and entAliasMappingTable; ENTITY-SENSOR-MIB (RFC 3433).
 */

interface EntityRow {
  entity: PhysicalEntity
  device: DeviceState
}

const says = (value: (row: EntityRow) => string) => (row: EntityRow) =>
  text(value(row), row.device.spec.encoding)

const entPhysicalEntry: readonly Column<EntityRow>[] = [
  { id: 2, read: says((row) => row.entity.description) },
  { id: 3, read: () => zeroDotZero },
  { id: 4, read: (row) => integer(row.entity.containedIn) },
  { id: 5, read: (row) => integer(physicalClasses[row.entity.class]) },
  { id: 6, read: (row) => integer(row.entity.position) },
  { id: 7, read: says((row) => row.entity.name) },
  { id: 8, read: says(() => '') },
  { id: 9, read: says(() => '') },
  { id: 10, read: says((row) => row.entity.softwareVersion) },
  { id: 11, read: says((row) => row.entity.serialNumber ?? row.device.serialNumber) },
  { id: 12, read: says((row) => (row.entity.class === 'chassis' ? row.device.spec.vendor : '')) },
  { id: 13, read: says((row) => row.entity.model) },
  { id: 14, read: says(() => '') },
  { id: 15, read: says(() => '') },
  { id: 16, read: (row) => truthValue(row.entity.replaceable) },
]

/** entAliasMappingIdentifier: the port's ifIndex instance. */
const entAliasMappingEntry: readonly Column<EntityRow>[] = [
  { id: 2, read: (row) => oid([1, 3, 6, 1, 2, 1, 2, 2, 1, 1, row.entity.interfaceIndex as number]) },
]

const entityGeneral: readonly Column<DeviceState>[] = [{ id: 1, read: () => timeTicks(0) }]

/** EntitySensorDataScale units(9); a sensor's value has no decimals here. */
const units = integer(9)
const sensorUnits: Record<6 | 8 | 10, string> = { 6: 'Watts', 8: 'Celsius', 10: 'RPM' }

interface SensorRow extends EntityRow {
  sensor: NonNullable<PhysicalEntity['sensor']>
}

const entPhySensorEntry: readonly Column<SensorRow>[] = [
  { id: 1, read: (row) => integer(row.sensor.type) },
  { id: 2, read: () => units },
  { id: 3, read: () => integer(0) },
  {
    id: 4,
    read: (row, at) =>
      integer(
        Math.round(
          wander(
            row.device.spec.noiseSeed,
            row.entity.name,
            row.sensor.mean,
            row.sensor.spread,
            at.epochSeconds,
          ),
        ),
      ),
  },
  { id: 5, read: () => integer(1) },
  { id: 6, read: (row) => text(sensorUnits[row.sensor.type], 'utf8') },
  { id: 7, read: (_row, at) => timeTicks(at.uptimeSeconds) },
  { id: 8, read: () => gauge32(10_000) },
]

export function entityTables(device: DeviceState, tree: readonly PhysicalEntity[]): MibTable[] {
  const rows = tree.map((entity) => ({ entity, device }))
  const index = (row: EntityRow) => [row.entity.index]
  return [
    table('1.3.6.1.2.1.47.1.1.1.1', entPhysicalEntry, rows, index),
    table(
      '1.3.6.1.2.1.47.1.3.2.1',
      entAliasMappingEntry,
      rows.filter((row) => row.entity.interfaceIndex !== null),
      (row) => [row.entity.index, 0],
    ),
    scalars('1.3.6.1.2.1.47.1.4', entityGeneral, device),
    table(
      '1.3.6.1.2.1.99.1.1.1',
      entPhySensorEntry,
      rows.flatMap((row) => (row.entity.sensor ? [{ ...row, sensor: row.entity.sensor }] : [])),
      index,
    ),
  ]
}

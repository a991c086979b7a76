import type { SimulatedModule } from '../spec.ts'
import type { DeviceState } from './device-state.ts'
import { kindNames, platformOf } from './kind.ts'
import type { Platform } from './kind.ts'

/*
 * What a device is made of, as ENTITY-MIB (RFC 6933) describes it: chassis (inside a stack where the vendor has it so),
 * modules, ports and sensors, each contained in another.
 */

/** IANAPhysicalClass. */
export const physicalClasses = {
  chassis: 3,
  'power-supply': 6,
  fan: 7,
  sensor: 8,
  module: 9,
  port: 10,
  stack: 11,
  cpu: 12,
  disk: 15,
} as const

export type PhysicalClass = keyof typeof physicalClasses

export interface PhysicalEntity {
  index: number
  containedIn: number
  class: PhysicalClass
  /** entPhysicalParentRelPos. */
  position: number
  name: string
  description: string
  model: string
  /** Null for the chassis, whose serial number can change. */
  serialNumber: string | null
  softwareVersion: string
  replaceable: boolean
  /** ifIndex of a port. */
  interfaceIndex: number | null
  sensor: Sensor | null
}

export interface Sensor {
  /** EntitySensorDataType of RFC 3433: celsius(8), rpm(10), watts(6). */
  type: 6 | 8 | 10
  mean: number
  spread: number
}

/** Memory and transceivers have no class of their own; they are modules whose description says what they are. */
const moduleClasses: Record<SimulatedModule['class'], PhysicalClass> = {
  module: 'module',
  'power-supply': 'power-supply',
  fan: 'fan',
  disk: 'disk',
  cpu: 'cpu',
  memory: 'module',
  transceiver: 'module',
}

const moduleWords: Record<SimulatedModule['class'], string> = {
  module: 'module',
  'power-supply': 'power supply',
  fan: 'fan',
  disk: 'disk drive',
  cpu: 'processor',
  memory: 'memory module',
  transceiver: 'transceiver',
}

/** Where vendors begin to count: VRP numbers by slot in the high bits, Comware puts the chassis into a stack. */
const firstIndex: Partial<Record<Platform, number>> = { vrp: 67_108_867 }

/** ethernetCsmacd, fibreChannel. */
const physicalPortTypes: readonly number[] = [6, 56]

export function physicalTree(device: DeviceState): PhysicalEntity[] {
  const { spec } = device
  const platform = platformOf(spec)
  const entities: PhysicalEntity[] = []
  const add = (
    one: Pick<PhysicalEntity, 'containedIn' | 'class' | 'position' | 'name' | 'description'> &
      Partial<PhysicalEntity>,
  ): PhysicalEntity => {
    const before = entities.at(-1)
    const entity: PhysicalEntity = {
      index: before ? before.index + 1 : (firstIndex[platform] ?? 1),
      model: '',
      serialNumber: '',
      softwareVersion: '',
      replaceable: false,
      interfaceIndex: null,
      sensor: null,
      ...one,
    }
    entities.push(entity)
    return entity
  }

  const stack =
    platform === 'comware' && spec.kind === 'switch'
      ? add({ containedIn: 0, class: 'stack', position: -1, name: 'Stack', description: 'H3C IRF stack' })
      : null
  const chassis = add({
    containedIn: stack?.index ?? 0,
    class: 'chassis',
    position: stack ? 1 : -1,
    name: spec.model,
    description: `${spec.vendor} ${spec.model} ${kindNames[spec.kind]}`,
    model: spec.model,
    serialNumber: null,
    softwareVersion: spec.softwareVersion ?? '',
    replaceable: true,
  })
  spec.modules.forEach((module, position) => {
    add({
      containedIn: chassis.index,
      class: moduleClasses[module.class],
      position: /^\d+$/u.test(module.slot) ? Number(module.slot) : position,
      name: module.name,
      description: `${module.name} ${moduleWords[module.class]}`,
      model: module.model,
      serialNumber: module.serialNumber,
      replaceable: true,
    })
  })
  device.interfaces
    .filter((one) => physicalPortTypes.includes(one.spec.type))
    .forEach((one, position) =>
      add({
        containedIn: chassis.index,
        class: 'port',
        position,
        name: one.spec.name,
        description: one.spec.name,
        interfaceIndex: one.spec.index,
      }),
    )
  if (!hasVendorSensors(platform)) for (const sensor of sensorsOf(device, entities, chassis)) add(sensor)
  return entities
}

/** VRP and Comware tell temperatures in their own tables instead of ENTITY-SENSOR-MIB. */
export const hasVendorSensors = (platform: Platform): boolean => platform === 'vrp' || platform === 'comware'

type SensorEntity = Pick<
  PhysicalEntity,
  'containedIn' | 'class' | 'position' | 'name' | 'description' | 'sensor'
>

function sensorsOf(
  device: DeviceState,
  entities: readonly PhysicalEntity[],
  chassis: PhysicalEntity,
): SensorEntity[] {
  const { kind } = device.spec
  const isComputer = kind === 'server' || kind === 'storage'
  const sensors: SensorEntity[] = [
    sensorEntity(chassis, isComputer ? 'Inlet Temp' : 'Chassis Temperature', {
      type: 8,
      mean: isComputer ? 24 : 38,
      spread: 3,
    }),
  ]
  for (const entity of entities) {
    if (entity.class === 'cpu')
      sensors.push(sensorEntity(entity, `${entity.name} Temp`, { type: 8, mean: 52, spread: 9 }))
    if (entity.class === 'fan')
      sensors.push(sensorEntity(entity, `${entity.name} Speed`, { type: 10, mean: 6_200, spread: 700 }))
    if (entity.class === 'power-supply')
      sensors.push(
        sensorEntity(entity, `${entity.name} Input Power`, {
          type: 6,
          mean: isComputer ? 145 : 60,
          spread: 25,
        }),
      )
  }
  return sensors
}

function sensorEntity(within: PhysicalEntity, name: string, sensor: Sensor): SensorEntity {
  return {
    containedIn: within.index,
    class: 'sensor',
    position: 0,
    name,
    description: `${name} sensor`,
    sensor,
  }
}

import { z } from 'zod'
import { AccessPointFacts, RadioFacts, SensorFacts } from '../../../server/contract/collection.ts'
import { deviceKinds } from '../../../server/contract/entities/device.ts'
import { valuesOf } from '../../../server/contract/state.ts'

/*
 * What is known of one vendor's equipment, as a data file that a network engineer can read and extend. Patterns are
 * regular expressions without regard to case; the first group (or all of the match) is the value.
 */

const dotted = z.string().regex(/^\d+(\.\d+)+$/, 'a dotted object identifier without a leading dot')
const pattern = z.string().transform((source, context) => {
  try {
    return new RegExp(source, 'is')
  } catch {
    context.addIssue({ code: 'custom', message: `not a regular expression: ${source}` })
    return z.NEVER
  }
})

/** All that is given must hold. */
export const Condition = z.strictObject({
  /** Private enterprise number of sysObjectID. */
  enterprise: z.int().optional(),
  /** sysObjectID is or lies below one of these. */
  objectId: z.union([dotted, z.array(dotted)]).optional(),
  /** sysDescr. */
  description: pattern.optional(),
  /** sysContact, where a maker ships its own. */
  contact: pattern.optional(),
  /** The model that was found; only for `kind` and `sensors`. */
  model: pattern.optional(),
  /** A value that the device gives for this OID, and what must be in it; without a pattern, that there is one. */
  oid: dotted.optional(),
  pattern: pattern.optional(),
})
export type Condition = z.infer<typeof Condition>

const shared = {
  when: Condition.optional(),
  pattern: pattern.optional(),
  /** How the value is put together from the groups of the pattern; `$1` unless said. */
  as: z.string().optional(),
}

export const entityFields = [
  'description',
  'name',
  'model',
  'softwareRevision',
  'firmwareRevision',
  'hardwareRevision',
  'serialNumber',
  'manufacturer',
] as const

const simpleReadings = [
  z.strictObject({ from: z.enum(['description', 'name', 'location', 'contact']), ...shared }),
  z.strictObject({ from: z.literal('oid'), oid: dotted, ...shared }),
  /**
   * All instances of a column, or those whose index fits, or where another column of the same table says something;
   * serial numbers take each of them, other values the first.
   */
  z.strictObject({
    from: z.literal('column'),
    oid: dotted,
    index: pattern.optional(),
    where: z.strictObject({ column: dotted, pattern }).optional(),
    ...shared,
  }),
  /** A field of the chassis of ENTITY-MIB. */
  z.strictObject({ from: z.literal('chassis'), field: z.enum(entityFields), ...shared }),
  /** A field of the first physical entity that has it: of one class, or with something in another field, if said. */
  z.strictObject({
    from: z.literal('entity'),
    field: z.enum(entityFields),
    class: z.string().optional(),
    where: z.strictObject({ field: z.enum(entityFields), pattern }).optional(),
    ...shared,
  }),
  /**
   * A scalar below sysObjectID itself, for makers that give each product a branch with the same objects: `below` goes
   * on from sysObjectID after its last `up` sub-identifiers are dropped.
   */
  z.strictObject({
    from: z.literal('ownBranch'),
    below: dotted,
    up: z.int().min(0).optional(),
    ...shared,
  }),
  /** What the vendor's MIB calls the product that sysObjectID names: object identifier → model. */
  z.strictObject({
    from: z.literal('objectId'),
    models: z.record(dotted, z.string()),
    when: Condition.optional(),
  }),
  /** The value itself, where the condition holds. */
  z.strictObject({ from: z.literal('constant'), value: z.string(), when: Condition.optional() }),
] as const

/** Where one value comes from. Readings are tried in order; the first that gives something counts. */
export const Reading = z.discriminatedUnion('from', [
  ...simpleReadings,
  /** Several values put together, where all of them are there. */
  z.strictObject({
    from: z.literal('joined'),
    parts: z.array(z.discriminatedUnion('from', [...simpleReadings])).min(2),
    with: z.string(),
    when: Condition.optional(),
  }),
])
export type Reading = z.infer<typeof Reading>

/**
 * Where a limit stands: a number that the vendor's documents state, in the sensor's unit; a scalar or single instance for a
 * sensor with `oid`; a column with the sensor's own index, or a scalar (ending in `.0`), for one with `column`. It is scaled
 * as the sensor's value is unless it says how.
 */
const beside = z.union([
  z.number(),
  dotted,
  /** Scaled in its own way. */
  z.strictObject({ at: dotted, factor: z.number(), milliwatts: z.boolean().optional() }),
])

/** Device value → status; what is not listed gives none. */
const statusStates = z.record(z.string(), SensorFacts.shape.status)

/** A vendor's own sensors: a scalar (`oid`) or a column of them. */
export const VendorSensor = z.strictObject({
  kind: SensorFacts.shape.kind,
  /** Stands before the row's name; empty where the rows name themselves fully. */
  name: z.string(),
  /** What the first number of the index is: an entPhysicalIndex or an ifIndex, whose name the row then has. */
  indexedBy: z.enum(['entity', 'interface', 'row']).optional(),
  oid: dotted.optional(),
  /** One column, or several of the same index of which the first with a number counts. */
  column: z.union([dotted, z.array(dotted).min(1)]).optional(),
  /** Another column, same index, that names the row. */
  nameColumn: dotted.optional(),
  /** What the numbers of that column stand for; the row's index makes such a name the row's own. */
  nameValues: z.record(z.string(), z.string()).optional(),
  /** Only rows where another column of the same index says something. */
  where: z.strictObject({ column: dotted, pattern }).optional(),
  /** Only rows whose index, dotted, fits. */
  index: pattern.optional(),
  unit: z.string().nullable(),
  /** The device's number times this is the value in `unit`. */
  factor: z.number().optional(),
  /** The device's number has this many decimals. */
  decimals: dotted.optional(),
  /** The value is a share of this whole, in per cent. */
  percentOf: dotted.optional(),
  /** The value and this together are a whole, of which the value's share is shown in per cent. */
  percentWith: dotted.optional(),
  /** The device tells what is free or idle: 100 less the value is shown. */
  complement: z.boolean().optional(),
  /** The device's number times `factor` is milliwatts; it is shown in dBm. */
  milliwatts: z.boolean().optional(),
  /** Device values that mean "none". */
  none: z.array(z.number()).optional(),
  /** Outside of these the device means "none"; in the sensor's unit. */
  least: z.number().optional(),
  most: z.number().optional(),
  /** Device value → status, for sensors that say a state rather than a number. */
  states: statusStates.optional(),
  /** A state that the device gives beside the number. */
  status: z.strictObject({ at: dotted, states: statusStates }).optional(),
  /** Limits that the device gives. */
  thresholds: z
    .strictObject({
      lowCritical: beside.optional(),
      lowWarning: beside.optional(),
      highWarning: beside.optional(),
      highCritical: beside.optional(),
    })
    .optional(),
  when: Condition.optional(),
})
export type VendorSensor = z.infer<typeof VendorSensor>

/** A wireless controller's table of access points, and the table of their radios. */
export const AccessPointTable = z.strictObject({
  name: dotted.optional(),
  /** A column, or `index` where the row's index is the MAC. */
  mac: z.union([z.literal('index'), dotted]).optional(),
  model: dotted.optional(),
  /** A column, or `index` where the row's index is the serial number as text. */
  serialNumber: z.union([z.literal('index'), dotted]).optional(),
  softwareVersion: dotted.optional(),
  address: dotted.optional(),
  group: dotted.optional(),
  location: dotted.optional(),
  /** Device value → state; what is not listed is unknown. Without it the controller lists only those that are online. */
  state: z
    .strictObject({ column: dotted, states: z.record(z.string(), AccessPointFacts.shape.state) })
    .optional(),
  /** Associated stations; without it the sum over the radios. */
  clients: dotted.optional(),
  /** Rows whose index begins with the access point's. */
  radios: z
    .strictObject({
      /** Without it, or where the value is not listed, the channel tells the band. */
      band: z
        .strictObject({ column: dotted, bands: z.record(z.string(), RadioFacts.shape.band.unwrap()) })
        .optional(),
      channel: dotted.optional(),
      powerDbm: dotted.optional(),
      clients: dotted.optional(),
      utilisationPercent: dotted.optional(),
    })
    .optional(),
  when: Condition.optional(),
})
export type AccessPointTable = z.infer<typeof AccessPointTable>

export const VendorProfile = z.strictObject({
  /** Common English name; null for software that runs on any vendor's hardware (net-snmp). */
  vendor: z.string().nullable(),
  /** The vendor's own MIB modules that its OIDs come from. */
  mibs: z.array(z.string()).optional(),
  recognise: z.array(Condition),
  /** Who made the hardware, where `vendor` is null. */
  manufacturer: z.array(Reading).optional(),
  model: z.array(Reading),
  softwareVersion: z.array(Reading),
  serialNumbers: z.array(Reading),
  kind: z.array(z.strictObject({ when: Condition.optional(), is: z.enum(valuesOf(deviceKinds)) })),
  sensors: z.array(VendorSensor).optional(),
  /** Tried in order; the first that lists any counts. */
  accessPoints: z.array(AccessPointTable).optional(),
})
export type VendorProfile = z.infer<typeof VendorProfile>

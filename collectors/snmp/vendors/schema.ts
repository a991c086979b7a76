import { z } from 'zod'
import { SensorFacts } from '../../../server/contract/collection.ts'
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

/** A vendor's own sensors: a scalar (`oid`) or a column of them. */
export const VendorSensor = z.strictObject({
  kind: SensorFacts.shape.kind,
  name: z.string(),
  /** `entity`: rows are indexed by entPhysicalIndex and named by that entity. */
  indexedBy: z.enum(['entity', 'row']).optional(),
  oid: dotted.optional(),
  column: dotted.optional(),
  /** Another column, same index, that names the row. */
  nameColumn: dotted.optional(),
  unit: z.string().nullable(),
  /** The device's number times this is the value in `unit`. */
  factor: z.number().optional(),
  /** Outside of these the device means "none". */
  least: z.number().optional(),
  most: z.number().optional(),
  /** Device value → status, for sensors that say a state rather than a number. */
  states: z.record(z.string(), z.enum(['ok', 'warning', 'critical', 'unknown'])).optional(),
  when: Condition.optional(),
})
export type VendorSensor = z.infer<typeof VendorSensor>

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
})
export type VendorProfile = z.infer<typeof VendorProfile>

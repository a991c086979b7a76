import { z } from 'zod'
import { valuesOf } from './state.ts'
import { deviceKinds } from './entities/device.ts'
import { problemCodes } from './problem.ts'

/*
 * What a collector brings back from one visit to one target. The names of facts are an interface that other programs
 * read (`citybase collect … --json`): they do not change. A value that the device does not give is null, never guessed.
 */

const textOrNull = z.string().nullable()
const countOrNull = z.number().nullable()

export const DeviceFacts = z.object({
  /** Common English name: Huawei, H3C, Ruijie, ZTE, Cisco, Dell … */
  vendor: textOrNull,
  kind: z.enum(valuesOf(deviceKinds)).nullable(),
  /** As its vendor writes it. */
  model: textOrNull,
  softwareVersion: textOrNull,
  /** Of the chassis; all members of a stack. */
  serialNumbers: z.array(z.string()),
  name: textOrNull,
  location: textOrNull,
  contact: textOrNull,
  description: textOrNull,
  /** sysObjectID, dotted. */
  objectId: textOrNull,
  uptimeSeconds: countOrNull,
})
export type DeviceFacts = z.infer<typeof DeviceFacts>

export const InterfaceFacts = z.object({
  /** ifIndex. */
  index: z.int(),
  /** ifName, or ifDescr where it is empty. */
  name: textOrNull,
  /** ifDescr. */
  description: textOrNull,
  /** ifAlias. */
  alias: textOrNull,
  /** IANAifType number. */
  type: z.int().nullable(),
  /** Lower-case, colon-separated. */
  mac: textOrNull,
  /** bit/s. */
  speedBps: countOrNull,
  adminUp: z.boolean().nullable(),
  operUp: z.boolean().nullable(),
  inOctets: countOrNull,
  outOctets: countOrNull,
  inUnicastPackets: countOrNull,
  outUnicastPackets: countOrNull,
  inErrors: countOrNull,
  outErrors: countOrNull,
  inDiscards: countOrNull,
  outDiscards: countOrNull,
  /** 64 when the octet counters come from ifXTable, 32 when only ifTable gives them. */
  counterBits: z.union([z.literal(32), z.literal(64)]).nullable(),
})
export type InterfaceFacts = z.infer<typeof InterfaceFacts>

export const AddressFacts = z.object({
  ip: z.string(),
  prefixLength: z.int().nullable(),
  interfaceIndex: z.int().nullable(),
})
export type AddressFacts = z.infer<typeof AddressFacts>

export const NeighborFacts = z.object({
  /** Name of the local port, as in `interfaces`. */
  localInterface: textOrNull,
  protocol: z.enum(['lldp', 'cdp']),
  remoteName: textOrNull,
  remotePort: textOrNull,
  remoteChassisId: textOrNull,
})
export type NeighborFacts = z.infer<typeof NeighborFacts>

export const ComponentFacts = z.object({
  /** entPhysicalClass by name. */
  class: z.enum([
    'chassis',
    'stack',
    'module',
    'power-supply',
    'fan',
    'sensor',
    'port',
    'container',
    'backplane',
    'cpu',
    'memory',
    'disk',
    'transceiver',
    'battery',
    'other',
  ]),
  name: textOrNull,
  model: textOrNull,
  serialNumber: textOrNull,
  softwareVersion: textOrNull,
  slot: textOrNull,
})
export type ComponentFacts = z.infer<typeof ComponentFacts>

export const SensorFacts = z.object({
  kind: z.enum([
    'temperature',
    'fan',
    'power-supply',
    'voltage',
    'current',
    'power',
    'humidity',
    'battery',
    'load',
    'cpu',
    'memory',
    'storage',
    'optical-power',
    'other',
  ]),
  name: textOrNull,
  value: countOrNull,
  /** °C, rpm, V, A, W, %, dBm, min … */
  unit: textOrNull,
  status: z.enum(['ok', 'warning', 'critical', 'unknown']),
})
export type SensorFacts = z.infer<typeof SensorFacts>

export const Facts = z.object({
  device: DeviceFacts,
  interfaces: z.array(InterfaceFacts),
  addresses: z.array(AddressFacts),
  neighbors: z.array(NeighborFacts),
  components: z.array(ComponentFacts),
  sensors: z.array(SensorFacts),
})
export type Facts = z.infer<typeof Facts>

/**
 * One measured value. A `counter` is a running total (its rate is worked out on arrival); a `gauge` stands for itself.
 */
export const Sample = z.object({
  /** `interface.in.octets`, `interface.out.octets`, `interface.in.errors`, `sensor.temperature`, `cpu.load` … */
  metric: z.string().max(80),
  /** What inside the device it belongs to: the interface's or sensor's name; empty for the device itself. */
  part: z.string().max(200),
  kind: z.enum(['counter', 'gauge']),
  value: z.number(),
  /** ISO 8601, UTC. */
  at: z.iso.datetime(),
  /** Width of a counter in bits; null for gauges. */
  bits: z.union([z.literal(32), z.literal(64)]).nullable(),
  /** `partial`: the table it came from broke off; `reset`: the device said that its counters began anew. */
  quality: z.enum(['good', 'partial', 'gap', 'reset']),
})
export type Sample = z.infer<typeof Sample>

/** Something that went wrong or was left out on the way; never an exception, always beside the data. */
export const Problem = z.object({
  code: z.enum(problemCodes),
  /** What it concerns: a table, an OID, a path. */
  about: z.string().nullable(),
  /** The library's or device's own words, for an expert. */
  detail: z.string().nullable(),
})
export type Problem = z.infer<typeof Problem>

export const collectionStatuses = ['complete', 'partial', 'failed'] as const

export const Collection = z
  .object({
    /** UUID made by the collector; a collection that arrives twice is stored once. */
    id: z.uuid(),
    source: z.enum(['snmp', 'redfish', 'agent', 'website', 'probe']),
    target: z.object({
      /** The ledger's target; null for a collection from the command line. */
      id: z.int().nullable(),
      address: z.string(),
      port: z.int(),
    }),
    startedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime(),
    /** `failed`: the device gave nothing; `partial`: some of what was asked for is missing, `problems` says what. */
    status: z.enum(collectionStatuses),
    /** Null when the device did not answer. */
    facts: Facts.nullable(),
    samples: z.array(Sample),
    problems: z.array(Problem),
  })
  .meta({ id: 'Collection' })
export type Collection = z.infer<typeof Collection>

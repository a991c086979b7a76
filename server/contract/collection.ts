import { z } from 'zod'
import { valuesOf } from './state.ts'
import { deviceKinds } from './entities/device.ts'
import { problemCodes } from './problem.ts'
import { accessPointStates, sensorStatuses } from './sensor.ts'

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
  /** snmpEngineID (RFC 3411, 5), lower-case hexadecimal without separators. */
  engineId: textOrNull.default(null),
  /** What its neighbours see as its chassis: lldpLocChassisId, else dot1dBaseBridgeAddress; a MAC as in `interfaces`. */
  chassisId: textOrNull.default(null),
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
  /** A management address that the neighbour announces. */
  remoteAddress: textOrNull.default(null),
  /** What the neighbour says it is: lldpRemSysDesc, cdpCachePlatform. */
  remoteDescription: textOrNull.default(null),
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

/** Limits that the device itself gives for a sensor, in the sensor's unit; null where it gives none. */
export const SensorThresholds = z.object({
  lowCritical: countOrNull,
  lowWarning: countOrNull,
  highWarning: countOrNull,
  highCritical: countOrNull,
})
export type SensorThresholds = z.infer<typeof SensorThresholds>

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
  /** What the device says itself, else what its thresholds say of the value; `unknown` without either. */
  status: z.enum(valuesOf(sensorStatuses)),
  thresholds: SensorThresholds.nullable().default(null),
})
export type SensorFacts = z.infer<typeof SensorFacts>

export const RadioFacts = z.object({
  band: z.enum(['2.4GHz', '5GHz', '6GHz']).nullable(),
  channel: z.int().nullable(),
  powerDbm: countOrNull,
  clients: countOrNull,
  /** Share of air time in use, in per cent. */
  utilisationPercent: countOrNull,
})
export type RadioFacts = z.infer<typeof RadioFacts>

/** An access point as its wireless controller sees it. */
export const AccessPointFacts = z.object({
  name: textOrNull,
  /** Lower-case, colon-separated. */
  mac: textOrNull,
  model: textOrNull,
  serialNumber: textOrNull,
  softwareVersion: textOrNull,
  address: textOrNull,
  group: textOrNull,
  location: textOrNull,
  state: z.enum(valuesOf(accessPointStates)),
  /** Associated stations. */
  clients: countOrNull,
  radios: z.array(RadioFacts),
})
export type AccessPointFacts = z.infer<typeof AccessPointFacts>

/** One learnt address of a bridge: dot1qTpFdbTable, else dot1dTpFdbTable. */
export const ForwardingFacts = z.object({
  mac: z.string(),
  /** ifIndex behind the bridge port. */
  interfaceIndex: z.int().nullable(),
  vlan: z.int().nullable(),
})
export type ForwardingFacts = z.infer<typeof ForwardingFacts>

/** One entry of ipNetToPhysicalTable or ipNetToMediaTable (ARP, neighbour discovery). */
export const ArpFacts = z.object({ ip: z.string(), mac: z.string(), interfaceIndex: z.int().nullable() })
export type ArpFacts = z.infer<typeof ArpFacts>

/** The octets of a text that was not plain UTF-8, so that nothing is lost when a guess was wrong. */
export const RawText = z.object({
  /** Path in the facts: `device.location`, `interfaces.7.alias`. */
  path: z.string(),
  hex: z.string(),
  decodedAs: z.enum(['gb18030', 'hex']),
})
export type RawText = z.infer<typeof RawText>

export const Facts = z.object({
  device: DeviceFacts,
  interfaces: z.array(InterfaceFacts),
  addresses: z.array(AddressFacts),
  neighbors: z.array(NeighborFacts),
  components: z.array(ComponentFacts),
  sensors: z.array(SensorFacts),
  /** Of a wireless controller. */
  accessPoints: z.array(AccessPointFacts).default([]),
  forwarding: z.array(ForwardingFacts).default([]),
  arp: z.array(ArpFacts).default([]),
  rawTexts: z.array(RawText).default([]),
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

/** What a visit cost the device and the network. */
export const CollectionLoad = z.object({
  /** Datagrams sent and received. */
  packetsSent: z.int(),
  packetsReceived: z.int(),
  octetsSent: z.int(),
  octetsReceived: z.int(),
  variables: z.int(),
  timeouts: z.int(),
  /** The shortest round trip of the visit, in milliseconds: the network's share of every answer. */
  roundTripMilliseconds: countOrNull,
  /** Time that the device worked on answers: how long they were waited for, overlapping waits once, less the network's share. */
  deviceMilliseconds: z.number(),
})
export type CollectionLoad = z.infer<typeof CollectionLoad>

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
    /** The ledger's credential that the device answered to; null from the command line or without an answer. */
    credentialId: z.int().nullable().default(null),
    load: CollectionLoad.nullable().default(null),
  })
  .meta({ id: 'Collection' })
export type Collection = z.infer<typeof Collection>

import { randomUUID } from 'node:crypto'
import type {
  Collection,
  DeviceFacts,
  Facts,
  InterfaceFacts,
  Sample,
} from '../../../server/contract/collection.ts'
import { chassisMac } from '../../../seed/simulation/mib/chassis.ts'
import type { SimulatedDevice } from '../../../seed/simulation/spec.ts'

/*
 * Collections as a collector would bring them, without a network: `anAnswer(target, { device: { … } })` is a complete
 * visit, `noAnswer(target)` one to which nothing came.
 */

interface Visited {
  id: number
  address: string
  port: number
}

type Parts = Partial<Omit<Facts, 'device'>> & { device?: Partial<DeviceFacts> }

export function someFacts({ device, ...parts }: Parts = {}): Facts {
  return {
    device: {
      vendor: 'Huawei',
      kind: 'switch',
      model: 'S5720-28X-LI-AC',
      softwareVersion: null,
      serialNumbers: [],
      name: null,
      location: null,
      contact: null,
      description: null,
      objectId: null,
      uptimeSeconds: 1000,
      engineId: null,
      chassisId: null,
      ...device,
    },
    interfaces: [],
    addresses: [],
    neighbors: [],
    components: [],
    sensors: [],
    accessPoints: [],
    forwarding: [],
    arp: [],
    rawTexts: [],
    ...parts,
  }
}

export function anInterface(fields: Partial<InterfaceFacts> = {}): InterfaceFacts {
  return {
    index: 1,
    name: 'GigabitEthernet0/0/1',
    description: null,
    alias: null,
    type: 6,
    mac: null,
    speedBps: 1e9,
    adminUp: true,
    operUp: true,
    inOctets: 0,
    outOctets: 0,
    inUnicastPackets: 0,
    outUnicastPackets: 0,
    inErrors: 0,
    outErrors: 0,
    inDiscards: 0,
    outDiscards: 0,
    counterBits: 64,
    ...fields,
  }
}

const minuteBefore = (at: string) => new Date(Date.parse(at) - 60_000).toISOString()

/** @param at when the visit ended */
export function anAnswer(
  target: Visited,
  parts: Parts = {},
  at = '2026-11-23T08:00:00.000Z',
  more: Partial<Collection> = {},
): Collection {
  return {
    id: randomUUID(),
    source: 'snmp',
    target: { id: target.id, address: target.address, port: target.port },
    startedAt: minuteBefore(at),
    finishedAt: at,
    status: 'complete',
    facts: someFacts(parts),
    samples: [],
    problems: [],
    credentialId: null,
    load: null,
    ...more,
  }
}

export function noAnswer(target: Visited, at: string, more: Partial<Collection> = {}): Collection {
  return {
    ...anAnswer(target, {}, at),
    status: 'failed',
    facts: null,
    problems: [{ code: 'no-answer', about: null, detail: null }],
    ...more,
  }
}

/** What a simulated device of the city would be collected as. */
export function simulatedVisit(device: SimulatedDevice, target: Visited, at: string): Collection {
  if (!device.answers) return noAnswer(target, at)
  const interfaces = device.interfaces.map((port) =>
    anInterface({
      index: port.index,
      name: port.name,
      alias: port.alias,
      type: port.type,
      mac: port.mac,
      speedBps: port.speedMbps * 1e6,
      adminUp: port.adminUp,
      operUp: port.operUp,
      inOctets: Math.round(port.meanInMbps * 1e6),
      outOctets: Math.round(port.meanOutMbps * 1e6),
    }),
  )
  const indexOf = (port: string) => device.interfaces.find(({ name }) => name === port)?.index ?? null
  const facts: Parts = {
    device: {
      vendor: device.vendor,
      kind: device.kind,
      model: device.model,
      softwareVersion: device.softwareVersion,
      serialNumbers: [device.serialNumber],
      name: device.name,
      location: device.location,
      contact: device.contact,
      uptimeSeconds: device.uptimeSeconds,
      chassisId: chassisMac(device),
    },
    interfaces,
    addresses: [{ ip: device.managementAddress, prefixLength: device.prefixLength, interfaceIndex: 1 }],
    neighbors: device.neighbours.map((neighbour) => ({
      localInterface: neighbour.localInterface,
      protocol: 'lldp',
      remoteName: neighbour.remoteName,
      remotePort: neighbour.remoteInterface,
      remoteChassisId: neighbour.remoteChassisMac,
      remoteAddress: neighbour.remoteAddress,
      remoteDescription: neighbour.remoteDescription,
    })),
    forwarding: device.learnt.map(({ port, mac, vlan }) => ({ mac, vlan, interfaceIndex: indexOf(port) })),
    arp: device.resolved.map(({ port, ip, mac }) => ({ ip, mac, interfaceIndex: indexOf(port) })),
    components: device.modules.map((part) => ({ ...part, softwareVersion: null })),
  }
  return anAnswer(target, facts, at, { samples: samplesOf(interfaces, device.uptimeSeconds, at) })
}

function samplesOf(interfaces: readonly InterfaceFacts[], uptimeSeconds: number, at: string): Sample[] {
  const counters = [
    ['interface.in.octets', 'inOctets'],
    ['interface.out.octets', 'outOctets'],
    ['interface.in.errors', 'inErrors'],
    ['interface.out.errors', 'outErrors'],
    ['interface.in.discards', 'inDiscards'],
    ['interface.out.discards', 'outDiscards'],
  ] as const
  const samples: Sample[] = [
    {
      metric: 'device.uptime',
      part: '',
      kind: 'gauge',
      value: uptimeSeconds,
      at,
      bits: null,
      quality: 'good',
    },
  ]
  for (const port of interfaces) {
    for (const [metric, key] of counters) {
      const common = { metric, part: port.name ?? '', at, bits: 64, quality: 'good' } as const
      samples.push({ ...common, kind: 'counter', value: port[key] ?? 0 })
    }
  }
  return samples
}

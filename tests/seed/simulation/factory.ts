import type {
  SimulatedDevice,
  SimulatedInterface,
  SimulatedNeighbour,
} from '../../../seed/simulation/spec.ts'
import { chassisMac } from '../../../seed/simulation/mib/chassis.ts'

let made = 0
/** Test files run beside each other, and so may whole test runs: each has a network of its own. */
const network = `127.${100 + (process.pid % 100)}.${Number(process.env['VITEST_POOL_ID'] ?? 0) % 250}`

export function port(index: number, change: Partial<SimulatedInterface> = {}): SimulatedInterface {
  return {
    index,
    name: `GigabitEthernet0/0/${index}`,
    alias: `to-${index}`,
    type: 6,
    mac: `02:00:00:00:00:${index.toString(16).padStart(2, '0')}`,
    speedMbps: 1_000,
    adminUp: true,
    operUp: true,
    meanInMbps: 120,
    meanOutMbps: 40,
    ...change,
  }
}

/** A device on loopback; every call takes another address. Ports of this folder's tests: 22000 to 22999. */
export function device(change: Partial<SimulatedDevice> = {}): SimulatedDevice {
  made += 1
  const number = made
  return {
    key: `JZ-${number}`,
    address: `${network}.${number % 250}`,
    port: 22_000 + number,
    community: 'citybase-demo',
    answers: true,
    vendor: 'Huawei',
    kind: 'switch',
    model: 'S5720-52X-LI-AC',
    softwareVersion: 'V200R011C10SPC600',
    serialNumber: `2102350${number}`,
    name: `SW-${number}`,
    location: 'A-101 R03 U20',
    contact: '0416-1234567',
    managementAddress: `10.21.0.${number % 250}`,
    prefixLength: 24,
    encoding: 'utf8',
    interfaces: [1, 2, 3, 4].map((index) =>
      port(index, { mac: `02:00:00:00:${number.toString(16).padStart(2, '0')}:0${index}` }),
    ),
    neighbours: [],
    learnt: [],
    resolved: [],
    modules: [
      { class: 'power-supply', name: 'PWR1', model: 'PAC-150WA', serialNumber: 'P1', slot: '1' },
      { class: 'fan', name: 'FAN1', model: 'FAN-023A', serialNumber: 'F1', slot: '1' },
    ],
    uptimeSeconds: 86_400 * 20,
    noiseSeed: 1_000 + number,
    ...change,
  }
}

/** Links two devices by a cable; both ends know of it. */
export function link(a: SimulatedDevice, portOfA: string, b: SimulatedDevice, portOfB: string): void {
  const end = (local: string, remote: SimulatedDevice, remoteInterface: string): SimulatedNeighbour => ({
    localInterface: local,
    remoteKey: remote.key,
    remoteName: remote.name,
    remoteChassisMac: chassisMac(remote),
    remoteInterface,
    remoteAddress: remote.managementAddress,
    remoteDescription: null,
  })
  a.neighbours.push(end(portOfA, b, portOfB))
  b.neighbours.push(end(portOfB, a, portOfA))
}

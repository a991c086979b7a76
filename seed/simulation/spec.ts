/**
 * What one simulated device says over SNMP, in the field's terms. The city decides it (`seed/city/`), the simulation
 * turns it into OIDs and answers on loopback (`seed/simulation/`).
 */
export interface SimulatedDevice {
  /** Unique and stable across runs: the ledger's asset tag, or a made-up tag for devices that nobody declared. */
  key: string
  /** Where it answers. */
  address: string
  port: number
  community: string
  /** False for a planted silent device: it is in the plan but answers nothing. */
  answers: boolean
  vendor: string
  kind:
    | 'server'
    | 'storage'
    | 'switch'
    | 'router'
    | 'firewall'
    | 'load-balancer'
    | 'wireless-controller'
    | 'access-point'
  model: string
  softwareVersion: string | null
  serialNumber: string
  /** sysName, sysLocation, sysContact. */
  name: string
  location: string
  contact: string
  /** Address of the device on its own network, as its address table says (10.x …), with its prefix. */
  managementAddress: string
  prefixLength: number
  /** Text goes over the wire in this encoding: old Chinese equipment sends GB18030. */
  encoding: 'utf8' | 'gb18030'
  interfaces: SimulatedInterface[]
  neighbours: SimulatedNeighbour[]
  /** Addresses that a bridge has learnt. */
  learnt: LearntAddress[]
  /** The ARP cache of what routes. */
  resolved: ResolvedAddress[]
  modules: SimulatedModule[]
  /** Of a wireless controller. */
  accessPoints?: SimulatedAccessPoint[]
  /** Seconds that the device had been up when the simulation started. */
  uptimeSeconds: number
  /** Seed of everything that varies with time (traffic, temperature), so that runs look alike. */
  noiseSeed: number
}

export interface SimulatedInterface {
  index: number
  name: string
  alias: string
  /** IANAifType: 6 ethernetCsmacd, 24 softwareLoopback, 53 propVirtual, 56 fibreChannel … */
  type: number
  mac: string
  speedMbps: number
  adminUp: boolean
  operUp: boolean
  /** Mean traffic over the day; it follows a daily curve with noise. */
  meanInMbps: number
  meanOutMbps: number
}

/** One LLDP neighbour; the other end says the same of us, unless a fault of the cabling is planted. */
export interface SimulatedNeighbour {
  localInterface: string
  /** Null for what is no device of the simulation. */
  remoteKey: string | null
  remoteName: string
  /** The other end's chassis address: the MAC of its first interface that has one (`chassisMac` in `mib/chassis.ts`). */
  remoteChassisMac: string
  remoteInterface: string
  /** The management address that the other end announces. */
  remoteAddress: string | null
  /** lldpRemSysDesc; null where it announces none. */
  remoteDescription: string | null
}

export interface LearntAddress {
  /** Name of the interface. */
  port: string
  mac: string
  vlan: number
}

export interface ResolvedAddress {
  /** Name of the interface. */
  port: string
  ip: string
  mac: string
}

export interface SimulatedModule {
  class: 'module' | 'power-supply' | 'fan' | 'disk' | 'cpu' | 'memory' | 'transceiver'
  name: string
  model: string
  serialNumber: string
  slot: string
}

export interface SimulatedAccessPoint {
  name: string
  mac: string
  model: string
  serialNumber: string
  address: string
  group: string
  online: boolean
}

import type { SimulatedDevice } from '../spec.ts'

export type Kind = SimulatedDevice['kind']

/** How devices of a kind call themselves in descriptions. */
export const kindNames: Record<Kind, string> = {
  server: 'Server',
  storage: 'Storage System',
  switch: 'Switch',
  router: 'Router',
  firewall: 'Firewall',
  'load-balancer': 'Load Balancer',
  'wireless-controller': 'Wireless Access Controller',
  'access-point': 'Access Point',
}

/**
 * sysServices (RFC 3418): 2 to the power of layer-1, for layers 2 bridge, 3 gateway, 4 host, 7 applications.
 */
export const kindServices: Record<Kind, number> = {
  server: 72,
  storage: 72,
  switch: 6,
  router: 78,
  firewall: 76,
  'load-balancer': 76,
  'wireless-controller': 78,
  'access-point': 2,
}

const forwarding: readonly Kind[] = ['router', 'firewall', 'load-balancer', 'switch']

export const forwardsPackets = (kind: Kind): boolean => forwarding.includes(kind)

/** Servers, and storage that runs a common operating system, answer with net-snmp or Microsoft's agent. */
export type Platform = 'vrp' | 'comware' | 'rgos' | 'zxr10' | 'ios' | 'linux' | 'windows' | 'appliance'

const networkPlatforms: Record<string, Platform> = {
  huawei: 'vrp',
  h3c: 'comware',
  ruijie: 'rgos',
  zte: 'zxr10',
  cisco: 'ios',
}

export function platformOf(device: SimulatedDevice): Platform {
  if (device.kind === 'server') return /windows/iu.test(device.softwareVersion ?? '') ? 'windows' : 'linux'
  if (device.kind === 'storage') return 'appliance'
  return networkPlatforms[device.vendor.toLowerCase()] ?? 'appliance'
}

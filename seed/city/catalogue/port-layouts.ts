/** IANAifType numbers (https://www.iana.org/assignments/ianaiftype-mib). */
export const interfaceTypes = { ethernet: 6, loopback: 24, virtual: 53, vlan: 136, fibreChannel: 56 } as const

/** A run of ports that are numbered one after the other: `prefix` and a number from `first` to `last`. */
export interface PortRun {
  prefix: string
  first: number
  last: number
  speedMbps: number
  type?: number
}

/**
 * How the ports of a device are called in its own command line and ifDescr. `runs` are the ports for cables, the
 * fastest (the uplinks) in `uplinks`; `management` is the virtual interface that carries the management address.
 */
export interface PortLayout {
  runs: PortRun[]
  uplinks: PortRun[]
  management: { name: string; type: number; speedMbps: number } | null
  /** ifIndex of the first port; Catalyst switches count from 10101. */
  firstIndex: number
}

const vlanif1 = { name: 'Vlanif1', type: interfaceTypes.virtual, speedMbps: 1000 }
const vlanInterface1 = { name: 'Vlan-interface1', type: interfaceTypes.vlan, speedMbps: 1000 }
const vlan1 = { name: 'VLAN 1', type: interfaceTypes.vlan, speedMbps: 1000 }
const ciscoVlan1 = { name: 'Vlan1', type: interfaceTypes.virtual, speedMbps: 1000 }

const run = (prefix: string, first: number, last: number, speedMbps: number, type?: number): PortRun => ({
  prefix,
  first,
  last,
  speedMbps,
  ...(type === undefined ? {} : { type }),
})

const layout = (
  runs: PortRun[],
  uplinks: PortRun[] = [],
  management: PortLayout['management'] = null,
  firstIndex = 1,
): PortLayout => ({ runs, uplinks, management, firstIndex })

export const portLayouts = {
  huaweiFast24: layout(
    [run('Ethernet0/0/', 1, 24, 100)],
    [run('GigabitEthernet0/0/', 1, 4, 1000)],
    vlanif1,
    5,
  ),
  huawei24: layout(
    [run('GigabitEthernet0/0/', 1, 20, 1000)],
    [run('GigabitEthernet0/0/', 21, 24, 1000)],
    vlanif1,
    5,
  ),
  huawei24x: layout(
    [run('GigabitEthernet0/0/', 1, 24, 1000)],
    [run('XGigabitEthernet0/1/', 1, 4, 10000)],
    vlanif1,
    5,
  ),
  huawei48x: layout(
    [run('GigabitEthernet0/0/', 1, 48, 1000)],
    [run('XGigabitEthernet0/0/', 1, 4, 10000)],
    vlanif1,
    5,
  ),
  huaweiChassis: layout(
    [run('GigabitEthernet1/0/', 0, 47, 1000)],
    [run('XGigabitEthernet3/0/', 0, 3, 10000)],
    vlanif1,
    6,
  ),
  huaweiRouter: layout(
    [run('GigabitEthernet2/0/', 0, 7, 1000)],
    [run('GigabitEthernet0/0/', 0, 2, 1000)],
    null,
    3,
  ),
  huaweiFirewall: layout(
    [run('GigabitEthernet1/0/', 0, 6, 1000)],
    [run('GigabitEthernet0/0/', 0, 0, 1000)],
    null,
    4,
  ),
  huaweiAccessPoint: layout([], [run('GigabitEthernet0/0/', 0, 0, 1000)], vlanif1, 3),
  h3cFast24: layout(
    [run('Ethernet1/0/', 1, 24, 100)],
    [run('GigabitEthernet1/0/', 25, 28, 1000)],
    vlanInterface1,
  ),
  h3c24: layout(
    [run('GigabitEthernet1/0/', 1, 24, 1000)],
    [run('GigabitEthernet1/0/', 25, 28, 1000)],
    vlanInterface1,
  ),
  h3c24x: layout(
    [run('GigabitEthernet1/0/', 1, 24, 1000)],
    [run('Ten-GigabitEthernet1/0/', 25, 28, 10000)],
    vlanInterface1,
  ),
  h3c48x: layout(
    [run('GigabitEthernet1/0/', 1, 48, 1000)],
    [run('Ten-GigabitEthernet1/0/', 49, 52, 10000)],
    vlanInterface1,
  ),
  h3cChassis: layout(
    [run('GigabitEthernet2/0/', 1, 48, 1000)],
    [run('Ten-GigabitEthernet3/0/', 1, 4, 10000)],
    vlanInterface1,
  ),
  h3cRouter: layout([run('GigabitEthernet2/', 0, 7, 1000)], [run('GigabitEthernet0/', 0, 2, 1000)]),
  h3cFirewall: layout([run('GigabitEthernet1/0/', 1, 8, 1000)], [run('GigabitEthernet1/0/', 0, 0, 1000)]),
  h3cAccessPoint: layout([], [run('GigabitEthernet1/0/', 1, 1, 1000)], vlanInterface1),
  ruijieFast24: layout(
    [run('FastEthernet 0/', 1, 24, 100)],
    [run('GigabitEthernet 0/', 25, 26, 1000)],
    vlan1,
  ),
  ruijie24: layout(
    [run('GigabitEthernet 0/', 1, 24, 1000)],
    [run('GigabitEthernet 0/', 25, 28, 1000)],
    vlan1,
  ),
  ruijie24x: layout(
    [run('GigabitEthernet 0/', 1, 24, 1000)],
    [run('TenGigabitEthernet 0/', 25, 28, 10000)],
    vlan1,
  ),
  ruijieChassis: layout(
    [run('GigabitEthernet 1/', 1, 48, 1000)],
    [run('TenGigabitEthernet 3/', 1, 4, 10000)],
    vlan1,
  ),
  ruijieRouter: layout([run('GigabitEthernet 1/', 0, 7, 1000)], [run('GigabitEthernet 0/', 0, 2, 1000)]),
  ruijieFirewall: layout([run('GigabitEthernet 0/', 1, 7, 1000)], [run('GigabitEthernet 0/', 0, 0, 1000)]),
  ruijieAccessPoint: layout([], [run('GigabitEthernet 0/', 1, 1, 1000)], {
    name: 'BVI 1',
    type: interfaceTypes.virtual,
    speedMbps: 1000,
  }),
  ciscoFast24: layout(
    [run('FastEthernet0/', 1, 24, 100)],
    [run('GigabitEthernet0/', 1, 2, 1000)],
    ciscoVlan1,
    10001,
  ),
  cisco24: layout(
    [run('GigabitEthernet1/0/', 1, 20, 1000)],
    [run('GigabitEthernet1/0/', 21, 24, 1000)],
    ciscoVlan1,
    10101,
  ),
  ciscoChassis: layout(
    [run('GigabitEthernet2/', 1, 48, 1000)],
    [run('TenGigabitEthernet1/', 1, 4, 10000)],
    ciscoVlan1,
  ),
  ciscoRouter: layout([run('GigabitEthernet1/', 0, 7, 1000)], [run('GigabitEthernet0/', 0, 2, 1000)]),
  ciscoFirewall: layout([run('GigabitEthernet0/', 1, 5, 1000)], [run('GigabitEthernet0/', 0, 0, 1000)]),
  zte24: layout([run('gei_1/', 1, 24, 1000)], [run('gei_2/', 1, 4, 1000)], {
    name: 'vlan1',
    type: interfaceTypes.vlan,
    speedMbps: 1000,
  }),
  zteChassis: layout([run('gei_1/', 1, 48, 1000)], [run('xgei_3/', 1, 4, 10000)], {
    name: 'vlan1',
    type: interfaceTypes.vlan,
    speedMbps: 1000,
  }),
  appliance: layout([run('eth', 1, 7, 1000)], [run('eth', 0, 0, 1000)]),
  hillstone: layout([run('ethernet0/', 1, 9, 1000)], [run('ethernet0/', 0, 0, 1000)]),
  serverEth: layout([run('eth', 2, 3, 1000)], [run('eth', 0, 1, 1000)]),
  serverEm: layout([run('em', 3, 4, 1000)], [run('em', 1, 2, 1000)]),
  serverEno: layout([run('eno', 3, 4, 1000)], [run('eno', 1, 2, 1000)]),
  serverEns: layout([run('eno', 1, 2, 1000)], [run('ens1f', 0, 1, 10000)]),
  storageEth: layout([run('fc', 0, 3, 8000, interfaceTypes.fibreChannel)], [run('eth', 0, 1, 1000)]),
  netapp: layout([run('e0', 3, 4, 1000)], [run('e0', 1, 2, 1000)]),
} as const satisfies Record<string, PortLayout>

export type PortLayoutName = keyof typeof portLayouts

/** NetApp letters its ports: e0a, e0b …; everybody else numbers them. */
export function portName(layoutName: PortLayoutName, { prefix }: PortRun, number: number): string {
  return layoutName === 'netapp' ? `${prefix}${' abcdefgh'[number]}` : `${prefix}${number}`
}

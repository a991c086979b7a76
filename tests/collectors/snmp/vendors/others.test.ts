import { expect, test } from 'vitest'
import { identified, type InventedDevice } from './sighting.ts'

const upsMaker = '1.3.6.1.2.1.33.1.1.1.0'
const upsModel = '1.3.6.1.2.1.33.1.1.2.0'

const security: [string, InventedDevice, object][] = [
  [
    'Hillstone',
    {
      objectId: '1.3.6.1.4.1.28557.1.99',
      description: 'Hillstone Security Appliance SG-6000-E2300',
      scalars: {
        '1.3.6.1.4.1.28557.2.2.1.1.0': '2601234567891234',
        '1.3.6.1.4.1.28557.2.2.1.2.0': 'Version 5.5R8P9',
      },
    },
    {
      kind: 'firewall',
      model: 'SG-6000-E2300',
      softwareVersion: '5.5R8P9',
      serialNumbers: ['2601234567891234'],
    },
  ],
  [
    'Topsec',
    {
      objectId: '1.3.6.1.4.1.14331.1.4',
      description: 'firewall',
      scalars: {
        '1.3.6.1.4.1.14331.5.5.1.3.1.0': '"Q999047999',
        '1.3.6.1.4.1.14331.5.5.1.3.2.0': '"NGFW4000-UF(TG-5130)',
        '1.3.6.1.4.1.14331.5.5.1.3.5.0': '3.3.020',
      },
    },
    {
      kind: 'firewall',
      model: 'NGFW4000-UF(TG-5130)',
      softwareVersion: '3.3.020',
      serialNumbers: ['Q999047999'],
    },
  ],
  [
    'Venustech',
    {
      objectId: '1.3.6.1.4.1.15227.9.1.2',
      description: 'FIREWALL',
      scalars: {
        '1.3.6.1.4.1.15227.200.1.3.0': '0a1b2c3d4e5f6071',
        '1.3.6.1.4.1.15227.200.1.4.0': '天清汉马USG防火墙V2.6 USG-FW-310DP',
        '1.3.6.1.4.1.15227.200.1.5.0': 'V2.6',
      },
    },
    { kind: 'firewall', model: 'USG-FW-310DP', softwareVersion: 'V2.6', serialNumbers: ['0a1b2c3d4e5f6071'] },
  ],
  [
    'Leadsec',
    {
      objectId: '1.3.6.1.4.1.9833.1.1.1',
      description: 'FIREWALL',
      scalars: {
        '1.3.6.1.4.1.9833.1.3.3.0': 'b0c1d2e3f4a59687',
        '1.3.6.1.4.1.9833.1.3.4.0': '网御防火墙 PowerV-3220',
        '1.3.6.1.4.1.9833.1.3.5.0': 'V3.1',
      },
    },
    { kind: 'firewall', model: 'PowerV-3220', softwareVersion: 'V3.1', serialNumbers: ['b0c1d2e3f4a59687'] },
  ],
  [
    'Array Networks',
    {
      objectId: '1.3.6.1.4.1.7564',
      description:
        'Hardware: Array APV 3650 Intel(R) Xeon(R) CPU- Software: ArrayOS Rel.APV.8.6.1.99 build on Mon Jan 6 2020',
      scalars: { '1.3.6.1.4.1.7564.3.1.0': '0437A3345200000999' },
    },
    {
      kind: 'load-balancer',
      model: 'APV 3650',
      softwareVersion: 'APV.8.6.1.99',
      serialNumbers: ['0437A3345200000999'],
    },
  ],
  ['Netentsec', { objectId: '1.3.6.1.4.1.37157.1', description: 'NF' }, { kind: 'firewall' }],
  ['QiAnXin', { objectId: '1.3.6.1.4.1.47646.3', description: 'NSG' }, { kind: 'firewall' }],
  ['DBAPPSecurity', { objectId: '1.3.6.1.4.1.38384.1', description: 'WAF' }, { kind: 'firewall' }],
  ['Westone', { objectId: '1.3.6.1.4.1.28880.2', description: 'SSL VPN' }, { kind: 'firewall' }],
]

const power: [string, InventedDevice, object][] = [
  [
    'Kehua',
    {
      objectId: '1.3.6.1.4.1.935',
      description: 'SNMP adapter',
      scalars: { [upsMaker]: '厦门科华恒盛', [upsModel]: 'KR33-100K' },
    },
    { kind: 'ups', model: 'KR33-100K' },
  ],
  [
    'KSTAR',
    { objectId: '1.3.6.1.4.1.48578.1', scalars: { [upsModel]: 'YDC3340' } },
    { kind: 'ups', model: 'YDC3340' },
  ],
  ['INVT', { objectId: '1.3.6.1.4.1.8072.3.2.10', scalars: { [upsMaker]: 'INVT' } }, { kind: 'ups' }],
  ['East Power', { objectId: '1.3.6.1.4.1.40614.2', scalars: { [upsMaker]: 'EAST' } }, { kind: 'ups' }],
  [
    'Delta Electronics',
    {
      objectId: '1.3.6.1.4.1.2254.2.4',
      scalars: { '1.3.6.1.4.1.2254.2.4.1.2.0': 'HPH-40K', '1.3.6.1.4.1.2254.2.4.1.3.0': '1.2.3' },
    },
    { kind: 'ups', model: 'HPH-40K', softwareVersion: '1.2.3' },
  ],
  ['Envicool', { objectId: '1.3.6.1.4.1.44001.1', description: 'CyberMate' }, { kind: 'environment' }],
]

const others: [string, InventedDevice, object][] = [
  [
    'Hikvision',
    {
      objectId: '1.3.6.1.4.1.50001',
      description: 'Hikvision company products',
      scalars: { '1.3.6.1.4.1.50001.1.3.0': '1620190101CCRRD99999999WCVU' },
    },
    { kind: 'other', serialNumbers: ['1620190101CCRRD99999999WCVU'] },
  ],
  [
    'Dahua',
    {
      objectId: '1.3.6.1.4.1.1004849.3.2.1',
      description: 'camera at the gate',
      scalars: {
        '1.3.6.1.4.1.1004849.2.1.1.1.0': '2.800.0000.16',
        '1.3.6.1.4.1.1004849.2.1.2.4.0': '5A09999PAJ00001',
        '1.3.6.1.4.1.1004849.2.1.2.6.0': 'DH-IPC-HFW4433M',
      },
    },
    {
      kind: 'camera',
      model: 'DH-IPC-HFW4433M',
      softwareVersion: '2.800.0000.16',
      serialNumbers: ['5A09999PAJ00001'],
    },
  ],
  ['Uniview', { objectId: '1.3.6.1.4.1.39747.1', description: 'IPC' }, { kind: 'camera' }],
  ['MacroSAN', { objectId: '1.3.6.1.4.1.35904.1', description: 'MS3000' }, { kind: 'storage' }],
  ['TOYOU', { objectId: '1.3.6.1.4.1.42347.1', description: 'iSUM' }, { kind: 'storage' }],
  ['Sugon', { objectId: '1.3.6.1.4.1.27500.1', description: 'BMC' }, { kind: 'server' }],
  ['Inspur', { objectId: '1.3.6.1.4.1.48797.1', description: 'CN8200' }, { kind: 'switch' }],
  ['Inspur', { objectId: '1.3.6.1.4.1.37945.2', description: 'NF5280' }, { kind: 'server' }],
]

test.each([...security, ...power, ...others])('%s: %j', (vendor, device, expected) => {
  expect(identified(device)).toMatchObject({ vendor, ...expected })
})

test.each([
  ['4.19.90-25.10.v2101.ky10.aarch64', 'Kylin V10, 4.19.90-25.10.v2101.ky10.aarch64'],
  ['5.10.0-153.12.0.92.oe2203sp2.x86_64', 'openEuler, 5.10.0-153.12.0.92.oe2203sp2.x86_64'],
  ['4.19.90-2305.1.0.0199.56.uel20.x86_64', 'UOS, 4.19.90-2305.1.0.0199.56.uel20.x86_64'],
  ['5.10.0-30-amd64', '5.10.0-30-amd64'],
])('a Linux kernel %s is %s', (kernel, softwareVersion) => {
  const description = `Linux app-01 ${kernel} #1 SMP Mon Jan 4 17:34:28 CST 2021`
  expect(identified({ objectId: '1.3.6.1.4.1.8072.3.2.10', description })).toMatchObject({
    vendor: null,
    kind: 'server',
    softwareVersion,
  })
})

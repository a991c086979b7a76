import { afterEach, describe, expect, test } from 'vitest'
import type { Facts } from '../../../server/contract/collection.ts'
import type { Varbind } from '../../../collectors/snmp/varbind.ts'
import { answering, startAgent, switchMib, type TestAgent } from '../support/agent.ts'
import { codesOf, collectFrom } from '../support/collect.ts'

let agent: TestAgent | undefined
afterEach(() => agent?.close())

/** What a switch with six ports and these further objects is read as. */
async function collectWith(more: Varbind[], options = {}) {
  agent = await startAgent(answering([...more, ...switchMib(6)]))
  const collection = await collectFrom(agent.port, options)
  return { facts: collection.facts as Facts, codes: codesOf(collection) }
}

const integer = (oid: string, value: number): Varbind => ({ oid, type: 'integer', value })
const octets = (oid: string, value: string | number[]): Varbind => ({
  oid,
  type: 'octets',
  value: typeof value === 'string' ? Buffer.from(value) : Uint8Array.from(value),
})

const chassis = [0x00, 0x1b, 0xc4, 0xe3, 0x77, 0x01]

/** One row of lldpRemTable, or with `shift` 1 of lldpV2RemTable. */
function lldpNeighbour(entry: string, index: string, shift: number, port: Varbind[] = []): Varbind[] {
  const column = (id: number) => `${entry}.${id + shift}.${index}`
  return [
    integer(column(4), 4),
    octets(column(5), chassis),
    ...(port.length > 0 ? port : [integer(column(6), 5), octets(column(7), 'GigabitEthernet1/0/48')]),
    octets(column(8), 'to the machine room'),
    octets(column(9), 'CORE-01'),
    octets(column(10), 'H3C Comware Platform Software'),
  ]
}

const remEntry = '1.0.8802.1.1.2.1.4.1.1'
const manEntry = '1.0.8802.1.1.2.1.4.2.1.3'

describe('LLDP-MIB', () => {
  test('a neighbour with its management address and what it says it is', async () => {
    const { facts, codes } = await collectWith([
      ...lldpNeighbour(remEntry, '0.2.1', 0),
      integer(`${manEntry}.0.2.1.2.16.254.128.0.0.0.0.0.0.0.0.0.0.0.0.0.1`, 2),
      integer(`${manEntry}.0.2.1.1.4.10.1.2.3`, 2),
      integer(`${manEntry}.0.9.1.1.4.10.9.9.9`, 2),
    ])
    expect(codes).toEqual([])
    expect(facts.neighbors).toEqual([
      {
        localInterface: 'GE0/0/2',
        protocol: 'lldp',
        remoteName: 'CORE-01',
        remotePort: 'GigabitEthernet1/0/48',
        remoteChassisId: '00:1b:c4:e3:77:01',
        remoteAddress: '10.1.2.3',
        remoteDescription: 'H3C Comware Platform Software',
      },
    ])
  })

  test('an address without its length, and an IPv6 address where there is no other', async () => {
    const { facts } = await collectWith([
      ...lldpNeighbour(remEntry, '0.2.1', 0),
      ...lldpNeighbour(remEntry, '0.3.2', 0),
      integer(`${manEntry}.0.2.1.1.10.1.2.3`, 2),
      integer(`${manEntry}.0.3.2.2.16.32.1.13.184.0.0.0.0.0.0.0.0.0.0.0.7`, 2),
    ])
    expect(facts.neighbors.map((one) => one.remoteAddress)).toEqual(['10.1.2.3', '2001:db8::7'])
  })

  test('a chassis that is named by its network address is also reached there', async () => {
    const { facts } = await collectWith([
      integer(`${remEntry}.4.0.1.1`, 5),
      octets(`${remEntry}.5.0.1.1`, [1, 10, 7, 7, 7]),
      integer(`${remEntry}.6.0.1.1`, 3),
      octets(`${remEntry}.7.0.1.1`, [0xaa, 0xbb, 0xcc, 0, 0, 1]),
    ])
    expect(facts.neighbors[0]).toMatchObject({
      localInterface: 'GE0/0/1',
      remoteChassisId: '10.7.7.7',
      remoteAddress: '10.7.7.7',
      remotePort: 'aa:bb:cc:00:00:01',
    })
  })

  test('the own chassis id, else the address of the bridge', async () => {
    const bridge = octets('1.3.6.1.2.1.17.1.1.0', [0x00, 0x1b, 0xc4, 0xe3, 0x00, 0xfe])
    const withLldp = await collectWith([
      integer('1.0.8802.1.1.2.1.3.1.0', 4),
      octets('1.0.8802.1.1.2.1.3.2.0', chassis),
      bridge,
    ])
    expect(withLldp.facts.device.chassisId).toBe('00:1b:c4:e3:77:01')
    await agent?.close()
    expect((await collectWith([bridge])).facts.device.chassisId).toBe('00:1b:c4:e3:00:fe')
    await agent?.close()
    expect((await collectWith([])).facts.device.chassisId).toBeNull()
  })
})

test('LLDP-V2-MIB where the device has that one: the index holds ifIndex', async () => {
  const v2 = '1.3.111.2.802.1.1.13.1'
  const { facts } = await collectWith([
    integer(`${v2}.3.1.0`, 4),
    octets(`${v2}.3.2.0`, [0, 1, 2, 3, 4, 5]),
    ...lldpNeighbour(`${v2}.4.1.1`, '0.5.1.3', 1, [
      integer(`${v2}.4.1.1.7.0.5.1.3`, 7),
      octets(`${v2}.4.1.1.8.0.5.1.3`, '49'),
    ]),
    integer(`${v2}.4.2.1.3.0.5.1.3.1.4.10.1.2.4`, 2),
  ])
  expect(facts.device.chassisId).toBe('00:01:02:03:04:05')
  expect(facts.neighbors).toMatchObject([
    { localInterface: 'GE0/0/5', remotePort: '49', remoteName: 'CORE-01', remoteAddress: '10.1.2.4' },
  ])
})

test('CDP: address and platform', async () => {
  const cdp = '1.3.6.1.4.1.9.9.23.1.2.1.1'
  const { facts } = await collectWith([
    // Before the switch's own sysDescr and sysObjectID: CDP is asked of those who speak it.
    octets('1.3.6.1.2.1.1.1.0', 'Cisco IOS Software, C2960 Software, Version 15.0(2)SE'),
    { oid: '1.3.6.1.2.1.1.2.0', type: 'oid', value: '1.3.6.1.4.1.9.1.1208' },
    integer(`${cdp}.3.3.1`, 1),
    octets(`${cdp}.4.3.1`, [10, 2, 2, 2]),
    octets(`${cdp}.6.3.1`, 'SW-B.example.cn'),
    octets(`${cdp}.7.3.1`, 'GigabitEthernet0/1'),
    octets(`${cdp}.8.3.1`, 'cisco WS-C2960-24TT-L'),
    integer(`${cdp}.3.4.1`, 1),
    octets(`${cdp}.4.4.1`, [0, 0, 0, 0]),
    octets(`${cdp}.6.4.1`, 'SEP001122334455'),
  ])
  expect(facts.neighbors).toMatchObject([
    {
      localInterface: 'GE0/0/3',
      protocol: 'cdp',
      remoteName: 'SW-B.example.cn',
      remotePort: 'GigabitEthernet0/1',
      remoteAddress: '10.2.2.2',
      remoteDescription: 'cisco WS-C2960-24TT-L',
    },
    { localInterface: 'GE0/0/4', remoteName: 'SEP001122334455', remoteAddress: null },
  ])
})

describe('forwarding tables', () => {
  const bridge = [
    octets('1.3.6.1.2.1.17.1.1.0', [0x00, 0x1b, 0xc4, 0xe3, 0x00, 0xfe]),
    integer('1.3.6.1.2.1.17.1.4.1.2.11', 1),
    integer('1.3.6.1.2.1.17.1.4.1.2.12', 2),
  ]
  const entry = (table: string, index: string, port: number, status: number) => [
    integer(`${table}.2.${index}`, port),
    integer(`${table}.3.${index}`, status),
  ]
  const dot1d = '1.3.6.1.2.1.17.4.3.1'
  const dot1q = '1.3.6.1.2.1.17.7.1.2.2.1'
  const fdbId = '1.3.6.1.2.1.17.7.1.4.2.1.3.0'

  test('by VLAN, the VLAN by its filtering database; own addresses and unknown ports are left out', async () => {
    const { facts } = await collectWith([
      ...bridge,
      ...entry(dot1q, '7.0.17.34.51.68.85', 11, 3),
      ...entry(dot1q, '7.0.17.34.51.68.86', 12, 5),
      ...entry(dot1q, '7.0.17.34.51.68.87', 11, 4),
      ...entry(dot1q, '7.0.17.34.51.68.88', 0, 3),
      ...entry(dot1q, '9.0.17.34.51.68.85', 11, 3),
      ...entry(dot1d, '0.17.34.51.68.99', 11, 3),
      integer(`${fdbId}.100`, 7),
      integer(`${fdbId}.200`, 9),
      integer(`${fdbId}.201`, 9),
    ])
    expect(facts.forwarding).toEqual([
      { mac: '00:11:22:33:44:55', interfaceIndex: 1, vlan: 100 },
      { mac: '00:11:22:33:44:56', interfaceIndex: 2, vlan: 100 },
      { mac: '00:11:22:33:44:55', interfaceIndex: 1, vlan: null },
    ])
  })

  test('without VLANs from BRIDGE-MIB; a port that no interface stands behind', async () => {
    const { facts } = await collectWith([
      ...bridge,
      ...entry(dot1d, '0.17.34.51.68.85', 12, 3),
      ...entry(dot1d, '0.17.34.51.68.86', 13, 3),
    ])
    expect(facts.forwarding).toEqual([
      { mac: '00:11:22:33:44:55', interfaceIndex: 2, vlan: null },
      { mac: '00:11:22:33:44:56', interfaceIndex: null, vlan: null },
    ])
  })

  test('a long one is cut, and a problem says so', async () => {
    const many = Array.from({ length: 60 }, (_, n) => entry(dot1d, `0.17.34.51.68.${n}`, 11, 3)).flat()
    const { facts, codes } = await collectWith([...bridge, ...many], { rowLimit: 50 })
    expect(facts.forwarding).toHaveLength(50)
    expect(codes).toEqual(['row-limit'])
  })

  test('a device that is no bridge is not asked for one', async () => {
    const { facts } = await collectWith(entry(dot1d, '0.17.34.51.68.85', 12, 3))
    expect(facts.forwarding).toEqual([])
    expect(agent?.requests.flatMap((request) => request.oids).some((oid) => oid.startsWith(dot1q))).toBe(
      false,
    )
  })
})

describe('ARP', () => {
  const physical = '1.3.6.1.2.1.4.35.1'
  const media = '1.3.6.1.2.1.4.22.1'
  const mac = [0x00, 0x11, 0x22, 0x33, 0x44, 0x55]
  const row = (table: string, columns: [number, number], index: string, type: number) => [
    octets(`${table}.${columns[0]}.${index}`, mac),
    integer(`${table}.${columns[1]}.${index}`, type),
  ]

  test('IPv4 and IPv6 from ipNetToPhysicalTable, without its own and invalid entries', async () => {
    const { facts } = await collectWith([
      ...row(physical, [4, 6], '3.1.4.10.0.0.1', 3),
      ...row(physical, [4, 6], '3.1.4.10.0.0.2', 5),
      ...row(physical, [4, 6], '3.1.4.10.0.0.3', 2),
      ...row(physical, [4, 6], '4.2.16.32.1.13.184.0.0.0.0.0.0.0.0.0.0.0.9', 3),
      ...row(physical, [4, 6], '4.3.8.10.0.0.9.0.0.0.1', 3),
      ...row(media, [2, 4], '3.10.0.0.77', 3),
    ])
    expect(facts.arp).toEqual([
      { ip: '10.0.0.1', mac: '00:11:22:33:44:55', interfaceIndex: 3 },
      { ip: '2001:db8::9', mac: '00:11:22:33:44:55', interfaceIndex: 4 },
      { ip: '10.0.0.9', mac: '00:11:22:33:44:55', interfaceIndex: 4 },
    ])
  })

  test('from ipNetToMediaTable where there is no other', async () => {
    const { facts } = await collectWith(row(media, [2, 4], '3.10.0.0.77', 3))
    expect(facts.arp).toEqual([{ ip: '10.0.0.77', mac: '00:11:22:33:44:55', interfaceIndex: 3 }])
  })
})

import { expect, test } from 'vitest'
import { readDevice } from '../../../collectors/snmp/read-device.ts'
import type { Varbind } from '../../../collectors/snmp/varbind.ts'
import { Visit } from '../../../collectors/snmp/visit.ts'
import { recordingSession } from '../support/recording.ts'

const octets = (oid: string, hex: string): Varbind => ({
  oid,
  type: 'octets',
  value: Buffer.from(hex, 'hex'),
})
const ascii = (oid: string, text: string): Varbind => ({ oid, type: 'octets', value: Buffer.from(text) })
const number = (oid: string, value: number): Varbind => ({ oid, type: 'integer', value })

/** 锦州市第一机房, 上联 and 核心 in GB2312, as old firmware sends them; a MAC address whose octets would read as Chinese. */
const device: Varbind[] = [
  ascii('1.3.6.1.2.1.1.1.0', 'Huawei Versatile Routing Platform'),
  { oid: '1.3.6.1.2.1.1.2.0', type: 'oid', value: '1.3.6.1.4.1.2011.2.23.1' },
  ascii('1.3.6.1.2.1.1.4.0', '运维组'),
  octets('1.3.6.1.2.1.1.5.0', 'ff01fe81'),
  octets('1.3.6.1.2.1.1.6.0', 'bdf5d6ddcad0b5dad2bbbbfab7bf0000'),
  number('1.3.6.1.2.1.2.2.1.1.7', 7),
  number('1.3.6.1.2.1.2.2.1.1.9', 9),
  ascii('1.3.6.1.2.1.2.2.1.2.7', 'GigabitEthernet0/0/1'),
  ascii('1.3.6.1.2.1.2.2.1.2.9', 'GigabitEthernet0/0/2'),
  octets('1.3.6.1.2.1.2.2.1.6.7', 'bdf5d6ddcad0'),
  ascii('1.3.6.1.2.1.31.1.1.1.18.7', 'uplink'),
  octets('1.3.6.1.2.1.31.1.1.1.18.9', 'c9cfc1aa'),
]

test('texts that were not UTF-8 keep their octets, by their place in the facts; nothing else does', async () => {
  const visit = new Visit(recordingSession(device), { retries: 0, rowLimit: 100 })
  const { facts } = await readDevice(visit, () => {})
  expect(facts.device.location).toBe('锦州市第一机房')
  expect(facts.device.contact).toBe('运维组')
  expect(facts.device.name).toBe('ff:01:fe:81')
  expect(facts.interfaces.map((one) => one.alias)).toEqual(['uplink', '上联'])
  expect(facts.interfaces[0]?.mac).toBe('bd:f5:d6:dd:ca:d0')
  expect(facts.rawTexts).toEqual([
    { path: 'device.name', hex: 'ff:01:fe:81', decodedAs: 'hex' },
    { path: 'device.location', hex: 'bd:f5:d6:dd:ca:d0:b5:da:d2:bb:bb:fa:b7:bf:00:00', decodedAs: 'gb18030' },
    { path: 'interfaces.1.alias', hex: 'c9:cf:c1:aa', decodedAs: 'gb18030' },
  ])
})

test('two devices read at a time do not see each other’s octets', async () => {
  const read = (varbinds: Varbind[]) =>
    readDevice(new Visit(recordingSession(varbinds), { retries: 0, rowLimit: 100 }), () => {})
  const plain = device.map((one) =>
    one.oid === '1.3.6.1.2.1.1.6.0' ? ascii(one.oid, '锦州市第一机房') : one,
  )
  const [first, second] = await Promise.all([read(device), read(plain)])
  expect(first.facts.rawTexts.map((one) => one.path)).toContain('device.location')
  expect(second.facts.device.location).toBe(first.facts.device.location)
  expect(second.facts.rawTexts.map((one) => one.path)).not.toContain('device.location')
})

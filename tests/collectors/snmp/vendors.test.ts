import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { PhysicalEntity } from '../../../collectors/snmp/tables/entity.ts'
import { loadVendors, vendorProfiles } from '../../../collectors/snmp/vendors/load.ts'
import { identified } from './vendors/sighting.ts'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'citybase-vendors-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const sighting = (
  objectId: string | null,
  description: string,
  entities: Partial<PhysicalEntity>[] = [],
) => ({
  ...(objectId === null ? {} : { objectId }),
  description,
  entities,
})

test('the profiles of the vendors that a city runs are there and fit their schema', () => {
  const names = vendorProfiles().map((profile) => profile.vendor)
  for (const vendor of [
    'Huawei',
    'H3C',
    'HPE',
    'Ruijie',
    'ZTE',
    'Cisco',
    'Juniper',
    'Dell',
    'Lenovo',
    'Inspur',
    'Sugon',
  ])
    expect(names).toContain(vendor)
  for (const vendor of [
    'Topsec',
    'Venustech',
    'NSFOCUS',
    'Hillstone',
    'Sangfor',
    'DPtech',
    'Fortinet',
    'Microsoft',
  ])
    expect(names).toContain(vendor)
  for (const vendor of ['VMware', 'Synology', 'NetApp', 'APC', 'Eaton', 'Hikvision', null])
    expect(names).toContain(vendor)
})

test.each([
  ['{ "vendor": "X" }', 'recognise'],
  [
    '{"vendor":"X","recognise":[{"description":"("}],"model":[],"softwareVersion":[],"serialNumbers":[],"kind":[]}',
    'regular expression',
  ],
  [
    '{"vendor":"X","recognise":[],"model":[{"from":"oid","oid":".1.3.6"}],"softwareVersion":[],"serialNumbers":[],"kind":[]}',
    'object identifier',
  ],
  [
    '{"vendor":"X","recognise":[],"model":[],"softwareVersion":[],"serialNumbers":[],"kind":[{"is":"toaster"}]}',
    'kind',
  ],
])('a profile that does not fit is refused by name: %s', (content, words) => {
  writeFileSync(join(folder, 'broken.json'), content)
  expect(() => loadVendors(pathToFileURL(`${folder}/`))).toThrow(/broken\.json/)
  expect(() => loadVendors(pathToFileURL(`${folder}/`))).toThrow(words)
})

test('all members of a stack, each once; power supplies are not serial numbers of the device', () => {
  const found = identified(
    sighting(
      '1.3.6.1.4.1.25506.1.2051',
      'H3C Comware Platform Software, Software Version 7.1.070, Release 6126P20\r\nH3C S6520X-30QC-EI\r\nCopyright (c) 2004-2020 New H3C Technologies Co., Ltd.',
      [
        { class: 'stack', index: 1 },
        { index: 2, containedIn: 1, serialNumber: '210235A1U2H17C000011', model: 'S6520X-30QC-EI' },
        { index: 3, containedIn: 1, serialNumber: '210235A1U2H17C000012', model: 'S6520X-30QC-EI' },
        { index: 4, class: 'power-supply', containedIn: 2, serialNumber: '210231A0U6H16C000077' },
      ],
    ),
  )
  expect(found).toEqual({
    vendor: 'H3C',
    kind: 'switch',
    model: 'S6520X-30QC-EI',
    softwareVersion: '7.1.070, Release 6126P20',
    serialNumbers: ['210235A1U2H17C000011', '210235A1U2H17C000012'],
  })
})

test('a chassis inside a chassis is a part of it, not another asset', () => {
  const found = identified(
    sighting('1.3.6.1.4.1.2011.2.23.1', 'S9306', [
      { index: 1, serialNumber: '2102113089P0C1000001' },
      { index: 2, containedIn: 1, serialNumber: '2102113089P0C1000002' },
    ]),
  )
  expect(found.serialNumbers).toEqual(['2102113089P0C1000001'])
})

test.each([
  [
    '1.3.6.1.4.1.25506.11.1.24',
    'HP Comware Platform Software, Software Version 5.20.99 Release 2222P08\r\nHP A5500-24G EI Switch',
    'HPE',
    'switch',
  ],
  [
    '1.3.6.1.4.1.2011.2.240.6',
    'Huawei AC6605-26-PWR Huawei Versatile Routing Platform Software',
    'Huawei',
    'wireless-controller',
  ],
  ['1.3.6.1.4.1.2011.2.321.1', 'USG6330', 'Huawei', 'firewall'],
  ['1.3.6.1.4.1.8072.3.2.10', 'Linux web01 5.10.0-30-amd64 #1 SMP Debian x86_64', null, 'server'],
  [
    '1.3.6.1.4.1.311.1.1.3.1.2',
    'Hardware: Intel64 - Software: Windows Version 10.0 (Build 17763 Multiprocessor Free)',
    'Microsoft',
    'server',
  ],
  ['1.3.6.1.4.1.9.1.1745', 'Cisco IOS Software, C3850 Software', 'Cisco', 'switch'],
  ['1.3.6.1.4.1.99999.1', 'Some box', null, null],
  [null, '', null, null],
])('%s, %j: %s, %s', (objectId, description, vendor, kind) => {
  expect(identified(sighting(objectId, description))).toMatchObject({ vendor, kind })
})

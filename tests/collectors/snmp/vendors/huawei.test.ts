import { expect, test } from 'vitest'
import { identified, type InventedDevice } from './sighting.ts'

const ups = '1.3.6.1.4.1.2011.6.174.1.2.100.1'
const ibmc = '1.3.6.1.4.1.2011.2.235.1.1'

const devices: [string, InventedDevice, object][] = [
  [
    'a box switch names itself on the first line',
    {
      objectId: '1.3.6.1.4.1.2011.2.23.400',
      description:
        'S5735-L48T4X-A \r\nHuawei Versatile Routing Platform Software \r\n VRP (R) software,Version 5.170 (S5735 V200R021C00SPC100) \r\n Copyright (C) 2007 Huawei Technologies Co., Ltd.',
      entities: [{ description: 'S5735-L48T4X-A', serialNumber: '2102353KYP10M7000111' }],
    },
    {
      vendor: 'Huawei',
      kind: 'switch',
      model: 'S5735-L48T4X-A',
      softwareVersion: 'V200R021C00SPC100',
      serialNumbers: ['2102353KYP10M7000111'],
    },
  ],
  [
    'a data-centre switch on the last line',
    {
      objectId: '1.3.6.1.4.1.2011.2.239.61',
      description:
        'Huawei Versatile Routing Platform Software\r\nVRP (R) software, Version 8.191 (CE6857EI V200R019C10SPC800) \r\nCopyright (C) 2012-2020 Huawei Technologies Co., Ltd. \r\nHUAWEI CE6857-48S6CQ-EI',
    },
    {
      kind: 'switch',
      model: 'CE6857-48S6CQ-EI',
      softwareVersion: 'V200R019C10SPC800',
    },
  ],
  [
    'a chassis switch whose description an operator has changed',
    {
      objectId: '1.3.6.1.4.1.2011.2.279.9',
      description: 'core switch of the east campus',
      scalars: {
        '1.3.6.1.4.1.2011.5.25.188.1.1.0': '2102114484P0J9000999',
        '1.3.6.1.4.1.2011.5.25.188.1.4.0': 'S12708',
        '1.3.6.1.4.1.2011.5.25.188.1.5.0': 'S12700 V200R019C10SPC500',
      },
    },
    {
      kind: 'switch',
      model: 'S12708',
      softwareVersion: 'V200R019C10SPC500',
      serialNumbers: ['2102114484P0J9000999'],
    },
  ],
  [
    'a router of the days of VRP 3',
    {
      objectId: '1.3.6.1.4.1.2011.2.62.1.99',
      description:
        'Huawei Versatile Routing Platform Software VRP Software Version 3.40, Release 0201P12 Quidway Series Router AR46-20 Copyright (c) 1998-2009, Huawei Technologies Co., Ltd. All rights reserved.',
    },
    { kind: 'router', model: 'AR46-20', softwareVersion: '3.40, Release 0201P12' },
  ],
  [
    'a firewall',
    {
      objectId: '1.3.6.1.4.1.2011.2.321.77',
      description:
        'Huawei USG6525E Huawei Versatile Routing Platform Software  VRP (R) software,Version 5.170 (USG6525E V600R007C20SPC300) Copyright (C) 2014-2021 Huawei Technologies Co., Ltd',
      scalars: { '1.3.6.1.4.1.2011.5.25.188.1.1.0': '2102352SCT10LA000022' },
    },
    {
      kind: 'firewall',
      model: 'USG6525E',
      softwareVersion: 'V600R007C20SPC300',
      serialNumbers: ['2102352SCT10LA000022'],
    },
  ],
  [
    'an access controller whose main board bears the serial number',
    {
      objectId: '1.3.6.1.4.1.2011.2.240.6',
      description:
        'Huawei AC6605-26-PWR Huawei Versatile Routing Platform Software  VRP (R) software,Version 5.170 (AC6605-26-PWR V200R019C00SPC500) Copyright (C) 2011-2020 Huawei Technologies Co., Ltd',
      entities: [
        { index: 3, description: 'campus-ac' },
        {
          index: 9,
          class: 'module',
          containedIn: 5,
          description: 'SRU Board',
          serialNumber: '21023579169W99000333',
        },
        {
          index: 20,
          class: 'power-supply',
          containedIn: 5,
          description: 'PowerSupply',
          serialNumber: '21021309999W99000444',
        },
      ],
    },
    {
      kind: 'wireless-controller',
      model: 'AC6605-26-PWR',
      serialNumbers: ['21023579169W99000333'],
    },
  ],
  [
    'an optical line terminal',
    {
      objectId: '1.3.6.1.4.1.2011.2.262',
      description: 'Huawei Integrated Access Software',
      scalars: {
        '1.3.6.1.4.1.2011.6.3.1.3.0': 'MA5800V100R020C10',
        '1.3.6.1.4.1.2011.6.3.3.1.1.3.0': 'MA5800V100R020_X7',
      },
    },
    { vendor: 'Huawei', kind: 'other', model: 'MA5800', softwareVersion: 'V100R020C10' },
  ],
  [
    'a server by its iBMC',
    {
      objectId: '1.3.6.1.4.1.2011.2.235.1.1.1',
      description: 'Huawei iBMC',
      scalars: {
        [`${ibmc}.1.6.0`]: 'TaiShan 200 (Model 2280)',
        [`${ibmc}.1.7.0`]: '2102312XYZ10L5000555',
      },
    },
    {
      kind: 'server',
      model: 'TaiShan 200 (Model 2280)',
      softwareVersion: null,
      serialNumbers: ['2102312XYZ10L5000555'],
    },
  ],
  [
    'a storage array',
    {
      objectId: '1.3.6.1.4.1.2011.2.91',
      description: 'ISM SNMP Agent',
      scalars: {
        '1.3.6.1.4.1.34774.4.1.1.1.0': '210235G6EHZ0J9000666',
        '1.3.6.1.4.1.34774.4.1.1.6.0': '6.1.3.SPH12',
      },
    },
    {
      vendor: 'Huawei',
      kind: 'storage',
      softwareVersion: '6.1.3.SPH12',
      serialNumbers: ['210235G6EHZ0J9000666'],
    },
  ],
  [
    'a UPS behind a card that runs net-snmp',
    {
      objectId: '1.3.6.1.4.1.8072.3.2.10',
      description: 'Linux UPS 2.6.27 #2 Wed armv5tejl',
      scalars: {
        '1.3.6.1.2.1.33.1.1.1.0': 'HUAWEI',
        [`${ups}.2.1`]: 'UPS5000-E',
        [`${ups}.3.1`]: 'V100R002C01SPC300',
        [`${ups}.5.1`]: '2102310NYJ10GB000777',
      },
    },
    {
      vendor: 'Huawei',
      kind: 'ups',
      model: 'UPS5000-E',
      softwareVersion: 'V100R002C01SPC300',
      serialNumbers: ['2102310NYJ10GB000777'],
    },
  ],
]

test.each(devices)('Huawei: %s', (_, device, expected) => {
  expect(identified(device)).toMatchObject(expected)
})

test('xFusion’s servers carry the same tree under their own number', () => {
  const tree = '1.3.6.1.4.1.58132.2.235.1.1'
  expect(
    identified({
      objectId: '1.3.6.1.4.1.58132.2.235',
      scalars: {
        [`${tree}.1.6.0`]: 'FusionServer 2288H V6',
        [`${tree}.1.7.0`]: '2102314ABC10P9000888',
      },
    }),
  ).toEqual({
    vendor: 'xFusion',
    kind: 'server',
    model: 'FusionServer 2288H V6',
    softwareVersion: null,
    serialNumbers: ['2102314ABC10P9000888'],
  })
})

import { expect, test } from 'vitest'
import { identified, type InventedDevice } from './sighting.ts'

const devices: [string, InventedDevice, object][] = [
  [
    'H3C: a router chassis inside the stack container',
    {
      objectId: '1.3.6.1.4.1.25506.1.1400',
      description: 'H3C Comware Platform Software, Software Version 7.1.075, Release 7963P11',
      entities: [
        { index: 2, class: 'stack' },
        { index: 3, containedIn: 2, model: 'H3C SR8806-X', serialNumber: '210235A0YVX20A000001' },
      ],
    },
    {
      vendor: 'H3C',
      kind: 'router',
      model: 'SR8806-X',
      softwareVersion: '7.1.075, Release 7963P11',
      serialNumbers: ['210235A0YVX20A000001'],
    },
  ],
  [
    'H3C: a firewall',
    {
      objectId: '1.3.6.1.4.1.25506.1.1777',
      description:
        'H3C Comware Platform Software, Software Version 7.1.064, Release 9333P30\r\nH3C SecPath F1000-AI-55\r\nCopyright (c) 2004-2019 New H3C Technologies Co., Ltd. All rights reserved.',
    },
    { kind: 'firewall', model: 'SecPath F1000-AI-55', softwareVersion: '7.1.064, Release 9333P30' },
  ],
  [
    'HPE: the name of the switch, not the part number of its chassis',
    {
      objectId: '1.3.6.1.4.1.25506.11.1.210',
      description:
        'HPE Comware Platform Software, Software Version 7.1.070, Release 3507P02\r\nHPE 5130-48G-4SFP+ EI Switch\r\nCopyright (c) 2010-2017 Hewlett Packard Enterprise Development LP',
      entities: [{ model: 'JG934A', serialNumber: 'CN99FPTEST' }],
    },
    {
      vendor: 'HPE',
      kind: 'switch',
      model: '5130-48G-4SFP+ EI Switch',
      softwareVersion: '7.1.070, Release 3507P02',
      serialNumbers: ['CN99FPTEST'],
    },
  ],
  [
    'Ruijie: a stack that only its own MIB lists',
    {
      objectId: '1.3.6.1.4.1.4881.1.1.10.1.250',
      description: 'Ruijie 10G Routing Switch(S5760C-24GT8XS-X) By Ruijie Networks',
      columns: {
        '1.3.6.1.4.1.4881.1.1.10.2.21.1.2.1.8': {
          1: 'S5760X_RGOS 12.5(3)B0704',
          2: 'S5760X_RGOS 12.5(3)B0704',
        },
        '1.3.6.1.4.1.4881.1.1.10.2.21.1.2.1.10': { 1: 'G1R0TESTA0011', 2: 'G1R0TESTA0012' },
      },
    },
    {
      vendor: 'Ruijie',
      kind: 'switch',
      model: 'S5760C-24GT8XS-X',
      softwareVersion: 'S5760X_RGOS 12.5(3)B0704',
      serialNumbers: ['G1R0TESTA0011', 'G1R0TESTA0012'],
    },
  ],
  [
    'FS: Ruijie’s tree under another number',
    {
      objectId: '1.3.6.1.4.1.52642.1.1.10.1.120',
      description: 'FS Data Center Switch(S5860-20SQ) By FS.COM',
      columns: {
        '1.3.6.1.4.1.52642.1.1.10.2.21.1.2.1.8': { 1: 'FSOS 12.4(1)B0101' },
        '1.3.6.1.4.1.52642.1.1.10.2.21.1.2.1.10': { 1: 'G1Q0TEST00099' },
      },
    },
    {
      vendor: 'FS.com',
      kind: 'switch',
      model: 'S5860-20SQ',
      softwareVersion: 'FSOS 12.4(1)B0101',
      serialNumbers: ['G1Q0TEST00099'],
    },
  ],
  [
    'ZTE: a chassis switch',
    {
      objectId: '1.3.6.1.4.1.3902.3.100.40',
      description:
        'ZXR10 ROS Version V4.8.11.01 ZXR10 8908E Software, Version ZXR10 G-Series&8900&6900 V2.8.02.C.30.P02 Copyright (c) 2001-2012 by ZTE Corporation Compiled May 3 2012, 09:00:00',
    },
    { vendor: 'ZTE', kind: 'switch', model: 'ZXR10 8908E', softwareVersion: 'V2.8.02.C.30.P02' },
  ],
  [
    'ZTE: an optical line terminal',
    {
      objectId: '1.3.6.1.4.1.3902.1082.1001.320.2.1',
      description: 'C320 Version V2.1.0 Software, Copyright (c) by ZTE Corporation Compiled',
    },
    { kind: 'other', model: 'ZXA10 C320', softwareVersion: 'V2.1.0' },
  ],
  [
    'Maipu: a router',
    {
      objectId: '1.3.6.1.4.1.5651.1.101.200',
      description:
        'MyPower (R) Operating System Software MP3860 version 6.3.9(integrity), compiled on Jan 16 2013, 04:00:00 Copyright (C) 1999 Maipu Communication Technology Co., Ltd.',
    },
    { vendor: 'Maipu', kind: 'router', model: 'MP3860', softwareVersion: '6.3.9' },
  ],
  [
    'Digital China: a router tells its version in its own tree',
    {
      objectId: '1.3.6.1.4.1.6339.1.2.5',
      description: 'DCR-3668 Device',
      scalars: { '1.3.6.1.4.1.6339.100.1.3.0': '7.0.3.5(R0217.0100)' },
    },
    { vendor: 'Digital China', kind: 'router', model: 'DCR-3668', softwareVersion: '7.0.3.5(R0217.0100)' },
  ],
  [
    'BDCOM: the mother card in slot 0',
    {
      objectId: '1.3.6.1.4.1.3320.1.400.0',
      description: 'BDCOM(tm) GP3600-08B Software, Version 70000\nHardware version: A',
      scalars: {
        '1.3.6.1.4.1.3320.3.6.10.1.4.0': '00321000999',
        '1.3.6.1.4.1.3320.3.6.10.1.6.0': '10.3.0E Build 80000',
      },
    },
    {
      vendor: 'BDCOM',
      kind: 'other',
      model: 'GP3600-08B',
      softwareVersion: '10.3.0E Build 80000',
      serialNumbers: ['00321000999'],
    },
  ],
  [
    'FiberHome: a switch whose strings are padded with NUL',
    {
      objectId: '1.3.6.1.4.1.3807.1.481099',
      description: 'S4820-52T-X FiberHome INP (R) Software',
      scalars: { '1.3.6.1.4.1.3807.1.8012.2.1.4.0': 'V210R230\u0000\u0000\u0000' },
    },
    { vendor: 'FiberHome', kind: 'switch', model: 'S4820-52T-X', softwareVersion: 'V210R230' },
  ],
  [
    'FiberHome: an optical line terminal, named by its description',
    { objectId: '1.3.6.1.4.1.5875.800.1001.11', description: 'AN5516-01 OLT' },
    { vendor: 'FiberHome', kind: 'other', model: 'AN5516-01' },
  ],
  [
    'Raisecom: a switch',
    {
      objectId: '1.3.6.1.4.1.8886.6.300',
      description: 'ROS',
      scalars: {
        '1.3.6.1.4.1.8886.60.131.1.1.4.0': '0014009TEST12345',
        '1.3.6.1.4.1.8886.60.131.1.1.9.0': 'ISCOM2600G-4GE',
        '1.3.6.1.4.1.8886.60.131.1.1.11.0': 'ISCOM2600G_1.1.20',
      },
    },
    {
      vendor: 'Raisecom',
      kind: 'switch',
      model: 'ISCOM2600G-4GE',
      softwareVersion: 'ISCOM2600G_1.1.20',
      serialNumbers: ['0014009TEST12345'],
    },
  ],
  [
    'Raisecom: a switch that says all in its description',
    {
      objectId: '1.3.6.1.4.1.8886.1.12600099',
      description: ' ISCOM S2600-16S4T4X-AC Sw Ver RESP V7.03.01,Hw Ver A.00,Mac 02:00:00:00:00:01',
    },
    { kind: 'switch', model: 'ISCOM S2600-16S4T4X-AC', softwareVersion: 'V7.03.01' },
  ],
  [
    'FS: a switch with Centec’s software',
    {
      objectId: '1.3.6.1.4.1.52642.99.5899',
      description:
        'FSOS software, S5850 software (S5850 24S2Q), Version 7.3.1 \nCopyright (C) 2021 by FS.COM.',
    },
    { vendor: 'FS.com', kind: 'switch', model: 'S5850 24S2Q', softwareVersion: '7.3.1' },
  ],
  [
    'FS: a switch with Accton’s tree below its own branch',
    {
      objectId: '1.3.6.1.4.1.52642.2.1.45.101',
      description: 'S3900-24T4S',
      scalars: {
        '1.3.6.1.4.1.52642.2.1.45.1.1.3.1.6.1': '1.7.2',
        '1.3.6.1.4.1.52642.2.1.45.1.1.3.1.10.1': 'CG9999249421N0001',
      },
    },
    {
      kind: 'switch',
      model: 'S3900-24T4S',
      softwareVersion: '1.7.2',
      serialNumbers: ['CG9999249421N0001'],
    },
  ],
  [
    'GCOM: name and version in one text',
    {
      objectId: '1.3.6.1.4.1.13464.1.2.100',
      description: 'OLT',
      scalars: {
        '1.3.6.1.4.1.13464.1.2.1.1.2.2.0': 'EL5600-08P V100R001B01D002P001',
        '1.3.6.1.4.1.13464.1.2.1.1.2.19.0': 'EL5600TEST0001',
      },
    },
    {
      vendor: 'GCOM',
      kind: 'other',
      model: 'EL5600-08P',
      softwareVersion: 'V100R001B01D002P001',
      serialNumbers: ['EL5600TEST0001'],
    },
  ],
  [
    'C-Data: the broadcasters’ EPON tree',
    {
      objectId: '1.3.6.1.4.1.17409',
      description: 'east-olt',
      scalars: {
        '1.3.6.1.4.1.17409.2.3.1.1.13.0': 'AF2101-2201000099',
        '1.3.6.1.4.1.34592.1.3.1.5.2.1.1.5.0': '4.2.8.01',
      },
    },
    { vendor: 'C-Data', kind: 'other', softwareVersion: '4.2.8.01', serialNumbers: ['AF2101-2201000099'] },
  ],
  [
    'TP-Link: a managed switch',
    {
      objectId: '1.3.6.1.4.1.11863.5.99',
      description: 'JetStream 24-Port Managed Switch',
      scalars: {
        '1.3.6.1.4.1.11863.6.1.1.5.0': 'TL-SG3428 2.0',
        '1.3.6.1.4.1.11863.6.1.1.6.0': '2.0.5 Build 20210101',
        '1.3.6.1.4.1.11863.6.1.1.8.0': '221B999000099',
      },
    },
    {
      vendor: 'TP-Link',
      kind: 'switch',
      model: 'TL-SG3428 2.0',
      softwareVersion: '2.0.5 Build 20210101',
      serialNumbers: ['221B999000099'],
    },
  ],
  [
    'Kyland',
    { objectId: '1.3.6.1.4.1.26067.1.5', description: 'SICOM3000' },
    { vendor: 'Kyland', kind: 'switch' },
  ],
  [
    '3onedata',
    { objectId: '1.3.6.1.4.1.31258.3', description: 'IES618' },
    { vendor: '3onedata', kind: 'switch' },
  ],
  ['Maiwe', { objectId: '1.3.6.1.4.1.59336.1', description: 'MISCOM' }, { vendor: 'Maiwe', kind: 'switch' }],
  [
    'Centec',
    {
      objectId: '1.3.6.1.4.1.27975.1.1',
      description: 'Centec Networks V580',
      scalars: { '1.3.6.1.4.1.27975.1.3.5.0': 'CNOS, Version 7.0.4' },
    },
    { vendor: 'Centec', kind: 'switch', model: 'V580', softwareVersion: '7.0.4' },
  ],
]

test.each(devices)('%s', (_, device, expected) => {
  expect(identified(device)).toMatchObject(expected)
})

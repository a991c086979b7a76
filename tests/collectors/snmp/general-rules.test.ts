import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { identify, recognise, type Sighting } from '../../../collectors/snmp/identify.ts'
import { serialNumber } from '../../../collectors/snmp/serial-number.ts'
import type { PhysicalEntity } from '../../../collectors/snmp/tables/entity.ts'
import { vendorProfiles } from '../../../collectors/snmp/vendors/load.ts'

/* Makers for whom there is no file: what the standard MIBs and the usual forms of sysDescr tell of their devices. */

/** Enterprise numbers that IANA has not given out, and one that it has. */
const nobody = '1.3.6.1.4.1.4000000000.1'

function sighting(description: string, more: Partial<Sighting> = {}): Sighting {
  return {
    system: {
      description,
      objectId: nobody,
      name: null,
      contact: null,
      location: null,
      uptimeSeconds: null,
    },
    entities: [],
    scalars: new Map(),
    columns: new Map(),
    ...more,
  }
}

function entity(fields: Partial<PhysicalEntity>): PhysicalEntity {
  return {
    index: 1,
    class: 'chassis',
    containedIn: 0,
    position: null,
    description: null,
    vendorType: null,
    name: null,
    hardwareRevision: null,
    firmwareRevision: null,
    softwareRevision: null,
    serialNumber: null,
    manufacturer: null,
    model: null,
    ...fields,
  }
}

const identified = (one: Sighting) => identify(recognise(vendorProfiles(), one), one)

test.each<[string, string | null, string | null, string[]]>([
  ['Acme MX-2400 Managed Switch, Version 3.1.7', 'MX-2400', '3.1.7', []],
  ['Acme Corp. GX5200 Gateway S/N: 77AB12345 FW: 2.04', 'GX5200', '2.04', ['77AB12345']],
  ['Model: PD-30;Firmware Version: 1.2.3;Serial number: PD30A00091', 'PD-30', '1.2.3', ['PD30A00091']],
  ['Acme PDU, MD:PX-5493U HW:0x10 FW:4.2.0', 'PX-5493U', '4.2.0', []],
  ['LX6M 24x10G, 1.2.0.18, Linux 2.6.21.7', 'LX6M 24x10G', '1.2.0.18', []],
  ['BRIDGE-48T', 'BRIDGE-48T', null, []],
  ['Rack Monitor 300', 'Rack Monitor 300', null, []],
  ['Acme R9625 Switch, revision RA.16.02.0012, ROM RA.15.13', 'R9625', 'RA.16.02.0012', []],
  ['Acme Networks edge gateway, kernel ACMEOS 13.3R9.13, Build date: 2016-03-01', null, '13.3R9.13', []],
  ['Acme Mail Appliance 7.0.0.10100 generic build 16386292', null, '7.0.0.10100', []],
  ['<<HW_REV: 3; VENDOR: Acme; BOOTR: 1; SW_REV: 5.6; MODEL: CM820>>', 'CM820', '5.6', []],
  // A version is no model, and a host's name, kernel and build are neither.
  ['VSOS-V0600R0705B20180507', null, null, []],
  ['Linux NODE-4711 5.4.0 #1 SMP x86_64', null, '5.4.0', []],
  ['Some box', null, null, []],
  ['', null, null, []],
])('%j', (description, model, softwareVersion, serialNumbers) => {
  const { objectId, ...system } = sighting(description).system
  const unknown = description.startsWith('Linux') ? '1.3.6.1.4.1.8072.3.2.10' : objectId
  expect(identified({ ...sighting(description), system: { ...system, objectId: unknown } })).toMatchObject({
    model,
    softwareVersion,
    serialNumbers,
  })
})

describe('standard MIBs', () => {
  test('LLDP-MED’s inventory names the maker and the rest where ENTITY-MIB is missing', () => {
    const inventory = '1.0.8802.1.1.2.1.5.4795.1.2.'
    const found = identified(
      sighting('telephone', {
        scalars: new Map([
          [`${inventory}4.0`, '6.1.2'],
          [`${inventory}5.0`, '00AB77120034'],
          [`${inventory}6.0`, 'Acme Telephones GmbH'],
          [`${inventory}7.0`, 'TP 410'],
        ]),
      }),
    )
    expect(found).toMatchObject({
      vendor: 'Acme Telephones',
      model: 'TP 410',
      softwareVersion: '6.1.2',
      serialNumbers: ['00AB77120034'],
    })
  })

  test('a UPS behind a card that answers with the standard’s own identifier belongs to the UPS’s maker', () => {
    const found = identified({
      ...sighting('SNMP Agent'),
      system: { ...sighting('SNMP Agent').system, objectId: '1.3.6.1.2.1.33' },
      scalars: new Map([
        ['1.3.6.1.2.1.33.1.1.1.0', 'Acme Power Systems'],
        ['1.3.6.1.2.1.33.1.1.2.0', 'Everlast 6000'],
      ]),
    })
    expect(found).toMatchObject({ vendor: 'Acme Power', kind: 'ups', model: 'Everlast 6000' })
  })

  test('a printer is known by its device type, but a print queue on a PC is not', () => {
    const scalars = new Map([
      ['1.3.6.1.2.1.25.3.2.1.2.1', '1.3.6.1.2.1.25.3.1.5'],
      ['1.3.6.1.2.1.25.3.2.1.3.1', 'Xerox Phaser 3320 series'],
    ])
    expect(identified(sighting('network card', { scalars })).model).toBe('Phaser 3320')
    expect(
      identified(sighting('Hardware: x86 Family 6 - Software: Windows Version 10.0', { scalars })).model,
    ).toBeNull()
  })

  test('a maker’s agent on somebody else’s system says whose machine it is', () => {
    const found = identified({
      ...sighting('Hardware: Intel64 - Software: Windows Version 6.3 (Build 9600)'),
      system: {
        ...sighting('Hardware: Intel64 - Software: Windows Version 6.3 (Build 9600)').system,
        objectId: '1.3.6.1.4.1.311.1.1.3.1.2',
      },
      scalars: new Map([
        ['1.3.6.1.4.1.232.2.2.4.2.0', 'ProLiant DL380 Gen9'],
        ['1.3.6.1.4.1.232.2.2.2.1.0', 'CZ12345ABC'],
      ]),
    })
    expect(found).toEqual({
      vendor: 'HPE',
      kind: 'server',
      model: 'ProLiant DL380 Gen9',
      softwareVersion: '6.3',
      serialNumbers: ['CZ12345ABC'],
    })
  })

  test.each([
    ['Cisco Systems, Inc.', 'Cisco'],
    ['Dell Inc.', 'Dell'],
    ['Acme Technologies Co., Ltd.', 'Acme'],
    ['Digital Networks AG', 'Digital Networks'],
  ])('a chassis made by %j is called %s', (manufacturer, vendor) => {
    expect(identified(sighting('box', { entities: [entity({ manufacturer })] })).vendor).toBe(vendor)
  })
})

test.each([
  'To be filled by O.E.M.',
  'Not Specified',
  'System Serial Number',
  'N/A',
  '0',
  '000000000000',
  '123456789',
  '1234567890',
  '0123456789ABCDEF',
  'XXXXXXXX',
  'ffffffff',
  '........',
  'Default string',
  'None',
])('%j is no serial number', (placeholder) => {
  expect(serialNumber(placeholder)).toBeNull()
  const chassis = [entity({ serialNumber: placeholder }), entity({ index: 2, serialNumber: 'CN7800A1' })]
  expect(identified(sighting('box', { entities: chassis })).serialNumbers).toEqual(['CN7800A1'])
})

test('whatever a device says, nothing is thrown, nothing is a blank and no serial number is a placeholder', () => {
  const words = fc.constantFrom(
    'SN:',
    'Serial number',
    'Version',
    'Model:',
    '00000000',
    '123456789',
    'N/A',
    'V1',
    'A1B2C3D4',
    '\u0000',
    '机房',
    '((',
    ', ',
    'Linux',
    '1.2.3',
  )
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.array(words, { maxLength: 12 }).map((some) => some.join(' ')),
  )
  const enterprises = fc.constantFrom(9, 11, 43, 311, 674, 2011, 2636, 8072, 25506, 4_000_000_000)
  fc.assert(
    fc.property(
      text,
      enterprises,
      fc.array(fc.record({ serialNumber: text, model: text, manufacturer: text, description: text })),
      (description, enterprise, entities) => {
        const one = sighting(description, {
          entities: entities.map((fields, position) => entity({ index: position + 1, ...fields })),
        })
        one.system.objectId = `1.3.6.1.4.1.${enterprise}.1`
        const found = identified(one)
        for (const serial of found.serialNumbers) expect(serialNumber(serial)).toBe(serial)
        expect(new Set(found.serialNumbers).size).toBe(found.serialNumbers.length)
        for (const value of [found.vendor, found.model, found.softwareVersion])
          expect(value === null || value.trim() !== '').toBe(true)
      },
    ),
  )
})

test('a description of 64 KiB is read at once', () => {
  const long = `${'9'.repeat(30_000)} ${'A1-'.repeat(10_000)}`
  expect(() => identified(sighting(long))).not.toThrow()
}, 5_000)

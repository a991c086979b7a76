import { expect, test } from 'vitest'
import { decodeCounter64 } from '../../../collectors/snmp/varbind.ts'
import { ipv6, prefixOfMask } from '../../../collectors/snmp/tables/addresses.ts'
import { scaled } from '../../../collectors/snmp/tables/entity-sensors.ts'
import { speedBps } from '../../../collectors/snmp/tables/interfaces.ts'
import { uptimeSeconds } from '../../../collectors/snmp/tables/system.ts'
import { serialNumber } from '../../../collectors/snmp/serial-number.ts'

test.each([
  [[], 0],
  [[0], 0],
  [[0x00, 0xff], 255],
  [[0x00, 0x20, 0, 0, 0, 0, 0, 0], 2 ** 53],
  [[0x1f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], 2 ** 53 - 1],
  [[0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], 2 ** 64],
])('Counter64 %j', (bytes, value) => {
  expect(decodeCounter64(Uint8Array.from(bytes))).toBe(value)
})

test.each([
  [1_000_000_000, 1000, 1e9],
  [4_294_967_295, 10_000, 1e10],
  [4_294_967_295, 0, null],
  [4_294_967_295, null, null],
  [100_000_000, 0, 1e8],
  [2_048_000, 2, 2_048_000],
  [0, 0, null],
  [null, 1_000_000_000, 1e9],
  [null, null, null],
])('ifSpeed %j and ifHighSpeed %j', (speed, highSpeed, expected) => {
  expect(speedBps(speed, highSpeed)).toBe(expected)
})

test('uptime behind the wrap at 497 days is known from the engine time, where that can be believed', () => {
  const wrap = 2 ** 32 / 100
  expect(uptimeSeconds(8_640_000, null)).toBe(86_400)
  expect(uptimeSeconds(8_640_000, 86_400 + Math.round(wrap))).toBeCloseTo(86_400 + wrap)
  expect(uptimeSeconds(8_640_000, 500_000)).toBe(86_400)
  expect(uptimeSeconds(8_640_000, -5)).toBe(86_400)
})

test('masks and addresses', () => {
  expect(prefixOfMask('255.255.255.0')).toBe(24)
  expect(prefixOfMask('0.0.0.0')).toBe(0)
  expect(prefixOfMask('255.255.255.255')).toBe(32)
  expect(prefixOfMask('255.0.255.0')).toBeNull()
  expect(ipv6([0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xfc, 0, 0, 0, 1])).toBe('fe80::fc:0:1')
  expect(ipv6(Array(16).fill(0))).toBe('::')
})

test('sensor values by scale and precision; overflow is no value', () => {
  expect(scaled(385, 9, 1)).toBe(38.5)
  expect(scaled(12_000, 8, 0)).toBe(12)
  expect(scaled(3, 10, 0)).toBe(3000)
  expect(scaled(1_000_000_000, 9, 0)).toBeNull()
})

test.each([
  '',
  'N/A',
  'none',
  'To be filled by O.E.M.',
  '0000000000',
  'FFFFFFFFFFFF',
  '1234567890',
  '12345678',
  'Default string',
  'System Serial Number',
  'XXXXXXXX',
  'unknown',
  'ff:ff:ff:ff',
  '000000000001',
])('placeholder %j is no serial number', (text) => {
  expect(serialNumber(text)).toBeNull()
})

test.each(['210235956210F7000410', 'FOC1408Z61U', '6CU250TV5C', '9017EHC410215'])('%s is', (text) => {
  expect(serialNumber(`  ${text} `)).toBe(text)
})

test.each([
  ['SN: 9017EHC410215', '9017EHC410215'],
  ['S/N: SN "9017EHC410215"', '9017EHC410215'],
  ['Serial number: N/A', null],
])('%s is %s without its label', (text, expected) => {
  expect(serialNumber(text)).toBe(expected)
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isLocalAddress, normalAddress, normalInterface, shortName } from '../../../server/domain/identity.ts'

test.each([
  ['2001:0db8:0000:0000:0000:0000:0000:0001', '2001:db8::1'],
  ['2001:db8:0:1:0:0:0:1', '2001:db8:0:1::1'],
  ['::ffff:10.1.1.1', '10.1.1.1'],
  ['FE80::1%eth0', 'fe80::1'],
  ['::', '::'],
  ['::1', '::1'],
  ['1::', '1::'],
  ['10.1.1.1', '10.1.1.1'],
])('the address %s is written %s', (written, normal) => expect(normalAddress(written)).toBe(normal))

test('an IPv6 address has one normal form, however its zeros are written', () => {
  const group = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff }))
  fc.assert(
    fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), (groups) => {
      const long = groups.map((each) => each.toString(16).padStart(4, '0').toUpperCase()).join(':')
      const short = groups.map((each) => each.toString(16)).join(':')
      const normal = normalAddress(long)
      expect(normalAddress(short)).toBe(normal)
      expect(normalAddress(normal)).toBe(normal)
    }),
  )
})

test.each([
  ['GE0/0/1', 'GigabitEthernet0/0/1'],
  ['gi 0/1', 'GigabitEthernet0/1'],
  ['XGE1/0/1', 'XGigabitEthernet1/0/1'],
  ['Te1/0/1', 'TenGigabitEthernet1/0/1'],
  ['eth0', 'Ethernet0'],
])('the port %s is %s', (short, long) => expect(normalInterface(short)).toBe(normalInterface(long)))

test('names that are not domain names are left whole', () => {
  expect(shortName('核心交换机.1')).toBe('核心交换机.1')
  expect(shortName('sw-01.jz.gov.cn')).toBe('sw-01')
  expect(shortName('10.1.1.1')).toBe('10.1.1.1')
})

test.each(['127.0.0.5', '::1', 'fe80::1', '169.254.1.1', '0.0.0.0'])('%s is local', (address) =>
  expect(isLocalAddress(address)).toBe(true),
)

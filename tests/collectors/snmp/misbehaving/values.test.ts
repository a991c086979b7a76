import { expect, test } from 'vitest'
import { dateAndTimeOf } from '../../../../collectors/snmp/date-and-time.ts'
import { bytesOf, countOf, macOf, numberOf, textOf } from '../../../../collectors/snmp/value.ts'
import { isException, type Varbind } from '../../../../collectors/snmp/varbind.ts'
import { answering, switchMib } from '../../support/agent.ts'
import { collectWhile } from './agents.ts'

const oid = '1.3.6.1.2.1.2.2.1.10.2'
const octets = (hex: string): Varbind => ({ oid, type: 'octets', value: Buffer.from(hex, 'hex') })

test.each(['noSuchObject', 'noSuchInstance', 'endOfMibView'] as const)(
  '%s is no value, and no zero',
  (type) => {
    const varbind: Varbind = { oid, type, value: null }
    expect(isException(varbind)).toBe(true)
    expect([numberOf(varbind), countOf(varbind), textOf(varbind), bytesOf(varbind)]).toEqual([
      null,
      null,
      null,
      null,
    ])
  },
)

test('zero and the empty text are values of their own kind', () => {
  expect(numberOf({ oid, type: 'counter32', value: 0 })).toBe(0)
  expect(isException({ oid, type: 'counter32', value: 0 })).toBe(false)
  expect(textOf(octets(''))).toBeNull()
})

test.each(['noSuchObject', 'noSuchInstance'] as const)(
  'a device that answers %s for its uptime has none',
  async (type) => {
    const answer = answering(switchMib(1))
    const collection = await collectWhile((request) => ({
      varbinds: answer(request).varbinds.map((one) =>
        one.oid === '1.3.6.1.2.1.1.3.0' ? { oid: one.oid, type, value: null } : one,
      ),
    }))
    expect(collection.facts?.device.uptimeSeconds).toBeNull()
    expect(collection.problems).toEqual([])
  },
)

test('uptime of zero is zero', async () => {
  const mib = switchMib(1).map((one) => (one.type === 'timeticks' ? { ...one, value: 0 } : one))
  const collection = await collectWhile(answering(mib))
  expect(collection.facts?.device.uptimeSeconds).toBe(0)
})

test.each([
  ['NULs behind', '535700 0000', 'SW'],
  ['NULs before', '0000 5357', 'SW'],
  ['old bytes behind a NUL', '5357 00 4f4c44', 'SW'],
  ['GB18030 with NULs', 'bdf5d6dd 0000', '锦州'],
  ['what is no text, in hexadecimal', 'ff01fe02', 'ff:01:fe:02'],
])('text: %s', (_, hex, expected) => {
  expect(textOf(octets(hex.replaceAll(' ', '')))).toBe(expected)
})

test('a MAC address is never taken for Chinese', () => {
  expect(macOf(octets('bdf5d6ddcad0'))).toBe('bd:f5:d6:dd:ca:d0')
})

test.each([
  [
    '8 octets: local time, zone unknown',
    '07ea0b17 0e1e0f05',
    { localMs: Date.UTC(2026, 10, 23, 14, 30, 15, 500), offsetMinutes: null },
  ],
  [
    '11 octets: with its distance from UTC',
    '07ea0b17 0e1e0f05 2b0800',
    { localMs: Date.UTC(2026, 10, 23, 14, 30, 15, 500), offsetMinutes: 480 },
  ],
  [
    'west of Greenwich',
    '07ea0b17 0e1e0f05 2d031e',
    { localMs: Date.UTC(2026, 10, 23, 14, 30, 15, 500), offsetMinutes: -210 },
  ],
  [
    'a leap second',
    '07e0 0c1f 173b3c00',
    { localMs: Date.UTC(2016, 11, 31, 23, 59, 60), offsetMinutes: null },
  ],
  ['zeros, from a device without a clock', '00000000 00000000', null],
  ['a month that does not exist', '07ea0d17 0e1e0f05', null],
  ['a day that does not exist', '07ea021e 0e1e0f05', null],
  ['a sign that is none', '07ea0b17 0e1e0f05 000800', null],
  ['9 octets', '07ea0b17 0e1e0f05 2b', null],
])('DateAndTime, %s', (_, hex, expected) => {
  expect(dateAndTimeOf(Buffer.from(hex.replaceAll(' ', ''), 'hex'))).toEqual(expected)
})

test.each([
  ['with its zone: how far the clock is off', '07ea0b17 0e1f0000 2b0800', 60],
  ['without its zone: unknown, not eight hours off', '07ea0b17 0e1f0000', undefined],
])('the device’s clock, %s', async (_, hex, expected) => {
  const date: Varbind = {
    oid: '1.3.6.1.2.1.25.1.2.0',
    type: 'octets',
    value: Buffer.from(hex.replaceAll(' ', ''), 'hex'),
  }
  // 14:30 in Beijing.
  const now = () => new Date('2026-11-23T06:30:00.000Z')
  const collection = await collectWhile(answering([...switchMib(1), date]), { now })
  expect(collection.samples.find(({ metric }) => metric === 'device.clock-offset')?.value).toBe(expected)
})

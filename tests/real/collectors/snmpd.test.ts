import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SnmpCredential } from '../../../collectors/snmp/credential.ts'
import { codesOf, collectFrom } from '../../collectors/support/collect.ts'
import { createBench, startSnmpd } from './support.ts'

const port = 21_161
const bench = createBench()

beforeAll(() =>
  startSnmpd(
    bench,
    port,
    [
      'rocommunity citybase-test',
      'createUser md5des MD5 "authentication" DES "privacy-key"',
      'createUser sha256aes SHA-256 "authentication" AES "privacy-key"',
      'createUser sha512aes SHA-512 "authentication" AES "privacy-key"',
      'createUser shaonly SHA "authentication"',
      'createUser open',
      'rouser md5des authPriv',
      'rouser sha256aes authPriv',
      'rouser sha512aes authPriv',
      'rouser shaonly authNoPriv',
      'rouser open noauth',
      'sysName real-snmpd',
      'sysContact 信息中心',
      'sysLocation 锦州市第一机房',
    ].join('\n'),
  ),
)
afterAll(() => bench.stop())

const patience = { timeoutMs: 3000, retries: 1 }
const v3 = (userName: string, authProtocol: string, privProtocol: string, keys = {}): SnmpCredential =>
  ({
    version: '3',
    userName,
    authProtocol,
    authKey: authProtocol === 'none' ? null : 'authentication',
    privProtocol,
    privKey: privProtocol === 'none' ? null : 'privacy-key',
    contextName: null,
    ...keys,
  }) as SnmpCredential

describe('a real snmpd', () => {
  test.each([
    ['v2c', { version: '2c', community: 'citybase-test' } satisfies SnmpCredential],
    ['v3 authPriv SHA-256/AES', v3('sha256aes', 'sha256', 'aes')],
    ['v3 authPriv SHA-512/AES', v3('sha512aes', 'sha512', 'aes')],
    ['v3 authPriv MD5/DES', v3('md5des', 'md5', 'des')],
    ['v3 authNoPriv SHA-1', v3('shaonly', 'sha', 'none')],
    ['v3 noAuthNoPriv', v3('open', 'none', 'none')],
  ])('%s: answers completely', async (_, credential) => {
    const collection = await collectFrom(port, patience, credential)
    expect(collection.problems).toEqual([])
    expect(collection).toMatchObject({
      status: 'complete',
      facts: {
        device: { name: 'real-snmpd', kind: 'server', contact: '信息中心', location: '锦州市第一机房' },
      },
    })
    const loopback = collection.facts?.interfaces.find((one) => one.name === 'lo')
    expect(loopback).toMatchObject({ type: 24, operUp: true, counterBits: 64 })
    expect(collection.facts?.addresses).toContainEqual({
      ip: '127.0.0.1',
      prefixLength: 8,
      interfaceIndex: loopback?.index,
    })
    expect(collection.facts?.sensors.some((sensor) => sensor.kind === 'memory')).toBe(true)
  })

  test.each([
    ['an unknown user', v3('nobody', 'sha256', 'aes'), 'wrong-credential'],
    [
      'a wrong authentication key',
      v3('sha256aes', 'sha256', 'aes', { authKey: 'not-the-key' }),
      'wrong-credential',
    ],
    ['a wrong privacy key', v3('sha256aes', 'sha256', 'aes', { privKey: 'not-the-key' }), 'wrong-credential'],
    ['another algorithm', v3('sha256aes', 'sha', 'aes'), 'wrong-credential'],
    ['less security than the user needs', v3('sha256aes', 'none', 'none'), 'wrong-credential'],
    ['a wrong community', { version: '2c', community: 'wrong' } satisfies SnmpCredential, 'no-answer'],
  ])('%s: failed, and the problem says so', async (_, credential, code) => {
    const collection = await collectFrom(port, { timeoutMs: 700, retries: 0 }, credential)
    expect(collection).toMatchObject({ status: 'failed', facts: null })
    expect(codesOf(collection)).toEqual([code])
  })
})

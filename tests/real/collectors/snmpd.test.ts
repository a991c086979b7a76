import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SnmpCredential } from '../../../collectors/snmp/credential.ts'
import { createDeviceMemories } from '../../../collectors/snmp/memory/device-memories.ts'
import type { OfferedCredential } from '../../../collectors/snmp/credential.ts'
import { createSnmpCollector } from '../../../collectors/snmp/collector.ts'
import { codesOf, collectFrom } from '../../collectors/support/collect.ts'
import { pollTimes } from '../../collectors/snmp/poll/polls.ts'
import { createBench, startSnmpd } from './support.ts'

const port = 21_461
const anotherPort = 21_462
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
      'createUser sha512aes256 SHA-512 "authentication" AES-256 "privacy-key"',
      'createUser sha1aes256 SHA "authentication" AES-256 "privacy-key"',
      'createUser sha224aes SHA-224 "authentication" AES "privacy-key"',
      'createUser sha384aes SHA-384 "authentication" AES "privacy-key"',
      'createUser shaonly SHA "authentication"',
      'createUser open',
      'rouser md5des authPriv',
      'rouser sha256aes authPriv',
      'rouser sha512aes authPriv',
      'rouser sha512aes256 authPriv',
      'rouser sha1aes256 authPriv',
      'rouser sha224aes authPriv',
      'rouser sha384aes authPriv',
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
    ['v1', { version: '1', community: 'citybase-test' } satisfies SnmpCredential],
    ['v2c', { version: '2c', community: 'citybase-test' } satisfies SnmpCredential],
    ['v3 authPriv SHA-256/AES', v3('sha256aes', 'sha256', 'aes')],
    ['v3 authPriv SHA-512/AES', v3('sha512aes', 'sha512', 'aes')],
    ['v3 authPriv SHA-224/AES', v3('sha224aes', 'sha224', 'aes')],
    ['v3 authPriv SHA-384/AES', v3('sha384aes', 'sha384', 'aes')],
    ['v3 authPriv SHA-512/AES-256', v3('sha512aes256', 'sha512', 'aes256b')],
    ['v3 authPriv SHA-1/AES-256, whose key is extended', v3('sha1aes256', 'sha', 'aes256b')],
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
    // Counter64 does not exist in v1 (RFC 2576, 4.1).
    const counterBits = credential.version === '1' ? 32 : 64
    expect(loopback).toMatchObject({ type: 24, operUp: true, counterBits })
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

  test('several credentials: tried in order, the right one remembered, the wrong ones left alone', async () => {
    const right = v3('sha256aes', 'sha256', 'aes')
    const offered: OfferedCredential[] = [
      { id: 1, credential: v3('nobody', 'sha256', 'aes') },
      { id: 2, credential: v3('sha256aes', 'sha256', 'aes', { authKey: 'not-the-key' }) },
      { id: 3, credential: right },
      { id: 4, credential: { version: '2c', community: 'citybase-test' } },
    ]
    const memories = createDeviceMemories()
    const collector = createSnmpCollector(patience, memories)
    const visit = () =>
      collector.collect({ id: null, address: '127.0.0.1', port }, offered, {
        signal: new AbortController().signal,
        onProgress: () => {},
        deadlineMs: 30_000,
        now: () => new Date(),
      })
    const first = await visit()
    const second = await visit()
    expect([first.status, first.credentialId]).toEqual(['complete', 3])
    expect([second.status, second.credentialId]).toEqual(['complete', 3])
    // No discovery and no refused attempt any more: the engine and the credential are remembered.
    expect(second.load!.packetsSent).toBeLessThan(first.load!.packetsSent)
    expect(second.load!.timeouts).toBe(0)
    expect(second.load!.deviceMilliseconds).toBeGreaterThan(0)
    expect(memories.of({ address: '127.0.0.1', port }).engine?.id).toMatch(/^80001f88/)
  })

  test.each([
    ['SHA-256/AES', v3('sha256aes', 'sha256', 'aes')],
    ['SHA-1/AES-256, whose key is extended', v3('sha1aes256', 'sha', 'aes256b')],
    ['MD5/DES', v3('md5des', 'md5', 'des')],
  ])('v3 authPriv %s: its ports are polled, too', async (_, credential) => {
    const polled = await pollTimes(port, credential, 2)
    for (const poll of polled) {
      expect(poll).toMatchObject({ answered: true, isPartial: false, timeouts: 0 })
      expect(poll.ports).toContain('lo')
    }
  })

  test('an agent that began anew with the same engine id is in step again after one report', async () => {
    const memories = createDeviceMemories()
    const collector = createSnmpCollector(patience, memories)
    const where = { id: null, address: '127.0.0.1', port }
    const offered = [{ id: 1, credential: v3('sha256aes', 'sha256', 'aes') }]
    const options = () => ({
      signal: new AbortController().signal,
      onProgress: () => {},
      deadlineMs: 30_000,
      now: () => new Date(),
    })
    await collector.collect(where, offered, options())
    const memory = memories.of(where)
    // As after a restart of the agent: what is remembered lies a boot and an hour off.
    memory.engine = {
      ...memory.engine!,
      boots: memory.engine!.boots + 1,
      seconds: memory.engine!.seconds + 3600,
    }
    const again = await collector.collect(where, offered, options())
    expect(again.problems).toEqual([])
    expect(again.status).toBe('complete')
  })

  test('two agents with one engine id are told apart by where they are, and the fault is stated', async () => {
    const other = createBench()
    try {
      const id = '0x80001f8804636974796261736500000001'
      const users = 'createUser twin SHA-256 "authentication" AES "privacy-key"\nrouser twin authPriv\n'
      await startSnmpd(other, anotherPort, `exactEngineID ${id}\n${users}sysName first`)
      await startSnmpd(other, anotherPort + 1, `exactEngineID ${id}\n${users}sysName second`, 'second')
      const collector = createSnmpCollector(patience)
      const visit = (where: number) =>
        collector.collect(
          { id: null, address: '127.0.0.1', port: where },
          [{ id: 1, credential: v3('twin', 'sha256', 'aes') }],
          {
            signal: new AbortController().signal,
            onProgress: () => {},
            deadlineMs: 30_000,
            now: () => new Date(),
          },
        )
      const first = await visit(anotherPort)
      const second = await visit(anotherPort + 1)
      expect(first.facts?.device.name).toBe('first')
      expect(second.facts?.device.name).toBe('second')
      expect(codesOf(first)).toEqual([])
      expect(second.problems).toMatchObject([
        { code: 'duplicate-engine-id', detail: `127.0.0.1:${anotherPort}` },
      ])
      expect(second.status).toBe('complete')
    } finally {
      await other.stop()
    }
  })

  test('a context: what it holds is read, and one that the device lacks is named in the problem', async () => {
    const other = createBench()
    try {
      await startSnmpd(other, anotherPort, 'rocommunity inner\nsysName inside-the-context', 'inner')
      await startSnmpd(
        other,
        anotherPort + 1,
        [
          'createUser vrf SHA-256 "authentication" AES "privacy-key"',
          'view all included .1',
          'rouser vrf authPriv -V all vrf1',
          'sysName outside',
          `proxy -Cn vrf1 -v 2c -c inner 127.0.0.1:${anotherPort} .1.3`,
        ].join('\n'),
        'outer',
      )
      const within = (contextName: string) =>
        collectFrom(anotherPort + 1, patience, {
          ...v3('vrf', 'sha256', 'aes'),
          contextName,
        } as SnmpCredential)
      expect((await within('vrf1')).facts?.device.name).toBe('inside-the-context')
      const lacking = await within('no-such-vrf')
      expect(lacking).toMatchObject({ status: 'failed', facts: null })
      expect(lacking.problems).toMatchObject([
        { code: 'wrong-credential', detail: expect.stringContaining('no-such-vrf') as string },
      ])
    } finally {
      await other.stop()
    }
  })
})

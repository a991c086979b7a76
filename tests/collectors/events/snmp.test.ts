import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import {
  element,
  integer,
  octets,
  oid,
  readElement,
  readInteger,
  readOid,
} from '../../../collectors/snmp/usm/ber.ts'
import { openEngine } from '../../../collectors/events/snmp/engine.ts'
import { handleDatagram } from '../../../collectors/events/snmp/handle-datagram.ts'
import { KeyRing } from '../../../collectors/events/snmp/key-ring.ts'
import {
  decrypt,
  encrypt,
  localiseKey,
  passwordToKey,
  privacyKey,
} from '../../../collectors/snmp/usm/ciphers.ts'
import { scopedPdu } from '../../../collectors/snmp/usm/message.ts'
import { Security } from '../../../collectors/events/snmp/security.ts'
import { SenderClocks } from '../../../collectors/events/snmp/time-window.ts'
import type { SnmpCredential } from '../../../collectors/snmp/credential.ts'

const folder = mkdtempSync(join(tmpdir(), 'citybase-events-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('BER', () => {
  test('integers come back as they were', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 47), max: 2 ** 47 - 1 }), (value) => {
        expect(readInteger(readElement(integer(value)).content)).toBe(value)
      }),
    )
  })

  test('object identifiers come back as they were', () => {
    const dotted = fc
      .tuple(
        fc.constantFrom('0.9', '1.3', '2.999'),
        fc.array(fc.integer({ min: 0, max: 2 ** 32 - 1 }), { maxLength: 20 }),
      )
      .map(([head, rest]) => [head, ...rest].join('.'))
    fc.assert(
      fc.property(dotted, (text) => {
        expect(readOid(readElement(oid(text)).content)).toBe(text)
      }),
    )
  })

  test('an element of any length keeps its content', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70_000 }), (bytes) => {
        expect(readElement(octets(bytes)).content.equals(bytes)).toBe(true)
      }),
      { numRuns: 30 },
    )
  })
})

const seconds = () => 1_000_000
const user: Extract<SnmpCredential, { version: '3' }> = {
  version: '3',
  userName: 'watch',
  authProtocol: 'sha256',
  authKey: 'authentication',
  privProtocol: 'aes',
  privKey: 'privacy-key',
  contextName: null,
}

function receiver(users: (typeof user)[] = [user]) {
  const keys = new KeyRing()
  keys.use(users)
  return new Security(openEngine(folder, Date.now), keys, seconds)
}

const trapOid = '1.3.6.1.6.3.1.1.5.3'
const variable = (name: string, value: Buffer) => element(0x30, oid(name), value)
const notificationPdu = (tag: number) =>
  element(
    tag,
    integer(77),
    integer(0),
    integer(0),
    element(
      0x30,
      variable('1.3.6.1.2.1.1.3.0', integer(5, 0x43)),
      variable('1.3.6.1.6.3.1.1.4.1.0', oid(trapOid)),
      variable('1.3.6.1.2.1.2.2.1.1.7', integer(7)),
    ),
  )
const v2c = element(0x30, integer(1), octets(Buffer.from('public')), notificationPdu(0xa7))

/** A trap as another engine would send it: our own sealing side, with an engine of its own. */
function sentTrap(from = user) {
  const other = mkdtempSync(join(folder, 'sender-'))
  const keys = new KeyRing()
  keys.use([from])
  const engine = openEngine(other, () => 0)
  const sender = new Security(engine, keys, seconds)
  const context = { contextEngineId: engine.id, contextName: Buffer.alloc(0) }
  return sender.seal(
    1,
    { user: from, auth: from.authProtocol !== 'none', priv: from.privProtocol !== 'none' },
    scopedPdu(context, notificationPdu(0xa7)),
  )
}

describe('a datagram on the trap port', () => {
  test('never throws, whatever it holds', () => {
    const security = receiver()
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(handleDatagram(Buffer.from(bytes), security, null).notification).toBeNull()
      }),
    )
    const whole = [v2c, sentTrap()]
    fc.assert(
      fc.property(
        fc.constantFrom(...whole),
        fc.nat(),
        fc.integer({ min: 0, max: 255 }),
        fc.nat(),
        (message, at, byte, end) => {
          const broken = Buffer.from(message)
          broken[at % broken.length] = byte
          handleDatagram(broken.subarray(0, end % (broken.length + 1)), security, null)
        },
      ),
      { numRuns: 2000 },
    )
  })

  test('cut short anywhere, it is malformed', () => {
    const security = receiver()
    for (let length = 0; length < v2c.length; length++)
      expect(handleDatagram(v2c.subarray(0, length), security, null).drop).toBe('malformed')
    expect(handleDatagram(v2c, security, null).notification).toMatchObject({ trapOid, requestId: 77 })
  })

  test('that is no notification is not answered', () => {
    const get = element(0x30, integer(1), octets(Buffer.from('public')), notificationPdu(0xa0))
    expect(handleDatagram(get, receiver(), null)).toEqual({
      notification: null,
      drop: 'not-a-notification',
      reply: null,
    })
  })
})

describe('keys', () => {
  // RFC 3414, A.3.1 and A.3.2.
  const engineId = Buffer.from('000000000000000000000002', 'hex')
  test.each([
    ['md5', '526f5eed9fcce26f8964c2930787d82b'],
    ['sha', '6695febc9288e36282235fc7151f128497b38f3f'],
  ] as const)('of the password "maplesyrup" with %s are those of RFC 3414', (auth, expected) => {
    const key = passwordToKey(auth, Buffer.from('maplesyrup'))
    expect(localiseKey(auth, key, engineId).toString('hex')).toBe(expected)
  })

  test('what is encrypted is decrypted, by every cipher and digest', () => {
    const clock = { boots: 3, time: 4711 }
    const auths = ['md5', 'sha', 'sha224', 'sha256', 'sha384', 'sha512'] as const
    for (const auth of auths)
      for (const priv of ['des', 'aes', 'aes256b', 'aes256r'] as const) {
        const key = privacyKey(auth, priv, passwordToKey(auth, Buffer.from('privacy-key')), engineId)
        const text = Buffer.from('0123456789abcdef')
        const { salt, encrypted } = encrypt(priv, key, text, clock)
        expect(decrypt(priv, key, salt, encrypted, clock).toString()).toBe(text.toString())
      }
  })
})

describe('a v3 trap', () => {
  test('is opened with the user’s keys', () => {
    expect(handleDatagram(sentTrap(), receiver(), null)).toMatchObject({
      notification: { trapOid, protocol: 'SNMPv3', userName: 'watch', securityLevel: 'authPriv' },
      drop: null,
      reply: null,
    })
  })

  test('of a user whose name two credentials share is opened by the one whose key fits', () => {
    const other = { ...user, authKey: 'another-secret', privKey: 'another-secret' }
    expect(handleDatagram(sentTrap(), receiver([other, user]), null).drop).toBeNull()
  })

  test.each([
    ['unknown-user', [{ ...user, userName: 'other' }], user],
    ['wrong-digest', [{ ...user, authKey: 'another-secret' }], user],
    ['cannot-decrypt', [{ ...user, privKey: 'another-secret' }], user],
    [
      'low-security',
      [user],
      { ...user, authProtocol: 'none', authKey: null, privProtocol: 'none', privKey: null },
    ],
  ] as const)('is dropped: %s', (drop, known, from) => {
    expect(handleDatagram(sentTrap(from as never), receiver(known as never), null)).toMatchObject({
      notification: null,
      drop,
    })
  })

  test('one changed octet behind the header makes it unauthentic', () => {
    const message = sentTrap()
    message[message.length - 1]! ^= 1
    expect(handleDatagram(message, receiver(), null).drop).toBe('wrong-digest')
  })
})

test('a sender’s clock: old messages are refused, a restart is not', () => {
  const clocks = new SenderClocks()
  expect(clocks.accept('e', { boots: 2, time: 1000 }, 0)).toBe(true)
  expect(clocks.accept('e', { boots: 2, time: 900 }, 10)).toBe(true)
  expect(clocks.accept('e', { boots: 2, time: 859 }, 10)).toBe(false)
  expect(clocks.accept('e', { boots: 1, time: 5000 }, 10)).toBe(false)
  expect(clocks.accept('e', { boots: 3, time: 1 }, 20)).toBe(true)
  expect(clocks.accept('e', { boots: 2, time: 2000 }, 20)).toBe(false)
  expect(clocks.accept('other', { boots: 1, time: 1 }, 20)).toBe(true)
  expect(clocks.accept('last', { boots: 2 ** 31 - 1, time: 1 }, 20)).toBe(false)
})

test('our own engine keeps its id and counts its boots', () => {
  const own = mkdtempSync(join(folder, 'own-'))
  const first = openEngine(own, () => 5000)
  const second = openEngine(own, () => 9000)
  expect(first.boots).toBe(1)
  expect(second.boots).toBe(2)
  expect(second.id.equals(first.id)).toBe(true)
  expect(first.id.length).toBeGreaterThanOrEqual(5)
  expect(first.id[0]! & 0x80).toBe(0x80)
})

import { execFile } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { connect } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { startCollector, type RunningCollector } from '../../../collectors/process.ts'
import { createCollector } from '../../../server/features/collectors/actions.ts'
import { serve } from '../../../server/main.ts'
import { readSettings } from '../../../server/settings.ts'
import { aCredential, aDevice, aNetworkZone, aTarget } from '../../support/factories.ts'
import { createBench, startSnmpd } from './support.ts'

/*
 * Real senders: net-snmp's snmptrap and snmpinform, util-linux' logger. A collector with its receiver's thread hands in
 * to a server over HTTP, and a real snmpd is collected meanwhile.
 */

const run = promisify(execFile)
const snmpdPort = 21_830
const trapPort = 21_831
const syslogPort = 21_832
const bench = createBench()
const warnings: string[] = []

const users = {
  sha256aes: ['SHA-256', 'AES', 'sha256', 'aes'],
  sha512aes: ['SHA-512', 'AES', 'sha512', 'aes'],
  sha512aes256: ['SHA-512', 'AES-256', 'sha512', 'aes256b'],
  shaaes256: ['SHA', 'AES-256', 'sha', 'aes256b'],
  md5des: ['MD5', 'DES', 'md5', 'des'],
  shaonly: ['SHA', null, 'sha', 'none'],
} as const
type User = keyof typeof users

let server: Awaited<ReturnType<typeof serve>>
let collector: RunningCollector
let targetId: number
let deviceId: number

beforeAll(async () => {
  await startSnmpd(bench, snmpdPort, 'rocommunity citybase-test\nsysName real-snmpd')
  server = await serve(
    readSettings({
      CITYBASE_DATA: bench.folder,
      CITYBASE_PORT: '0',
      CITYBASE_LOG_LEVEL: 'error',
    }),
  )
  const { app } = server
  const zone = await aNetworkZone(app)
  const seal = (secrets: object) => ({ sealedSecrets: app.secrets.seal(JSON.stringify(secrets)) })
  const credential = await aCredential(app, seal({ community: 'citybase-test' }))
  const device = await aDevice(app)
  const target = await aTarget(app, {
    networkZoneId: zone.id,
    credentialId: credential.id,
    deviceId: device.id,
    address: '127.0.0.1',
    port: snmpdPort,
    intervalSeconds: 3600,
  })
  targetId = target.id
  deviceId = device.id
  for (const [userName, [, , authProtocol, privProtocol]] of Object.entries(users)) {
    const v3 = await aCredential(app, {
      ...seal({ authKey: 'authentication', privKey: 'privacy-key' }),
      protocol: 'snmp-v3',
      userName,
      authProtocol,
      privProtocol,
    })
    // A credential comes to the collector with a target that uses it; nothing answers there.
    await aTarget(app, {
      networkZoneId: zone.id,
      credentialId: v3.id,
      address: '127.0.0.77',
      intervalSeconds: 86_400,
    })
  }
  const { token } = await createCollector(
    app,
    { name: 'traps', networkZoneId: zone.id, enabled: true },
    { userId: null },
  )
  collector = await startCollector({
    serverUrl: server.url,
    token,
    spoolFolder: join(bench.folder, 'spool'),
    firstWithinMs: 100,
    heartbeatSeconds: 1,
    events: { host: '127.0.0.1', trapPort, syslogPort, communities: ['traps-only'] },
    warn: (text) => void warnings.push(text.en),
  })
  // The first visit names the interfaces.
  await vi.waitFor(
    async () => expect(await app.ledger.support.observation.count({ where: { targetId } })).toBe(1),
    { timeout: 30_000, interval: 200 },
  )
  await vi.waitFor(async () => expect(await app.ledger.models.eventReceiver.count()).toBe(2), {
    timeout: 30_000,
    interval: 200,
  })
})
afterAll(async () => {
  await collector?.stop()
  await server?.close()
  await bench.stop()
})

interface Row extends Record<string, unknown> {
  details: Record<string, unknown>
}

async function events(where: object): Promise<Row[]> {
  const rows = (await server.app.ledger.models.deviceEvent.findAll({
    where: where as never,
    order: ['id'],
    raw: true,
  })) as unknown as Record<string, unknown>[]
  return rows.map((row) => ({ ...row, details: JSON.parse(String(row['details'])) as Row['details'] }))
}

/** The one event of this kind, once it is in the ledger. */
async function arrived(where: object): Promise<Row> {
  await expect.poll(async () => (await events(where)).length, { timeout: 15_000 }).toBeGreaterThan(0)
  const rows = await events(where)
  expect(rows).toHaveLength(1)
  return rows[0]!
}

const quiet = () => ({
  env: {
    ...process.env,
    MIBS: '',
    HOME: bench.folder,
    SNMPCONFPATH: bench.folder,
    SNMP_PERSISTENT_DIR: bench.folder,
  },
  timeout: 20_000,
})
const to = `udp:127.0.0.1:${trapPort}`
const linkDown = '1.3.6.1.6.3.1.1.5.3'
const linkUp = '1.3.6.1.6.3.1.1.5.4'
/** An OID of its own for each test, below NET-SNMP-EXAMPLES-MIB. */
let last = 0
const freshOid = () => `1.3.6.1.4.1.8072.2.3.0.${++last + 1000}`
const secured = (user: User) => {
  const [auth, priv] = users[user]
  return [
    ['-v', '3', '-u', user, '-a', auth, '-A', 'authentication'],
    priv === null ? ['-l', 'authNoPriv'] : ['-l', 'authPriv', '-x', priv, '-X', 'privacy-key'],
  ].flat()
}

describe('snmptrap', () => {
  test('v1, translated to the OID that v2c would carry', async () => {
    await run(
      'snmptrap',
      ['-v', '1', '-c', 'traps-only', to, '1.3.6.1.4.1.8072.2.3', '127.0.0.1', '6', '77', '55'],
      quiet(),
    )
    const event = await arrived({ code: '1.3.6.1.4.1.8072.2.3.0.77' })
    expect(event).toMatchObject({ source: 'trap', senderAddress: '127.0.0.1', deviceId, targetId })
    expect(event.details).toMatchObject({ protocol: 'SNMPv1', agentAddress: '127.0.0.1' })
  })

  test('v2c, with its variables, titles in both languages and the interface by its name', async () => {
    const index = ['1.3.6.1.2.1.2.2.1.1.1', 'i', '1', '1.3.6.1.2.1.2.2.1.7.1', 'i', '1']
    await run('snmptrap', ['-v', '2c', '-c', 'traps-only', to, '4711', linkUp, ...index], quiet())
    const event = await arrived({ code: linkUp })
    expect(event).toMatchObject({
      name: '接口恢复',
      nameEn: 'Interface up',
      severity: 'notice',
      part: 'lo',
      deviceId,
    })
    expect(event.details['variables']).toContainEqual({
      oid: '1.3.6.1.2.1.2.2.1.7.1',
      name: 'ifAdminStatus.1',
      type: 'integer',
      value: '1',
    })
  })

  test('a community that is not allowed is counted and leaves no event', async () => {
    const oid = freshOid()
    await run('snmptrap', ['-v', '2c', '-c', 'public', to, '', oid], quiet())
    await expect.poll(() => droppedBy('unknown-community'), { timeout: 15_000 }).toBeGreaterThan(0)
    expect(await events({ code: oid })).toEqual([])
  })

  test.each(Object.keys(users) as User[])('v3 with %s', async (user) => {
    const oid = freshOid()
    await run(
      'snmptrap',
      [
        ...secured(user),
        '-e',
        `0x80001f88010a0b0c${(++last).toString(16).padStart(4, '0')}`,
        to,
        '',
        oid,
        '1.3.6.1.2.1.1.5.0',
        's',
        '核心交换机',
      ],
      quiet(),
    )
    const event = await arrived({ code: oid })
    expect(event.details).toMatchObject({
      protocol: 'SNMPv3',
      userName: user,
      securityLevel: user === 'shaonly' ? 'authNoPriv' : 'authPriv',
    })
    expect(event.details['variables']).toContainEqual(
      expect.objectContaining({ name: 'sysName.0', value: '核心交换机' }),
    )
  })

  test.each([
    [
      'a wrong authentication key',
      'wrong-digest',
      ['-a', 'SHA-256', '-A', 'not-the-key', '-x', 'AES', '-X', 'privacy-key'],
    ],
    [
      'a wrong privacy key',
      'cannot-decrypt',
      ['-a', 'SHA-256', '-A', 'authentication', '-x', 'AES', '-X', 'not-the-key'],
    ],
  ])('v3 with %s is counted and leaves no event', async (_, reason, keys) => {
    const oid = freshOid()
    const before = await droppedBy(reason)
    await run(
      'snmptrap',
      ['-v', '3', '-l', 'authPriv', '-u', 'sha256aes', ...keys, '-e', '0x80001f880199', to, '', oid],
      quiet(),
    )
    await expect.poll(() => droppedBy(reason), { timeout: 15_000 }).toBeGreaterThan(before)
    expect(await events({ code: oid })).toEqual([])
  })
})

describe('snmpinform: it ends well only when it was acknowledged', () => {
  test('v2c', async () => {
    const oid = freshOid()
    await run('snmpinform', ['-v', '2c', '-c', 'traps-only', to, '', oid], quiet())
    expect(await arrived({ code: oid })).toMatchObject({ source: 'inform', count: 1 })
  })

  test.each(Object.keys(users) as User[])(
    'v3 with %s: engine discovery, clock, acknowledgement',
    async (user) => {
      const oid = freshOid()
      await run('snmpinform', [...secured(user), to, '', oid], quiet())
      const event = await arrived({ code: oid })
      expect(event).toMatchObject({ source: 'inform', count: 1 })
      expect(event.details).toMatchObject({ userName: user })
    },
  )

  test('a community that is not allowed is not acknowledged', async () => {
    await expect(
      run('snmpinform', ['-v', '2c', '-c', 'public', '-t', '1', '-r', '0', to, '', freshOid()], quiet()),
    ).rejects.toMatchObject({ code: 1 })
  })
})

describe('logger', () => {
  const log = (...args: string[]) => run('logger', ['-n', '127.0.0.1', '-P', String(syslogPort), ...args])

  test.each([
    ['--udp', '--rfc3164', 'RFC 3164'],
    ['--udp', '--rfc5424', 'RFC 5424'],
    ['--tcp', '--rfc3164', 'RFC 3164'],
    ['--tcp', '--rfc5424', 'RFC 5424'],
  ])('%s %s', async (transport, form, protocol) => {
    const words = `线路 ${transport.slice(2)} ${form.slice(2)} 测试`
    await log(transport, form, '-t', 'probe', '-p', 'auth.err', words)
    const event = await arrived({ name: words })
    expect(event).toMatchObject({ source: 'syslog', severity: 'error', category: 'security', deviceId })
    expect(event.details).toMatchObject({
      protocol,
      transport: transport.slice(2),
      appName: 'probe',
      facility: 4,
    })
    expect(Math.abs(Date.parse(String(event['deviceAt'])) - Date.now())).toBeLessThan(600_000)
  })

  test('--tcp --octet-count', async () => {
    await log('--tcp', '--octet-count', '--rfc5424', '-t', 'probe', 'counted octets')
    expect(await arrived({ name: 'counted octets' })).toMatchObject({ severity: 'notice' })
  })

  test('a maker’s mnemonic names what happened and where', async () => {
    await log(
      '--udp',
      '--rfc3164',
      '-t',
      'HUAWEI',
      '-p',
      'local7.warning',
      '%%01IFNET/4/LINK_STATE(l)[12]:The line protocol IP on the interface GigabitEthernet0/0/5 has entered the DOWN state.',
    )
    expect(await arrived({ code: 'IFNET/LINK_STATE' })).toMatchObject({
      name: '接口链路协议断开',
      nameEn: 'Line protocol down',
      part: 'GigabitEthernet0/0/5',
      category: 'link',
      severity: 'error',
    })
  })

  test('GB18030 over UDP and TCP', async () => {
    const line = iconv.encode(
      '<187>Nov 24 10:00:00 HX-SW1 %%10DEV/3/POWER_FAILED: 电源模块2故障，请检查供电',
      'gb18030',
    )
    const socket = createSocket('udp4')
    await new Promise((resolve) => socket.send(line, syslogPort, '127.0.0.1', resolve))
    socket.close()
    expect(await arrived({ code: 'DEV/POWER_FAILED' })).toMatchObject({
      name: '电源故障',
      hostname: 'HX-SW1',
      text: expect.stringContaining('电源模块2故障，请检查供电') as unknown,
      details: { decodedAs: 'gb18030' },
    })
    const stream = connect(syslogPort, '127.0.0.1')
    stream.end(
      Buffer.concat([iconv.encode('<190>1 - HX-SW2 - - - - 风扇转速正常', 'gb18030'), Buffer.from('\n')]),
    )
    expect(await arrived({ name: '风扇转速正常' })).toMatchObject({ hostname: 'HX-SW2' })
  })
})

test('a link that goes down has its device collected at once', async () => {
  const runs = () => server.app.ledger.models.collectionRun.count({ where: { targetId } })
  // What earlier tests asked for is done.
  await expect.poll(() => server.app.ledger.support.collection_wish.count(), { timeout: 40_000 }).toBe(0)
  await expect
    .poll(() => server.app.ledger.support.job.count({ where: { state: ['waiting', 'running'] } }), {
      timeout: 30_000,
    })
    .toBe(0)
  const before = await runs()
  await run(
    'snmptrap',
    ['-v', '2c', '-c', 'traps-only', to, '', linkDown, '1.3.6.1.2.1.2.2.1.1.1', 'i', '1'],
    quiet(),
  )
  expect(await arrived({ code: linkDown })).toMatchObject({ severity: 'error', part: 'lo', targetId })
  await expect.poll(runs, { timeout: 40_000 }).toBe(before + 1)
})

test('a flood of 50,000 datagrams stays bounded and counted, and collecting goes on', async () => {
  const { app } = server
  const before = await receiver('syslog')
  const flood = run(process.execPath, [
    '-e',
    `const s = require('dgram').createSocket('udp4')
     s.bind(0, '127.0.0.9', async () => {
       for (let i = 0; i < 50000; i++) {
         await new Promise((done) => s.send('<134>Nov 24 10:00:00 storm app: line ' + i, ${syslogPort}, '127.0.0.1', done))
       }
       s.close()
     })`,
  ])
  // Collected on request, by the same collector, while the flood runs.
  const answers: number[] = []
  let over = false
  void flood.finally(() => (over = true))
  while (!over) {
    const runs = await app.ledger.models.collectionRun.count({ where: { targetId } })
    await app.ledger.support.collection_wish.destroy({ where: {} })
    await app.ledger.support.job.create({
      targetId,
      state: 'waiting',
      done: 0,
      total: 8,
      variables: 0,
      requestedById: null,
      requestedAt: new Date().toISOString(),
    })
    await expect
      .poll(() => app.ledger.models.collectionRun.count({ where: { targetId } }), { timeout: 10_000 })
      .toBeGreaterThan(runs)
    answers.push(runs)
  }
  await flood
  expect(answers.length).toBeGreaterThan(0)
  await expect
    .poll(async () => Number((await receiver('syslog'))['dropped']) - Number(before['dropped']), {
      timeout: 15_000,
    })
    .toBeGreaterThan(40_000)
  const after = await receiver('syslog')
  const grown = (key: string) => Number(after[key]) - Number(before[key])
  // Every one of the datagrams is accounted for: those that the system threw away are counted apart.
  const counted = (JSON.parse(String(after['details'])) as { droppedByReason: Record<string, number> })
    .droppedByReason
  const bySystem = counted['receive-buffer'] ?? 0
  expect(grown('accepted') + grown('joined') + grown('dropped')).toBe(grown('received') + bySystem)
  expect(grown('received') + bySystem).toBeGreaterThanOrEqual(50_000)
  await expect
    .poll(async () => (await events({ senderAddress: '127.0.0.9', category: 'flood' })).length, {
      timeout: 15_000,
    })
    .toBe(1)
  const stored = await events({ senderAddress: '127.0.0.9' })
  expect(stored.length).toBeLessThan(2500)
  expect(stored.some((event) => Boolean(event['sampled']))).toBe(true)
  expect(stored.find((event) => event['category'] === 'flood')).toMatchObject({
    name: '事件过多，已限速抽样（次数为丢弃数）',
    severity: 'warning',
  })
  expect((JSON.parse(String(after['details'])) as { senders: unknown[] }).senders).toContainEqual(
    expect.objectContaining({ address: '127.0.0.9' }),
  )
  // After the flood, others are heard as before.
  await run('logger', [
    '-n',
    '127.0.0.1',
    '-P',
    String(syslogPort),
    '--udp',
    '--rfc3164',
    '-t',
    'x',
    'after the flood',
  ])
  await arrived({ name: 'after the flood' })
  process.stderr.write(
    `flood: received ${grown('received')}, dropped ${grown('dropped')}, of which by the system ${bySystem}, stored rows ${stored.length}, collections meanwhile ${answers.length}\n`,
  )
})

test('a port that is taken is told, and nothing else stops', async () => {
  const said: string[] = []
  const other = await startCollector({
    serverUrl: 'http://127.0.0.1:9/',
    token: 'x',
    spoolFolder: join(bench.folder, 'other'),
    events: { host: '127.0.0.1', trapPort, syslogPort: 0, communities: null },
    warn: (text) => void said.push(text.en),
  })
  await expect.poll(() => said.join('\n'), { timeout: 10_000 }).toContain('another program uses the port')
  expect(said.join('\n')).toContain('CITYBASE_TRAP_PORT')
  await other.stop()
})

async function receiver(kind: 'trap' | 'syslog'): Promise<Record<string, unknown>> {
  return (await server.app.ledger.models.eventReceiver.findOne({
    where: { kind },
    raw: true,
  })) as unknown as Record<string, unknown>
}

async function droppedBy(reason: string): Promise<number> {
  const row = await receiver('trap')
  const details = JSON.parse(String(row?.['details'] ?? '{}')) as { droppedByReason?: Record<string, number> }
  return details.droppedByReason?.[reason] ?? 0
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { eventSettings } from '../../../collectors/cli/event-settings.ts'
import { UsageError } from '../../../collectors/cli/language.ts'
import { loadKnowledge } from '../../../collectors/events/knowledge.ts'
import { describeNotification } from '../../../collectors/events/snmp/describe.ts'
import type { Received } from '../../../collectors/events/snmp/handle-datagram.ts'
import type { Varbind } from '../../../collectors/snmp/varbind.ts'

const knowledge = loadKnowledge()

function described(trapOid: string, varbinds: Varbind[]) {
  const notification: Received = {
    kind: 'trap',
    requestId: 1,
    trapOid,
    agentAddress: null,
    varbinds,
    list: Buffer.alloc(0),
    protocol: 'SNMPv2c',
    userName: null,
    securityLevel: null,
    engineId: null,
  }
  return describeNotification(notification, { address: '10.0.0.1', port: 1, transport: 'udp' }, knowledge)
}
const number = (oid: string, value: number): Varbind => ({ oid, type: 'integer', value })
const text = (oid: string, value: string): Varbind => ({ oid, type: 'octets', value: Buffer.from(value) })

describe('what is known of notifications', () => {
  test('a link that an administrator shut is no fault', () => {
    const admin = '1.3.6.1.2.1.2.2.1.7.5'
    expect(described('1.3.6.1.6.3.1.1.5.3', [number(admin, 1)])).toMatchObject({
      severity: 'error',
      link: 'down',
    })
    expect(described('1.3.6.1.6.3.1.1.5.3', [number(admin, 2)])).toMatchObject({
      severity: 'notice',
      title: { zh: '接口被关闭（管理员操作）' },
    })
  })

  test('the part is the best name that is there: ifName before ifDescr before ifIndex', () => {
    const index = number('1.3.6.1.2.1.2.2.1.1.5', 5)
    const descr = text('1.3.6.1.2.1.2.2.1.2.5', 'GigabitEthernet0/0/5')
    const name = text('1.3.6.1.2.1.31.1.1.1.1.5', 'GE0/0/5')
    const part = (...varbinds: Varbind[]) => described('1.3.6.1.6.3.1.1.5.3', varbinds).part
    expect([part(index), part(index, descr), part(index, descr, name)]).toEqual([
      '5',
      'GigabitEthernet0/0/5',
      'GE0/0/5',
    ])
    expect(described('1.3.6.1.6.3.1.1.5.3', [index]).interfaceIndex).toBe(5)
  })

  test('a BGP peer is read from the index of its state', () => {
    expect(described('1.3.6.1.2.1.15.0.2', [number('1.3.6.1.2.1.15.3.1.2.10.0.0.2', 1)])).toMatchObject({
      part: '10.0.0.2',
      title: { en: 'BGP session lost' },
    })
  })

  test('with and without the zero before the last number, a notification is the same', () => {
    expect(described('1.3.6.1.2.1.33.2.0.1', []).title.en).toBe('UPS running on battery')
    expect(described('1.3.6.1.2.1.33.2.1', []).title.en).toBe('UPS running on battery')
  })

  test('one that no file knows is shown with its maker and OID, and other values are another event', () => {
    const zte = '1.3.6.1.4.1.3902.4101.1.1'
    expect(described(zte, []).title).toEqual({ zh: `ZTE 通知 ${zte}`, en: `ZTE notification ${zte}` })
    const nothing = { oid: '1.1', type: 'null', value: null } as const
    const keys = ['a', 'b'].map((value) => described(zte, [nothing, nothing, text('1.2.3', value)]).key)
    expect(keys[0]).not.toBe(keys[1])
  })

  test('a file that does not fit stops the start and says where', () => {
    const folder = mkdtempSync(join(tmpdir(), 'citybase-knowledge-'))
    writeFileSync(join(folder, 'bad.json'), JSON.stringify({ source: 'x', traps: [{ oid: 'abc' }] }))
    expect(() => loadKnowledge(pathToFileURL(`${folder}/`))).toThrow(/bad\.json/)
    rmSync(folder, { recursive: true })
  })
})

describe('settings', () => {
  test('the standard ports unless said, 0 is off, communities are a list', () => {
    expect(eventSettings({})).toEqual({ host: '::', trapPort: 162, syslogPort: 514, communities: null })
    expect(
      eventSettings({
        CITYBASE_TRAP_PORT: '0',
        CITYBASE_SYSLOG_PORT: '5514',
        CITYBASE_TRAP_COMMUNITIES: 'a, b,',
      }),
    ).toMatchObject({ trapPort: 0, syslogPort: 5514, communities: ['a', 'b'] })
  })

  test.each([
    ['CITYBASE_TRAP_PORT', '70000'],
    ['CITYBASE_SYSLOG_PORT', 'syslog'],
    ['CITYBASE_EVENT_HOST', 'everywhere'],
  ])('%s=%s is refused by name', (variable, value) => {
    let error: unknown
    try {
      eventSettings({ [variable]: value })
    } catch (thrown) {
      error = thrown
    }
    expect(error).toBeInstanceOf(UsageError)
    expect((error as UsageError).text.en).toContain(variable)
    expect((error as UsageError).text.zh).toContain(variable)
  })
})

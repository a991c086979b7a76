import { afterEach, describe, expect, test, vi } from 'vitest'
import { flushPromises, mount } from '@vue/test-utils'
import { createMemoryHistory, createRouter } from 'vue-router'
import { i18n } from '../../../web/i18n/index.ts'
import SevereEvents from '../../../web/features/overview/SevereEvents.vue'
import '../../../web/features/events/EventPanel.vue'
import '../../../web/features/events/DroppedSection.vue'
import { fakeApi } from '../support/fake-api.ts'
import { openConsole } from '../support/console.ts'
import type { Opened } from '../support/console.ts'
import { aDevice } from '../support/records.ts'

let opened: Opened | null = null
afterEach(() => {
  opened?.wrapper.unmount()
  opened = null
  vi.unstubAllGlobals()
})

const at = '2026-11-24T06:00:00.000Z'
const linkDown = {
  id: 1,
  version: 1,
  createdAt: at,
  updatedAt: at,
  severity: 'error',
  level: 3,
  category: 'link',
  source: 'trap',
  name: '接口断开',
  nameEn: 'Interface down',
  part: 'GigabitEthernet0/0/5',
  code: '1.3.6.1.6.3.1.1.5.3',
  deviceId: 7,
  deviceName: 'core-sw-01',
  targetId: 3,
  targetName: 'core-sw-01',
  collectorId: 1,
  collectorName: '外网采集器',
  roomId: null,
  senderAddress: '10.1.1.1',
  hostname: null,
  count: 12,
  firstAt: at,
  lastAt: at,
  receivedAt: at,
  deviceAt: null,
  sampled: false,
  text: 'linkDown',
  eventId: '6f0c1c1e-6c0d-4f37-9d0a-000000000001',
  details: {
    protocol: 'SNMPv3',
    transport: 'udp',
    senderPort: 41000,
    userName: 'watch',
    securityLevel: 'authPriv',
    engineId: '80001f8804',
    agentAddress: null,
    facility: null,
    appName: null,
    processId: null,
    variables: [{ oid: '1.3.6.1.2.1.2.2.1.7.5', name: 'ifAdminStatus.5', type: 'integer', value: '1' }],
    samples: [],
    decodedAs: null,
    truncated: false,
  },
}
const stray = {
  ...linkDown,
  id: 2,
  deviceId: null,
  deviceName: null,
  severity: 'warning',
  source: 'syslog',
  name: '风扇转速异常',
  nameEn: '风扇转速异常',
  part: null,
  senderAddress: '10.9.9.9',
  hostname: 'HX-SW9',
  count: 1,
  sampled: true,
  text: '<188>Nov 24 14:00:00 HX-SW9 风扇转速异常',
  details: { ...linkDown.details, protocol: 'RFC 3164', variables: [], decodedAs: 'gb18030', userName: null },
}
const reads = {
  'GET /events': () => ({ items: [linkDown, stray], next: null }),
  'GET /events/summary': () => ({ count: 2, sums: {}, facets: {} }),
  'GET /events/:id': ({ path }: { path: string }) => (path.endsWith('/2') ? stray : linkDown),
}
const openRow = async (words: string) => {
  const cell = opened!.wrapper.findAll('.table-body .row').find((one) => one.text().includes(words))
  await cell!.trigger('click')
  await vi.waitFor(async () => {
    await opened!.settle()
    expect(opened!.wrapper.find('aside .event-detail').exists()).toBe(true)
  }, 20_000)
  return opened!.wrapper.find('aside')
}

describe('the list of events', () => {
  test.each([
    ['zh', '接口断开', '错误', '链路'],
    ['en', 'Interface down', 'Error', 'Link'],
  ] as const)('in %s shows title, severity and category', async (language, title, severity, category) => {
    fakeApi(reads)
    opened = await openConsole('/events', { language })
    const text = opened.wrapper.text()
    for (const words of [title, severity, category, 'GigabitEthernet0/0/5', 'core-sw-01', '10.9.9.9'])
      expect(text).toContain(words)
  })

  test('is made by devices: nobody adds or removes events', async () => {
    fakeApi(reads)
    opened = await openConsole('/events')
    expect(opened.wrapper.findAll('button').map((one) => one.text())).not.toContain('新增设备事件')
  })

  test('the panel shows the variables, who sent it and how often', async () => {
    fakeApi(reads)
    opened = await openConsole('/events')
    const panel = await openRow('接口断开')
    const text = panel.text()
    for (const words of ['ifAdminStatus.5', '12 次', 'SNMPv3 · UDP · authPriv', 'watch', '80001f8804'])
      expect(text).toContain(words)
    expect(panel.find('a[href="/devices/7"]').text()).toBe('core-sw-01')
  })

  test('the panel of an unknown sender says so and leads to its targets; how its text was read is told', async () => {
    fakeApi(reads)
    opened = await openConsole('/events', { language: 'en' })
    const panel = await openRow('10.9.9.9')
    const text = panel.text()
    expect(text).toContain('The sender is not in the ledger')
    expect(panel.find('a[href="/targets?address.contains=10.9.9.9"]').exists()).toBe(true)
    expect(text).toContain('it was read as GB18030')
    expect(text).toContain('One of many that a flood left')
    expect(text).toContain('<188>Nov 24 14:00:00 HX-SW9')
  })
})

test.each([
  ['zh', '设备事件', '接口断开'],
  ['en', 'Events', 'Interface down'],
] as const)(
  'a device’s page shows its latest events and leads to all (%s)',
  async (language, title, name) => {
    const none = () => ({ items: [], next: null })
    const zero = () => ({ count: 0, sums: {}, facets: {} })
    const quiet = Object.fromEntries(
      [
        'application-hosts',
        'lines',
        'targets',
        'findings',
        'collection-runs',
        'evidence',
        'change-log',
      ].flatMap((path) => [
        [`GET /${path}`, none],
        [`GET /${path}/summary`, zero],
      ]),
    )
    const api = fakeApi({
      ...quiet,
      'GET /devices/:id': () => aDevice({ id: 7 }),
      'GET /devices/:id/observation': () => ({ fields: [], target: null, latest: null }),
      'GET /events': () => ({ items: [linkDown], next: null }),
      'GET /events/summary': () => ({ count: 31, sums: {}, facets: {} }),
    })
    opened = await openConsole('/devices/7', { language })
    const section = opened.wrapper.find('[data-related="deviceEvent.deviceId"]')
    expect(section.find('h2').text()).toContain(title)
    expect(section.text()).toContain(name)
    expect(section.find('a[href="/events?deviceId=7"]').text()).toBe('31')
    expect(api.to('GET /events')[0]!.query).toMatchObject({ deviceId: '7' })
  },
)

test('a receiver’s page says what was dropped, why and of whom', async () => {
  fakeApi({
    'GET /event-receivers/:id': () => ({
      id: 4,
      version: 1,
      createdAt: at,
      updatedAt: at,
      name: '外网采集器 · Syslog',
      collectorId: 1,
      collectorName: '外网采集器',
      kind: 'syslog',
      port: 514,
      status: 'listening',
      fault: null,
      received: 50_000,
      accepted: 300,
      joined: 0,
      sampled: 98,
      dropped: 49_700,
      lastAt: at,
      startedAt: at,
      reportedAt: at,
      details: {
        droppedByReason: { malformed: 20, 'sender-rate': 49_680 },
        senders: [{ address: '10.0.0.66', received: 49_900, dropped: 49_680, lastAt: at }],
      },
    }),
  })
  opened = await openConsole('/event-receivers/4')
  await vi.waitFor(async () => {
    await opened!.settle()
    expect(opened!.wrapper.text()).toContain('丢弃明细')
  }, 20_000)
  const text = opened.wrapper.text()
  for (const words of ['单个发送方过快', '49,680', '格式错误', '接收中']) expect(text).toContain(words)
  expect(opened.wrapper.find('a[href="/events?senderAddress=10.0.0.66"]').exists()).toBe(true)
  expect(text.indexOf('单个发送方过快')).toBeLessThan(text.indexOf('格式错误'))
})

describe('severe events on the overview', () => {
  const mounted = async (language: 'zh' | 'en', events: unknown) => {
    i18n.global.locale.value = language
    const routes = [{ path: '/:all(.*)', component: { template: '<i />' } }]
    const router = createRouter({ history: createMemoryHistory(), routes })
    const wrapper = mount(SevereEvents, {
      props: { events } as never,
      global: { plugins: [i18n, router] },
    })
    await flushPromises()
    return wrapper
  }
  const filters = { severity: 'emergency,alert,critical,error', 'lastAt.gte': at }

  test('each number leads to the events that it counts', async () => {
    const slice = { value: 'critical', label: { zh: '严重', en: 'Critical' }, count: 3 }
    const wrapper = await mounted('en', {
      count: 3,
      filters,
      bySeverity: [{ ...slice, filters: { ...filters, severity: 'critical' } }],
    })
    expect(wrapper.text()).toContain('Critical 3')
    const [all, one] = wrapper.findAll('a').map((link) => decodeURIComponent(link.attributes('href')!))
    expect(all).toBe(`/events?severity=emergency,alert,critical,error&lastAt.gte=${at}`)
    expect(one).toContain('severity=critical')
  })

  test('none is an answer too', async () => {
    const wrapper = await mounted('zh', { count: 0, filters, bySeverity: [] })
    expect(wrapper.text()).toContain('近 24 小时没有错误及以上级别的事件')
  })
})

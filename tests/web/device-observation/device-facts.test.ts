import { afterEach, describe, expect, test, vi } from 'vitest'
import type { AccessPointFacts, SensorFacts } from '../../../server/contract/collection.ts'
import type { DeviceObservation } from '../../../server/contract/endpoints/devices.ts'
import type { Language } from '../../../server/contract/text.ts'
import '../../../web/features/device-observation/ObservationSection.vue'
import { fakeApi } from '../support/fake-api.ts'
import { openConsole, type Opened } from '../support/console.ts'
import { aDevice } from '../support/records.ts'

let opened: Opened | null = null
afterEach(() => {
  opened?.wrapper.unmount()
  opened = null
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const sensor = (given: Partial<SensorFacts>): SensorFacts => ({
  kind: 'temperature',
  name: 'Inlet',
  value: 24.5,
  unit: '°C',
  status: 'ok',
  thresholds: { lowCritical: -7, lowWarning: 3, highWarning: 26, highCritical: 27 },
  ...given,
})

const accessPoint = (given: Partial<AccessPointFacts & { deviceId: number; deviceName: string }>) => ({
  name: 'AP-1F-01',
  mac: '00:e0:fc:00:00:01',
  model: 'AP5030DN',
  serialNumber: '21500826412SF5000001',
  softwareVersion: null,
  address: '10.9.8.1',
  group: '一楼',
  location: null,
  state: 'online' as const,
  clients: 17,
  radios: [
    { band: '2.4GHz' as const, channel: 6, powerDbm: 20, clients: 5, utilisationPercent: 31 },
    { band: '5GHz' as const, channel: 149, powerDbm: 23, clients: 12, utilisationPercent: null },
  ],
  deviceId: null,
  deviceName: null,
  ...given,
})

const sensors = [
  sensor({}),
  sensor({ name: 'CPU 1', value: 98, status: 'critical' }),
  sensor({ kind: 'fan', name: 'Fan 1', value: 5400, unit: 'rpm', status: 'unknown', thresholds: null }),
  sensor({
    kind: 'power-supply',
    name: 'PSU 2',
    value: null,
    unit: null,
    status: 'critical',
    thresholds: null,
  }),
  sensor({
    kind: 'optical-power',
    name: 'Rx XGE0/0/1',
    value: -7.12,
    unit: 'dBm',
    thresholds: { lowCritical: -18, lowWarning: null, highWarning: null, highCritical: 0.5 },
  }),
]
const accessPoints = [
  accessPoint({}),
  accessPoint({
    name: 'AP-2F-01',
    state: 'offline',
    clients: 0,
    radios: [],
    serialNumber: 'S2',
    address: null,
  }),
  accessPoint({ name: 'AP-2F-02', clients: 40, serialNumber: 'S3', deviceId: 77, deviceName: 'ap-77' }),
]

function observation(latest: Partial<NonNullable<DeviceObservation['latest']>>): DeviceObservation {
  return {
    fields: [],
    target: {
      id: 9,
      name: 'AC-01',
      address: '127.0.0.1',
      port: 161,
      status: 'answering',
      lastAttemptAt: null,
      lastAnswerAt: null,
    } as never,
    latest: {
      collectionId: 'c-1',
      at: '2026-11-24T10:00:00.000Z',
      device: {
        vendor: 'Huawei',
        kind: 'wireless-controller',
        model: 'AC6605-26-PWR',
        softwareVersion: null,
        serialNumbers: [],
        name: 'AC-01',
        location: null,
        contact: null,
        description: null,
        objectId: null,
        uptimeSeconds: null,
        engineId: null,
        chassisId: null,
      },
      interfaces: [],
      addresses: [],
      neighbors: [],
      components: [],
      sensors,
      accessPoints,
      rawTexts: [],
      problems: [],
      ...latest,
    } as never,
  }
}

const none = () => ({ items: [], next: null })
const noSummary = () => ({ count: 0, facets: {}, sums: {} })
const series = ({ query }: { query: Record<string, string> }) => ({
  targetId: 9,
  metric: query['metric'],
  part: query['part'],
  unit: '°C',
  stepSeconds: 60,
  points: [{ at: '2026-11-24T09:59:00.000Z', value: 24.5, quality: 'good' }],
  p95: null,
})

async function open(address: string, language: Language = 'zh') {
  const api = fakeApi({
    'GET /devices/:id': () => aDevice({ kind: 'wireless-controller', name: 'AC-01' }),
    'GET /devices/:id/observation': () => observation({}),
    'GET /metrics/courses': () => ({
      stepSeconds: 300,
      items: [{ metric: 'sensor.temperature', part: 'Inlet', values: [24, 25, null, 24.5] }],
    }),
    'GET /metrics/series': series,
    'GET /metrics/latest': () => ({ items: [] }),
    ...Object.fromEntries(
      [
        'lines',
        'application-hosts',
        'findings',
        'change-log',
        'topology-links',
        'targets',
        'devices',
        'jobs',
        'events',
      ].flatMap((path) => [
        [`GET /${path}`, none],
        [`GET /${path}/summary`, noSummary],
      ]),
    ),
  })
  opened = await openConsole(address, { language })
  await opened.settle()
  return { api, wrapper: opened.wrapper }
}

const rowsOf = (attribute: string) =>
  opened!.wrapper.findAll(`tr[${attribute}]`).map((row) => row.findAll('td').map((cell) => cell.text()))
const names = (attribute: string) =>
  opened!.wrapper.findAll(`tr[${attribute}]`).map((row) => row.attributes(attribute))

describe('the sensors of a device', () => {
  test('are a table of readings with units, limits and state in words', async () => {
    await open('/devices/1?facts=sensors')
    expect(rowsOf('data-sensor')).toEqual([
      ['风扇', '▸ Fan 1', '5,400 rpm', '', '未判定', ''],
      ['光功率', '▸ Rx XGE0/0/1', '-7.12 dBm', '严重 −18 – 0.5', '正常', ''],
      ['电源', 'PSU 2', '—', '', '严重', ''],
      ['温度', '▸ CPU 1', '98 °C', '告警 3 – 26严重 −7 – 27', '严重', ''],
      ['温度', '▸ Inlet', '24.5 °C', '告警 3 – 26严重 −7 – 27', '正常', ''],
    ])
    expect(opened!.wrapper.findAll('tr[data-sensor] svg.spark')).toHaveLength(1)
  })

  test('speak English', async () => {
    await open('/devices/1?facts=sensors', 'en')
    expect(rowsOf('data-sensor')[0]).toEqual(['Fan', '▸ Fan 1', '5,400 rpm', '', 'Not judged', ''])
    expect(opened!.wrapper.text()).toContain('5 of 5 shown')
  })

  test('are filtered by state and words, and sorted by a column', async () => {
    const { wrapper } = await open('/devices/1?facts=sensors')
    await wrapper.find('.facts-filter [data-state=critical]').trigger('click')
    expect(names('data-sensor')).toEqual(['PSU 2', 'CPU 1'])
    expect(wrapper.text()).toContain('显示 2 / 5')
    await wrapper.find('input[type=search]').setValue('nothing')
    expect(wrapper.text()).toContain('没有符合条件的传感器')
    await wrapper.find('.facts-link').trigger('click')
    await wrapper.find('[data-sort=value]').trigger('click')
    await wrapper.find('[data-sort=value]').trigger('click')
    expect(names('data-sensor')).toEqual(['Fan 1', 'CPU 1', 'Inlet', 'Rx XGE0/0/1', 'PSU 2'])
  })

  test('open into their history, which is asked for under their own name', async () => {
    const { api, wrapper } = await open('/devices/1?facts=sensors')
    await wrapper.find('[data-sensor=Inlet] .facts-open').trigger('click')
    await opened!.settle()
    expect(api.to('GET /metrics/series').at(-1)?.query).toMatchObject({
      targetId: '9',
      metric: 'sensor.temperature',
      part: 'Inlet',
    })
    expect(wrapper.text()).toContain('Inlet 的历史')
  })
})

describe('the access points of a wireless controller', () => {
  test('are counted above the tabs, and each count opens those that it counts', async () => {
    const { wrapper } = await open('/devices/1')
    expect(wrapper.findAll('[data-wireless]').map((link) => link.text())).toEqual(['2 在线', '1 离线'])
    await wrapper.find('[data-wireless=offline]').trigger('click')
    await opened!.settle()
    expect(names('data-access-point')).toEqual(['AP-2F-01'])
  })

  test('show state, clients and radios; what needs attention comes first', async () => {
    const { wrapper } = await open('/devices/1?facts=accessPoints')
    expect(rowsOf('data-access-point')).toEqual([
      ['离线', '▸ AP-2F-01', 'AP5030DN', '—', '一楼', '0', '', 'S2'],
      [
        '在线',
        '▸ AP-1F-01',
        'AP5030DN',
        '10.9.8.1',
        '一楼',
        '17',
        '2.4 GHz · 信道 6 · 20 dBm · 占用 31%5 GHz · 信道 149 · 23 dBm',
        '21500826412SF5000001',
      ],
      [
        '在线',
        '▸ AP-2F-02',
        'AP5030DN',
        '10.9.8.1',
        '一楼',
        '40',
        '2.4 GHz · 信道 6 · 20 dBm · 占用 31%5 GHz · 信道 149 · 23 dBm',
        'S3',
      ],
    ])
    expect(wrapper.text()).toContain('共 57 个终端')
    expect(wrapper.find('[data-access-point=AP-2F-02] a').attributes('href')).toBe('/devices/77')
  })

  test('speak English, and are found by serial number and sorted by clients', async () => {
    const { wrapper } = await open('/devices/1?facts=accessPoints', 'en')
    expect(rowsOf('data-access-point')[1]?.[6]).toBe(
      '2.4 GHz · channel 6 · 20 dBm · 31% busy5 GHz · channel 149 · 23 dBm',
    )
    await wrapper.find('[data-sort=clients]').trigger('click')
    expect(names('data-access-point')).toEqual(['AP-2F-01', 'AP-1F-01', 'AP-2F-02'])
    await wrapper.find('input[type=search]').setValue('s3')
    expect(names('data-access-point')).toEqual(['AP-2F-02'])
  })
})

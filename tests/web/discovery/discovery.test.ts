import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { DiscoveryEvent } from '../../../server/contract/endpoints/discoveries.ts'
import { planOf } from '../../../web/features/discovery/plan.ts'
import { paceOf } from '../../../web/features/discovery/pace.ts'
import { openConsole, type Opened } from '../support/console.ts'
import { fakeApi } from '../support/fake-api.ts'
import { aDiscovery, aFind, aRun } from './records.ts'
// Loaded with the file, not within a test's time.
import '../../../web/features/discovery/DiscoveryPlan.vue'
import '../../../web/features/discovery/RunProgress.vue'
import '../../../web/features/discovery/StartDiscoveryButton.vue'
import '../../../web/features/discovery/DecideFinds.vue'

/** The browser's EventSource, as far as the console uses it. */
class Stream {
  static all: Stream[] = []
  readonly url: string
  closed = false
  onmessage: ((event: { data: string }) => void) | null = null
  onerror: (() => void) | null = null

  constructor(url: string) {
    this.url = url
    Stream.all.push(this)
  }

  close(): void {
    this.closed = true
  }

  say(event: DiscoveryEvent): void {
    this.onmessage?.({ data: JSON.stringify(event) })
  }
}

let opened: Opened | null = null
beforeEach(() => vi.stubGlobal('EventSource', Stream))
afterEach(() => {
  opened?.wrapper.unmount()
  opened = null
  Stream.all = []
  document.body.innerHTML = ''
  vi.unstubAllGlobals()
})

const nothing = { items: [], next: null }
const reads = {
  'GET /discoveries/:id': () => aDiscovery(),
  'GET /discoveries/summary': () => ({ count: 1, facets: {}, sums: {} }),
  'GET /discoveries': () => ({ items: [aDiscovery()], next: null }),
  'GET /discovery-runs': () => nothing,
  'GET /discovery-runs/summary': () => ({ count: 0, facets: {}, sums: {} }),
  'GET /change-log': () => nothing,
  'GET /network-zones': () => nothing,
  'GET /network-zones/:id': () => ({ id: 4, name: '政务专网' }),
  'GET /credentials': () => nothing,
}

describe('the form', () => {
  const open = async (language: 'zh' | 'en' = 'zh') => {
    opened = await openConsole('/discoveries/3/edit', { language })
    await opened.settle()
  }
  const type = async (key: string, value: string) => {
    await opened!.wrapper.find(`[data-field=${key}] textarea, [data-field=${key}] input`).setValue(value)
    await opened!.settle()
  }
  const plan = () => opened!.wrapper.find('.plan').text()

  test('says while one types how many addresses are asked, and how long that takes at most', async () => {
    fakeApi(reads)
    await open()
    expect(plan()).toContain('254 个地址')
    expect(plan()).toContain('最长约 28 秒')
    await type('ranges', '10.0.0.0/16 !10.0.1.0/24')
    expect(plan()).toContain('65,278 个地址')
    expect(plan()).toContain('最长约 109 分钟')
    await type('ratePerSecond', '200')
    expect(plan()).toContain('最长约 11 分钟')
    await type('allowList', '10.0.0.0/24')
    expect(plan()).toContain('255 个地址')
    expect(plan()).toContain('允许清单共 256 个地址')
  })

  test('says at once what is wrong, with its place, in both languages', async () => {
    fakeApi(reads)
    await open('en')
    await type('ranges', '10.0.0.1\n10.0.0.1-10.0.0.999')
    expect(plan()).toContain('Line 2, column 1')
    expect(plan()).toContain('"10.0.0.999" is not an IP address')
    expect(opened!.wrapper.find('[data-figure=addresses]').exists()).toBe(false)
    opened!.wrapper.unmount()
    await open('zh')
    await type('ranges', '10.0.0.x')
    expect(plan()).toContain('第 1 行第 1 列')
    expect(plan()).toContain('“10.0.0.x”不是 IP 地址')
  })

  test('is not saved with a fault: the message stands beside the field', async () => {
    const api = fakeApi(reads)
    await open()
    await type('ranges', '10.0.0.x')
    await opened!.wrapper.find('form').trigger('submit')
    await opened!.settle()
    expect(opened!.wrapper.find('[data-field=ranges]').text()).toContain('第 1 行第 1 列“10.0.0.x”')
    expect(api.sent.filter(({ method }) => method !== 'GET')).toEqual([])
  })
})

test('one click starts a discovery and leads to its run', async () => {
  const api = fakeApi({
    ...reads,
    'POST /discoveries/:id/start': () => aRun({ state: 'waiting' }),
    'GET /discovery-runs/:id': () => aRun({ state: 'waiting' }),
  })
  opened = await openConsole('/discoveries/3')
  await opened.settle()
  await opened.wrapper.find('[data-action=start]').trigger('click')
  await opened.settle()
  expect(api.to('POST /discoveries/:id/start')).toHaveLength(1)
  expect(opened.router.currentRoute.value.path).toBe('/discovery-runs/8')
})

describe('a run', () => {
  /** As the server has it. */
  let stored = aRun()
  beforeEach(() => (stored = aRun({ probedCount: 0 })))
  const open = async (answers: Parameters<typeof fakeApi>[0] = {}) => {
    const api = fakeApi({ ...reads, 'GET /discovery-runs/:id': () => stored, ...answers })
    opened = await openConsole('/discovery-runs/8')
    await opened.settle()
    return { api, stream: Stream.all.at(-1)! }
  }
  const text = () => opened!.wrapper.find('.run').text()

  test('shows how far it is and what it finds, as it goes on', async () => {
    const { stream } = await open()
    expect(stream.url).toBe('/api/discovery-runs/8/events')
    stream.say({ run: aRun(), newest: [aFind()] })
    await opened!.settle()
    expect(text()).toContain('已探测 100 / 254 个地址')
    expect(opened!.wrapper.find('[role=progressbar]').attributes('aria-valuenow')).toBe('39')
    const links = opened!.wrapper.findAll('[data-count]').map((one) => [one.text(), one.attributes('href')])
    expect(links).toEqual([
      ['9 发现的设备', '/discovery-finds?discoveryRunId=8'],
      ['2 未登记', '/discovery-finds?discoveryRunId=8&state=new'],
      ['1 地址变更', '/discovery-finds?discoveryRunId=8&state=readdressed'],
      ['6 已知', '/discovery-finds?discoveryRunId=8&state=known'],
    ])
    // The page's own figures go along.
    expect(opened!.wrapper.text()).toContain('已探测100')
    const row = opened!.wrapper.find('.newest tbody tr').text()
    for (const words of ['10.0.0.77', '未登记', 'Ruijie RG-S2910', 'G1LAB', 'LLDP 邻居，来自 10.0.0.1'])
      expect(row).toContain(words)
    stored = aRun({ state: 'done', probedCount: 254, finishedAt: '2026-11-24T01:01:00.000Z' })
    stream.say({ run: stored, newest: [aFind()] })
    await opened!.settle()
    expect(stream.closed).toBe(true)
    expect(text()).toContain('已完成')
    expect(opened!.wrapper.find('[data-action=cancel]').exists()).toBe(false)
  })

  test('is stopped and taken up again', async () => {
    const { api, stream } = await open({
      'POST /discovery-runs/:id/cancel': () =>
        (stored = aRun({ state: 'cancelled', finishedAt: '2026-11-24T01:00:30.000Z' })),
      'POST /discovery-runs/:id/resume': () => (stored = aRun({ state: 'waiting' })),
    })
    stream.say({ run: aRun(), newest: [] })
    await opened!.settle()
    await opened!.wrapper.find('[data-action=cancel]').trigger('click')
    await opened!.settle()
    expect(text()).toContain('已停止')
    expect(text()).toContain('可从停止处继续')
    await opened!.wrapper.find('[data-action=resume]').trigger('click')
    await opened!.settle()
    expect(api.sent.filter(({ method }) => method === 'POST').map(({ path }) => path)).toEqual([
      '/api/discovery-runs/8/cancel',
      '/api/discovery-runs/8/resume',
    ])
    expect(Stream.all.at(-1)!.closed).toBe(false)
    expect(text()).toContain('采集器会在几秒内领取')
  })

  test('lets what it found be registered at once, and says what could not be', async () => {
    const { api, stream } = await open({
      'POST /discovery-finds/decisions': () => ({
        decided: [],
        refused: [{ id: 21, message: { zh: '无法判断该设备属于哪个单位', en: 'x' } }],
      }),
    })
    stream.say({ run: aRun(), newest: [aFind()] })
    await opened!.settle()
    await opened!.wrapper.find('[data-decision=register]').trigger('click')
    await opened!.settle()
    expect(api.to('POST /discovery-finds/decisions')[0]!.body).toEqual({
      decision: 'register',
      findIds: [21],
    })
    expect(document.body.textContent).toContain('无法判断该设备属于哪个单位')
  })
})

describe('the results', () => {
  test('are registered together; each choice takes those that it fits', async () => {
    const finds = [
      aFind(),
      aFind({ id: 22, address: '10.0.0.78' }),
      aFind({ id: 23, address: '10.0.0.79', state: 'readdressed', deviceId: 5, deviceName: 'sw' }),
      aFind({ id: 24, address: '10.0.0.80', state: 'known', deviceId: 6, deviceName: 'sw2' }),
    ]
    const api = fakeApi({
      ...reads,
      'GET /discovery-finds': () => ({ items: finds, next: null }),
      'GET /discovery-finds/summary': () => ({ count: 4, facets: {}, sums: {} }),
      'POST /discovery-finds/decisions': () => ({ decided: [21, 22], refused: [] }),
    })
    opened = await openConsole('/discovery-finds?discoveryRunId=8')
    await opened.settle()
    await opened.wrapper.find('input[type=checkbox]').setValue(true)
    await opened.settle()
    const buttons = () =>
      opened!.wrapper.findAll('button[data-decision]').map((one) => one.text().replace(/\s+/g, ' '))
    expect(buttons()).toEqual(['登记 2', '采纳新地址 1', '忽略 3'])
    await opened.wrapper.find('button[data-decision=register]').trigger('click')
    await opened.settle()
    expect(api.to('POST /discovery-finds/decisions')[0]!.body).toEqual({
      decision: 'register',
      findIds: [21, 22],
    })
  })
})

test('the plan counts by the rules of server and collector', () => {
  expect(planOf({ ranges: '10.0.0.1-10.0.0.4', ratePerSecond: '2', credentialIds: [1, 2] })).toMatchObject({
    addresses: 4,
    longestSeconds: 12,
  })
  expect(planOf({ ranges: '10.0.0.1', ratePerSecond: 'x' }).longestSeconds).toBeNull()
})

test('the pace is taken from the last moments, and unknown before there are any', () => {
  expect(paceOf([], 100)).toBeNull()
  expect(paceOf([{ at: 0, probed: 10, packets: 20 }], 100)).toBeNull()
  const moments = [
    { at: 0, probed: 10, packets: 20 },
    { at: 2000, probed: 30, packets: 60 },
  ]
  expect(paceOf(moments, 130)).toEqual({ packetsPerSecond: 20, secondsLeft: 10 })
  expect(paceOf([moments[0]!, { at: 2000, probed: 10, packets: 60 }], 130)?.secondsLeft).toBeNull()
})

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Job } from '../../../server/contract/endpoints/collection.ts'
import CollectNow from '../../../web/features/collection/CollectNow.vue'
import { fakeServer, mountConsole, Refusal, settle } from '../findings/mount-console.ts'

const waiting: Job = {
  id: 31,
  targetId: 5,
  state: 'waiting',
  stage: null,
  done: 0,
  total: 8,
  variables: 0,
  requestedAt: new Date().toISOString(),
  finishedAt: null,
  collectionId: null,
  collectionStatus: null,
  problems: [],
}

/** The browser's EventSource, as far as the console uses it. */
class Stream {
  static last: Stream | null = null
  readonly url: string
  closed = false
  onmessage: ((event: { data: string }) => void) | null = null
  onerror: (() => void) | null = null

  constructor(url: string) {
    this.url = url
    Stream.last = this
  }

  close(): void {
    this.closed = true
  }

  say(job: Partial<Job>): void {
    this.onmessage?.({ data: JSON.stringify({ ...waiting, ...job }) })
  }
}

let close: () => void = () => undefined
function show(answers: Parameters<typeof fakeServer>[0], permissions?: Parameters<typeof mountConsole>[2]) {
  const asked = fakeServer(answers)
  const { wrapper } = mountConsole(CollectNow, { targetId: 5 }, permissions)
  close = () => wrapper.unmount()
  return { asked, wrapper }
}

beforeEach(() => vi.stubGlobal('EventSource', Stream))
afterEach(() => {
  close()
  Stream.last = null
  vi.unstubAllGlobals()
})

describe('collect now', () => {
  it('follows the collection stage by stage to its result', async () => {
    const { wrapper } = show({ 'POST /targets/5/collect': () => waiting })
    await wrapper.find('button.go').trigger('click')
    await settle()
    expect(Stream.last!.url).toBe('/api/jobs/31/events')
    expect(wrapper.text()).toContain('等待采集器领取')
    expect(wrapper.find<HTMLButtonElement>('button.go').element.disabled).toBe(true)

    Stream.last!.say({ state: 'running', stage: 'neighbours', done: 4, variables: 1234 })
    await settle()
    expect(wrapper.text()).toContain('读取邻接关系')
    expect(wrapper.text()).toContain('第 5 步，共 8 步')
    expect(wrapper.text()).toContain('已读取 1,234 个变量')
    expect(wrapper.find('[role=progressbar]').attributes('aria-valuenow')).toBe('50')

    Stream.last!.say({
      state: 'done',
      collectionStatus: 'partial',
      collectionId: 'c1',
      finishedAt: new Date().toISOString(),
      problems: [{ code: 'walk-broken-off', about: 'ifXTable', detail: 'timeout' }],
    })
    await settle()
    expect(wrapper.text()).toContain('采集部分完成')
    expect(wrapper.text()).toContain('表未读完就中断，保留已读部分。')
    expect(wrapper.text()).toContain('ifXTable')
    expect(wrapper.emitted('finished')).toHaveLength(1)
    expect(Stream.last!.closed).toBe(true)
  })

  it('asks the job itself when the stream breaks off', async () => {
    const { wrapper } = show({
      'POST /targets/5/collect': () => waiting,
      'GET /jobs/31': () => ({ ...waiting, state: 'failed', collectionStatus: 'failed' }),
    })
    await wrapper.find('button.go').trigger('click')
    await settle()
    Stream.last!.onerror!()
    await settle()
    expect(wrapper.text()).toContain('采集未成功')
    expect(wrapper.emitted('finished')).toHaveLength(1)
  })

  it('can be cancelled', async () => {
    const { asked, wrapper } = show({
      'POST /targets/5/collect': () => waiting,
      'POST /jobs/31/cancel': () => ({ ...waiting, state: 'cancelled' }),
    })
    await wrapper.find('button.go').trigger('click')
    await settle()
    await wrapper.find('.job button.cancel').trigger('click')
    await settle()
    expect(asked.map(({ path }) => path)).toEqual(['/targets/5/collect', '/jobs/31/cancel'])
    expect(wrapper.text()).toContain('采集已取消')
  })

  it('says why it could not begin, beside the button', async () => {
    const { wrapper } = show({
      'POST /targets/5/collect': () => new Refusal(404, 'notFound', '没有找到该记录，可能已被删除。'),
    })
    await wrapper.find('button.go').trigger('click')
    await settle()
    expect(wrapper.find('[role=alert]').text()).toContain('没有找到该记录')
  })

  it('is not offered to those who may not', () => {
    const { wrapper } = show({}, ['ledger.read'])
    expect(wrapper.find('button.go').exists()).toBe(false)
  })
})

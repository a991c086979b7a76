import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import FindingDetail from '../../../web/features/findings/FindingDetail.vue'
import { closeToast, toasts } from '../../../web/ui/toast.ts'
import type { Request } from './mount-console.ts'
import { fakeServer, mountConsole, Refusal, settle } from './mount-console.ts'

const finding = {
  id: 7,
  version: 3,
  createdAt: '2026-11-20T08:00:00.000Z',
  updatedAt: '2026-11-23T08:00:00.000Z',
  kind: 'field-differs',
  severity: 'medium',
  status: 'open',
  subjectEntity: 'device',
  subjectId: 12,
  subjectName: 'SW-GT-01',
  field: 'serialNumber',
  declaredValue: '2102354GTR10K8',
  observedValue: '2102354GTR10KB',
  source: 'snmp',
  evidence: [
    {
      source: 'snmp',
      what: 'serialNumber',
      value: '2102354GTR10KB',
      firstSeenAt: '2026-11-20T08:00:00.000Z',
      lastSeenAt: '2026-11-23T08:00:00.000Z',
      link: '/targets/5',
    },
  ],
  organisationId: 2,
  organisationName: '市教育局',
  roomId: 4,
  roomName: '教育局机房',
  assigneeId: null,
  assigneeName: null,
  firstSeenAt: '2026-11-20T08:00:00.000Z',
  lastSeenAt: '2026-11-23T08:00:00.000Z',
  decidedAt: null,
  decidedById: null,
  decidedByName: null,
  reason: null,
}
const decided = {
  ...finding,
  status: 'accepted',
  version: 4,
  decidedByName: '李审计',
  decidedAt: finding.updatedAt,
}

const reads = {
  'GET /findings/7': () => finding,
  'GET /findings/7/comments': () => ({
    items: [
      { id: 1, findingId: 7, text: '已到现场核对铭牌', at: finding.createdAt, userId: 1, userName: '王工' },
    ],
  }),
  'GET /evidence': () => ({
    items: [
      {
        id: 1,
        source: 'agent',
        field: 'serialNumber',
        value: '2102354GTR10K9',
        firstSeenAt: finding.firstSeenAt,
        lastSeenAt: finding.lastSeenAt,
        targetId: 6,
        targetName: '主机 6',
        collectionId: 'c-1',
      },
    ],
    next: null,
  }),
  'GET /findings/assignees': () => ({ items: [{ id: 9, name: '赵审计' }] }),
}
const writes = (asked: readonly Request[]) => asked.filter((request) => request.method !== 'GET')
const press = (key: string) =>
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))

let close: () => void = () => undefined
async function show(
  answers: Parameters<typeof fakeServer>[0],
  permissions?: Parameters<typeof mountConsole>[2],
) {
  const asked = fakeServer({ ...reads, ...answers })
  const { wrapper } = mountConsole(FindingDetail, { findingId: 7 }, permissions)
  close = () => wrapper.unmount()
  await settle()
  return { asked, wrapper }
}

beforeEach(() => toasts.value.forEach(({ id }) => closeToast(id)))
afterEach(() => {
  close()
  vi.unstubAllGlobals()
})

describe('a finding', () => {
  it('shows both values, the differing part marked, with evidence and what people said', async () => {
    const { wrapper } = await show({})
    expect(wrapper.findAll('mark').map((mark) => mark.text())).toEqual(['8', 'B'])
    expect(wrapper.text()).toContain('序列号')
    expect(wrapper.text()).toContain('已到现场核对铭牌')
    expect(wrapper.find('a[href="/devices/12"]').text()).toBe('SW-GT-01')
    expect(wrapper.find('a[href="/targets/5"]').text()).toBe('2102354GTR10KB')
  })

  it('is accepted with its version and reason, and says so with a way back', async () => {
    let now: object = finding
    const { asked, wrapper } = await show({
      'GET /findings/7': () => now,
      'POST /findings/7/accept': () => (now = decided),
      'POST /findings/7/reopen': () => (now = { ...finding, version: 5 }),
    })
    await wrapper.find('input').setValue('铭牌为准')
    await wrapper.find('[data-decision=accept]').trigger('click')
    await settle()
    expect(writes(asked)).toMatchObject([
      {
        path: '/findings/7/accept',
        headers: { 'If-Match': '"3"', 'X-CSRF-Token': 'csrf' },
        body: { reason: '铭牌为准' },
      },
    ])
    expect(wrapper.find('[data-status=accepted]').exists()).toBe(true)
    expect(toasts.value[0]!.action!.label).toBe('撤销')

    await toasts.value[0]!.action!.run()
    await settle()
    expect(writes(asked)[1]).toMatchObject({ path: '/findings/7/reopen', headers: { 'If-Match': '"4"' } })
    expect(wrapper.find('[data-status=open]').exists()).toBe(true)
  })

  it('stays open when the server refuses, and says why', async () => {
    const { wrapper } = await show({
      'POST /findings/7/reject': () => new Refusal(409, 'decisionRefused', '该差异须先补登运营商。'),
    })
    await wrapper.find('[data-decision=reject]').trigger('click')
    await settle()
    expect(wrapper.find('[data-status=open]').exists()).toBe(true)
    expect(toasts.value.at(-1)).toMatchObject({ text: '该差异须先补登运营商。', tone: 'bad' })
  })

  it('shows what someone else made of it when he was faster', async () => {
    let changed = false
    const { wrapper } = await show({
      'GET /findings/7': () => (changed ? { ...finding, status: 'rejected', version: 4 } : finding),
      'POST /findings/7/accept': () => {
        changed = true
        return new Refusal(412, 'staleVersion', '别人刚刚修改了这条记录。')
      },
    })
    await wrapper.find('[data-decision=accept]').trigger('click')
    await settle()
    expect(wrapper.find('[data-status=rejected]').exists()).toBe(true)
  })

  it('takes what another source says, beside its raw collection', async () => {
    const { asked, wrapper } = await show({ 'POST /findings/7/accept': () => decided })
    const agent = wrapper.find('[data-source=agent]')
    expect(agent.text()).toContain('2102354GTR10K9')
    expect(agent.find('a[href="/collection-runs?collectionId=c-1"]').exists()).toBe(true)
    await agent.find('button').trigger('click')
    await settle()
    expect(writes(asked)[0]).toMatchObject({ path: '/findings/7/accept', body: { source: 'agent' } })
  })

  it('takes the right value that a person types', async () => {
    const { asked, wrapper } = await show({
      'POST /findings/7/accept': () => ({ ...decided, status: 'corrected', settledFrom: 'declared' }),
    })
    press('e')
    await settle()
    await wrapper.find('.typed input').setValue('2102354GTR10KA')
    await wrapper.find('[data-decision=save]').trigger('click')
    await settle()
    expect(writes(asked)[0]!.body).toEqual({ value: '2102354GTR10KA' })
  })

  it('is decided by one key, and goes on to the next', async () => {
    const { asked, wrapper } = await show({
      'POST /findings/7/reject': () => ({ ...decided, status: 'rejected' }),
    })
    press('j')
    expect(wrapper.emitted('move')).toEqual([[1]])
    press('r')
    await settle()
    expect(writes(asked)[0]!.path).toBe('/findings/7/reject')
    expect(wrapper.emitted('move')).toEqual([[1], [1]])
  })

  it('leaves keys to the field in which a person types', async () => {
    const { asked, wrapper } = await show({})
    wrapper.find('textarea').element.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', bubbles: true }))
    await settle()
    expect(writes(asked)).toEqual([])
  })

  it('takes a comment and keeps the words when it fails', async () => {
    let fail = true
    const { asked, wrapper } = await show({
      'POST /findings/7/comments': () =>
        fail ? new Refusal(503, 'databaseUnavailable', '数据库暂时无法连接') : {},
    })
    await wrapper.find('textarea').setValue('待厂商确认')
    await wrapper.find('form.write').trigger('submit')
    await settle()
    expect(wrapper.find('form.write [role=alert]').text()).toContain('数据库暂时无法连接')
    expect(wrapper.find('textarea').element.value).toBe('待厂商确认')
    fail = false
    await wrapper.find('form.write').trigger('submit')
    await settle()
    expect(writes(asked)[1]!.body).toEqual({ text: '待厂商确认' })
    expect(wrapper.find('textarea').element.value).toBe('')
  })

  it('is only read by those who may not decide', async () => {
    const { asked, wrapper } = await show({}, ['ledger.read'])
    expect(wrapper.find('[data-decision]').exists()).toBe(false)
    expect(wrapper.find('textarea').exists()).toBe(false)
    press('a')
    await settle()
    expect(writes(asked)).toEqual([])
  })
})

import { afterEach, describe, expect, test, vi } from 'vitest'
import { toasts } from '../../../web/ui/toast.ts'
import { fakeApi, refusal } from '../support/fake-api.ts'
import { openConsole } from '../support/console.ts'
import type { Opened } from '../support/console.ts'
import { aDevice, aRoom } from '../support/records.ts'

let opened: Opened | null = null
afterEach(() => {
  opened?.wrapper.unmount()
  opened = null
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const none = () => ({ items: [], next: null })
const roomReads = {
  'GET /rooms/:id': () => aRoom({ id: 1, version: 4 }),
  'GET /rooms': none,
  'GET /rooms/summary': () => ({ count: 0, facets: {}, sums: {} }),
  'GET /racks': () => ({
    items: [{ id: 3, name: 'A01', roomId: 1, heightU: 42, rowNumber: 1, positionNumber: 1, ratedPowerKw: 4 }],
    next: null,
  }),
  'GET /devices': () => ({
    items: [
      aDevice({ id: 1, name: 'core-sw-01', positionU: 10, heightU: 1 }),
      aDevice({ id: 2, name: 'db-01', positionU: 20, heightU: 4, powerWatts: 900, status: 'faulty' }),
      aDevice({ id: 3, name: 'loose', rackId: null, positionU: null }),
    ],
    next: null,
  }),
  'GET /devices/summary': () => ({ count: 3, facets: {}, sums: {} }),
  'GET /lines': none,
  'GET /lines/summary': () => ({ count: 0, facets: {}, sums: {} }),
  'GET /application-hosts': none,
  'GET /application-hosts/summary': () => ({ count: 0, facets: {}, sums: {} }),
  'GET /findings': none,
  'GET /findings/summary': () => ({ count: 0, facets: {}, sums: {} }),
  'GET /change-log': none,
}
const button = (words: string) => opened!.wrapper.findAll('button').find((one) => one.text() === words)

describe('the page of a room', () => {
  test('shows its racks from the front: devices at their units, how full, and those without a place', async () => {
    fakeApi(roomReads)
    opened = await openConsole('/rooms/1')
    const rack = opened.wrapper.find('[data-rack=A01]')
    expect(rack.text()).toContain('已用 5 / 42 U')
    expect(rack.text()).toContain('额定 965 W / 4 kW')
    const slots = rack.findAll('.rack-slot')
    expect(slots.map((slot) => slot.find('.rack-device').text())).toEqual(['db-01', 'core-sw-01'])
    expect(slots[0]!.text()).toContain('20–23 U')
    expect(slots[0]!.find('[data-shape=cross]').exists()).toBe(true)
    expect(opened.wrapper.text()).toContain('有 1 台设备未登记机柜位置')
  })

  test('hides what the role may not do', async () => {
    fakeApi(roomReads)
    opened = await openConsole('/rooms/1', { role: 'viewer' })
    expect(button('编辑')).toBeUndefined()
    expect(button('删除')).toBeUndefined()
    expect(opened.wrapper.text()).not.toContain('新增机柜')
  })

  test('removes at once and offers to undo, which enters the values again', async () => {
    const api = fakeApi({
      ...roomReads,
      'DELETE /rooms/:id': () => undefined,
      'POST /rooms': ({ body }) => ({ ...aRoom(), ...(body as object), id: 77 }),
    })
    opened = await openConsole('/rooms/1')
    await button('删除')!.trigger('click')
    await opened.settle()
    expect(api.to('DELETE /rooms/:id')[0]!.headers['If-Match']).toBe('"4"')
    expect(opened.router.currentRoute.value.path).toBe('/rooms')
    const last = toasts.value.at(-1)!
    expect(last.text).toContain('已删除机房「市行政审批中心机房」')
    last.action!.run()
    await opened.settle()
    expect(api.to('POST /rooms')[0]!.body).toMatchObject({ code: 'JF-0001', areaSquareMetres: 4358.75 })
    expect(api.to('POST /rooms')[0]!.body).not.toHaveProperty('origin')
  })

  test('says clearly why a removal is refused', async () => {
    fakeApi({
      ...roomReads,
      'DELETE /rooms/:id': () =>
        refusal(409, 'stillReferenced', { message: '还有 12 条「设备」记录指向它。' }),
    })
    opened = await openConsole('/rooms/1')
    await button('删除')!.trigger('click')
    await opened.settle()
    expect(opened.wrapper.find('[role=alert]').text()).toContain('还有 12 条「设备」记录指向它。')
    expect(opened.router.currentRoute.value.path).toBe('/rooms/1')
  })

  test('a record that is gone says so', async () => {
    fakeApi({ ...roomReads, 'GET /rooms/:id': () => refusal(404, 'notFound') })
    opened = await openConsole('/rooms/9')
    expect(opened.wrapper.text()).toContain('没有找到这条记录')
  })
})

import { afterEach, describe, expect, test, vi } from 'vitest'
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

const summary = (count: number, facets = {}, sums = {}) => ({ count, facets, sums })
const devices = Array.from({ length: 3 }, (_, index) =>
  aDevice({ id: index + 1, name: `sw-0${index + 1}`, assetTag: `ZC-00000${index + 1}` }),
)

describe('a list', () => {
  test('shows rows with exact numbers, units in the header, states as words, and how many there are', async () => {
    fakeApi({
      'GET /rooms': () => ({
        items: [aRoom(), aRoom({ id: 2, code: 'JF-0002', areaSquareMetres: 60 })],
        next: null,
      }),
      'GET /rooms/summary': () => summary(92, {}, { areaSquareMetres: 4358.75, powerKw: null }),
    })
    opened = await openConsole('/rooms')
    const { wrapper } = opened
    expect(wrapper.find('h1').text().replace(/\s+/g, '')).toBe('机房·92')
    expect(wrapper.find('[data-column=areaSquareMetres]').text()).toContain('面积m²')
    const rows = wrapper.findAll('.table-body .row')
    expect(rows).toHaveLength(2)
    expect(rows[0]!.text()).toContain('4,358.75')
    expect(rows[0]!.text()).toContain('在用')
    expect(rows[0]!.find('[data-shape=dot]').exists()).toBe(true)
    expect(wrapper.find('.list-sum').text()).toBe('面积 4,358.75 m²')
  })

  test('says names, labels and headings in English when that is the language', async () => {
    fakeApi({
      'GET /rooms': () => ({ items: [aRoom()], next: null }),
      'GET /rooms/summary': () => summary(1),
    })
    opened = await openConsole('/rooms', { language: 'en' })
    expect(opened.wrapper.find('h1').text()).toContain('Machine rooms')
    expect(opened.wrapper.find('.table-body .row').text()).toContain('Administrative Approval Bureau')
    expect(opened.wrapper.find('.table-body').text()).toContain('Operating')
  })

  test('asks the API with the filters and the order of its address', async () => {
    const api = fakeApi({
      'GET /devices': () => ({ items: devices, next: null }),
      'GET /devices/summary': () => summary(3),
    })
    opened = await openConsole('/devices?kind=switch,router&purchaseDate.lt=2013-01-01&sort=-purchaseDate')
    expect(api.to('GET /devices')[0]!.query).toMatchObject({
      kind: 'switch,router',
      'purchaseDate.lt': '2013-01-01',
      sort: '-purchaseDate',
    })
    expect(opened.wrapper.find('[data-filter=kind]').text()).toContain('交换机、路由器')
    expect(opened.wrapper.find('[data-filter="purchaseDate.lt"]').text()).toContain('早于 2013-01-01')
  })

  test('removing a chip takes its filter out of the address and leaves the others', async () => {
    fakeApi({
      'GET /devices': () => ({ items: devices, next: null }),
      'GET /devices/summary': () => summary(3),
    })
    opened = await openConsole('/devices?kind=switch&status=in-use&sort=-name')
    await opened.wrapper.find('[data-filter=kind] .chip-remove').trigger('click')
    await opened.settle()
    expect(opened.router.currentRoute.value.query).toEqual({ status: 'in-use', sort: '-name' })
    expect(opened.wrapper.find('[data-filter=kind]').exists()).toBe(false)
  })

  test('a header sorts, and once more the other way round', async () => {
    fakeApi({
      'GET /devices': () => ({ items: devices, next: null }),
      'GET /devices/summary': () => summary(3),
    })
    opened = await openConsole('/devices')
    const header = opened.wrapper.find('[data-column=organisationId]')
    await header.find('button').trigger('click')
    await opened.settle()
    expect(opened.router.currentRoute.value.query['sort']).toBe('organisationName')
    await header.find('button').trigger('click')
    await opened.settle()
    expect(opened.router.currentRoute.value.query['sort']).toBe('-organisationName')
    expect(header.attributes('aria-sort')).toBe('descending')
  })

  test('a facet adds its value to the filter and takes it away again', async () => {
    const facets = {
      kind: [
        { value: 'server', label: '服务器', labelEn: 'Server', count: 454 },
        { value: 'switch', label: '交换机', labelEn: 'Switch', count: 12 },
      ],
    }
    fakeApi({
      'GET /devices': () => ({ items: devices, next: null }),
      'GET /devices/summary': () => summary(3, facets),
    })
    opened = await openConsole('/devices?kind=switch')
    const server = () =>
      opened!.wrapper.findAll('[data-facet=kind] button').find((button) => button.text().includes('服务器'))!
    expect(server().text()).toContain('454')
    await server().trigger('click')
    await opened.settle()
    expect(opened.router.currentRoute.value.query['kind']).toBe('switch,server')
    await server().trigger('click')
    await opened.settle()
    expect(opened.router.currentRoute.value.query['kind']).toBe('switch')
  })

  test('a row opens beside the list, arrow keys go on, Esc closes', async () => {
    fakeApi({
      'GET /devices': () => ({ items: devices, next: null }),
      'GET /devices/summary': () => summary(3),
      'GET /devices/:id': ({ path }) => devices[Number(path.split('/').at(-1)) - 1],
    })
    opened = await openConsole('/devices')
    await opened.wrapper.find('.table-body .row').trigger('click')
    await opened.settle()
    expect(opened.router.currentRoute.value.query['open']).toBe('1')
    expect(opened.wrapper.find('.panel h2').text()).toBe('sw-01')
    await opened.wrapper.find('.table').trigger('keydown', { key: 'ArrowDown' })
    await opened.settle()
    expect(opened.wrapper.find('.panel h2').text()).toBe('sw-02')
    await opened.wrapper.find('.table').trigger('keydown', { key: 'Escape' })
    await opened.settle()
    expect(opened.wrapper.find('.panel').exists()).toBe(false)
    expect(opened.router.currentRoute.value.query['open']).toBeUndefined()
  })

  test('goes on with the next page by the cursor when the end comes near', async () => {
    const api = fakeApi({
      'GET /devices': ({ query }) =>
        query['cursor']
          ? { items: [aDevice({ id: 99, name: 'last-one' })], next: null }
          : { items: devices, next: 'c-2' },
      'GET /devices/summary': () => summary(4),
    })
    opened = await openConsole('/devices')
    expect(api.to('GET /devices').map((one) => one.query['cursor'])).toEqual([undefined, 'c-2'])
    expect(opened.wrapper.text()).toContain('last-one')
  })

  test('states the error of the API and tries again', async () => {
    let broken = true
    fakeApi({
      'GET /devices': () => (broken ? refusal(503, 'databaseUnavailable') : { items: devices, next: null }),
      'GET /devices/summary': () => summary(3),
    })
    opened = await openConsole('/devices')
    expect(opened.wrapper.find('[role=alert]').text()).toContain('databaseUnavailable 的说明')
    broken = false
    await opened.wrapper.find('[role=alert] button').trigger('click')
    await opened.settle()
    expect(opened.wrapper.find('[role=alert]').exists()).toBe(false)
    expect(opened.wrapper.text()).toContain('sw-01')
  })

  test('with nothing to show says what to do next', async () => {
    fakeApi({
      'GET /devices': () => ({ items: [], next: null }),
      'GET /devices/summary': () => summary(0),
    })
    opened = await openConsole('/devices?kind=printer')
    expect(opened.wrapper.find('.empty').text()).toContain('没有符合条件的设备')
    await opened.wrapper.find('.empty button').trigger('click')
    await opened.settle()
    expect(opened.router.currentRoute.value.query).toEqual({})
  })

  test('offers to create only to those who may', async () => {
    const handlers = {
      'GET /devices': () => ({ items: devices, next: null }),
      'GET /devices/summary': () => summary(3),
    }
    fakeApi(handlers)
    opened = await openConsole('/devices', { role: 'auditor' })
    expect(opened.wrapper.text()).toContain('新增设备')
    opened.wrapper.unmount()
    opened = await openConsole('/devices', { role: 'viewer' })
    expect(opened.wrapper.text()).not.toContain('新增设备')
  })
})

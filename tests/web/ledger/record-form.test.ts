import { afterEach, describe, expect, test, vi } from 'vitest'
import { fakeApi, refusal } from '../support/fake-api.ts'
import { openConsole } from '../support/console.ts'
import type { Opened } from '../support/console.ts'
import { aDevice } from '../support/records.ts'

let opened: Opened | null = null
afterEach(() => {
  opened?.wrapper.unmount()
  opened = null
  document.body.innerHTML = ''
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const field = (key: string) => opened!.wrapper.find(`.field[data-field=${key}]`)
const input = (key: string) => field(key).find('input')
const submit = async () => {
  await opened!.wrapper.find('form').trigger('submit')
  await opened!.settle()
}
const reads = {
  'GET /devices/summary': () => ({ count: 1, facets: {}, sums: {} }),
  'GET /change-log': () => ({
    items: [
      {
        id: 1,
        version: 1,
        createdAt: '2026-01-01T00:00:00.000Z',
        updatedAt: '2026-01-01T00:00:00.000Z',
        at: '2026-01-01T00:00:00.000Z',
        userId: 2,
        userName: '李审计',
        action: 'update',
      },
    ],
    next: null,
  }),
}

describe('a form', () => {
  test('sends only what was changed, with the version that the change is based on', async () => {
    const api = fakeApi({
      ...reads,
      'GET /devices/:id': () => aDevice({ version: 7 }),
      'PATCH /devices/:id': () => aDevice({ version: 8, model: 'S6720' }),
    })
    opened = await openConsole('/devices/1/edit')
    await input('model').setValue('S6720')
    await submit()
    const [sent] = api.to('PATCH /devices/:id')
    expect(sent!.body).toEqual({ model: 'S6720' })
    expect(sent!.headers['If-Match']).toBe('"7"')
    expect(sent!.headers['X-CSRF-Token']).toBe('csrf-1')
    expect(opened.router.currentRoute.value.path).toBe('/devices/1')
  })

  test('says beside each field what is wrong before anything is sent', async () => {
    const api = fakeApi({ ...reads, 'GET /devices/:id': () => aDevice() })
    opened = await openConsole('/devices/1/edit')
    await input('name').setValue('')
    await input('powerWatts').setValue('many')
    await input('managementAddress').setValue('10.1.2.999')
    await submit()
    expect(field('name').text()).toContain('此项必填')
    expect(field('powerWatts').text()).toContain('应为数字')
    expect(field('managementAddress').text()).toContain('IP 地址')
    expect(api.sent.some((one) => one.method === 'PATCH')).toBe(false)
  })

  test("shows the server's issue beside its field, and takes it away when the value changes", async () => {
    fakeApi({
      ...reads,
      'GET /devices/:id': () => aDevice(),
      'PATCH /devices/:id': () =>
        refusal(400, 'validationFailed', {
          issues: [{ path: 'positionU', message: { zh: '与「web-01」重叠。', en: 'Overlaps "web-01".' } }],
        }),
    })
    opened = await openConsole('/devices/1/edit')
    await input('positionU').setValue('12')
    await submit()
    expect(field('positionU').find('[role=alert]').text()).toBe('与「web-01」重叠。')
    await input('positionU').setValue('14')
    expect(field('positionU').find('[role=alert]').exists()).toBe(false)
  })

  test('names the field whose value another record has', async () => {
    fakeApi({
      ...reads,
      'GET /devices/:id': () => aDevice(),
      'PATCH /devices/:id': () => refusal(409, 'duplicateValue', { details: { fields: ['assetTag'] } }),
    })
    opened = await openConsole('/devices/1/edit')
    await input('assetTag').setValue('ZC-000002')
    await submit()
    expect(field('assetTag').find('[role=alert]').text()).toContain('已有记录使用了这个值')
  })

  test('keeps what was typed when someone else was faster, and saves over the latest once decided', async () => {
    let stored = aDevice({ version: 7 })
    const api = fakeApi({
      ...reads,
      'GET /devices/:id': () => stored,
      'PATCH /devices/:id': ({ headers }) =>
        headers['If-Match'] === '"8"' ? aDevice({ version: 9 }) : refusal(412, 'staleVersion'),
    })
    opened = await openConsole('/devices/1/edit')
    await input('model').setValue('my model')
    await input('softwareVersion').setValue('V200R019')
    stored = aDevice({ version: 8, model: 'their model', vendor: 'H3C' })
    await submit()

    const notice = opened.wrapper.find('.stale')
    expect(notice.text()).toContain('李审计')
    expect(notice.findAll('[data-conflict]')).toHaveLength(1)
    expect(notice.find('[data-conflict=model]').text()).toContain('my model')
    expect(notice.find('[data-conflict=model]').text()).toContain('their model')
    expect((input('softwareVersion').element as HTMLInputElement).value).toBe('V200R019')
    expect((input('vendor').element as HTMLInputElement).value).toBe('H3C')

    await notice.findAll('[data-conflict=model] input')[1]!.trigger('change')
    await notice.find('button').trigger('click')
    expect((input('model').element as HTMLInputElement).value).toBe('their model')
    await submit()
    expect(api.to('PATCH /devices/:id').at(-1)!.body).toEqual({ softwareVersion: 'V200R019' })
    expect(opened.router.currentRoute.value.path).toBe('/devices/1')
  })

  test('asks before unsaved changes are left behind', async () => {
    fakeApi({
      ...reads,
      'GET /devices': () => ({ items: [], next: null }),
      'GET /devices/:id': () => aDevice(),
    })
    opened = await openConsole('/devices/1/edit')
    await input('model').setValue('other')
    const leaving = opened.router.push('/devices')
    await opened.settle()
    const dialog = document.querySelector('dialog')!
    expect(dialog.textContent).toContain('有未保存的修改')
    ;[...dialog.querySelectorAll('button')]
      .find((button) => button.textContent!.includes('继续编辑'))!
      .click()
    await leaving
    expect(opened.router.currentRoute.value.path).toBe('/devices/1/edit')
    expect((input('model').element as HTMLInputElement).value).toBe('other')
  })

  test('a new record starts from the address: the rack of the room it was opened from', async () => {
    const api = fakeApi({
      'GET /rooms/:id': () => ({ id: 3, name: '市局机房', code: 'JF-3' }),
      'GET /racks/:id': () => ({ id: 8, name: 'A03', version: 1, createdAt: '', updatedAt: '' }),
      'POST /racks': () => ({ id: 8, name: 'A03', version: 1 }),
      'GET /devices': () => ({ items: [], next: null }),
      'GET /devices/summary': () => ({ count: 0, facets: {}, sums: {} }),
      'GET /change-log': () => ({ items: [], next: null }),
    })
    opened = await openConsole('/racks/new?roomId=3')
    await input('name').setValue('A03')
    await submit()
    expect(api.to('POST /racks')[0]!.body).toEqual({ name: 'A03', roomId: 3, heightU: 42 })
  })

  test('a user is made with a password, which no form shows again', async () => {
    const api = fakeApi({
      'POST /users': () => ({ id: 4, login: 'zhao', name: '赵', version: 1 }),
      'GET /users/:id': () => ({
        id: 4,
        login: 'zhao',
        name: '赵',
        role: 'viewer',
        version: 1,
        createdAt: '',
        updatedAt: '',
      }),
      'GET /change-log': () => ({ items: [], next: null }),
    })
    opened = await openConsole('/users/new')
    await input('login').setValue('zhao')
    await input('name').setValue('赵')
    await input('password').setValue('short')
    await submit()
    expect(field('password').text()).toContain('至少 10 个字符')
    await input('password').setValue('long enough 123')
    await submit()
    expect(api.to('POST /users')[0]!.body).toMatchObject({ login: 'zhao', password: 'long enough 123' })
    opened.wrapper.unmount()
    opened = await openConsole('/users/4/edit')
    expect(field('password').exists()).toBe(false)
  })
})

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { useSession } from '../../../web/stores/session.ts'
import { openConsole } from '../support/console.ts'
import type { Opened } from '../support/console.ts'
import { fakeApi, refusal } from '../support/fake-api.ts'
import '../../../web/features/session/SignInPage.vue'
import '../../../web/ui/ForbiddenPage.vue'

const about = {
  version: '0.1.0',
  city: { zh: '锦州市', en: 'Jinzhou' },
  demonstration: true,
  demonstrationAccounts: [{ login: 'auditor', password: 'citybase-demo', role: 'auditor' }],
}
const session = {
  user: { id: 2, login: 'auditor', name: '审计员', role: 'auditor', language: 'zh' },
  permissions: ['ledger.read'],
  csrfToken: 'csrf-2',
}

let opened: Opened | null = null
beforeEach(() => localStorage.clear())
afterEach(() => {
  opened?.wrapper.unmount()
  opened = null
  vi.unstubAllGlobals()
})

const field = (name: string) => opened!.wrapper.find(`input[name=${name}]`)

describe('signing in', () => {
  test('shows the demonstration accounts and fills one in', async () => {
    fakeApi({ 'GET /about': () => about })
    opened = await openConsole('/sign-in')
    expect(opened.wrapper.text()).toContain('锦州市')
    await opened.wrapper.find('.sign-in-account').trigger('click')
    await opened.settle()
    expect((field('username').element as HTMLInputElement).value).toBe('auditor')
    expect((field('password').element as HTMLInputElement).value).toBe('citybase-demo')
  })

  test('says what is missing, then what is wrong, beside the form', async () => {
    const api = fakeApi({
      'GET /about': () => about,
      'POST /session': () => refusal(401, 'wrongPassword', { message: '用户名或密码不正确，请重新输入。' }),
    })
    opened = await openConsole('/sign-in')
    await opened.wrapper.find('form').trigger('submit')
    expect(opened.wrapper.text()).toContain('请输入用户名')
    expect(api.sent.some((one) => one.method === 'POST')).toBe(false)
    await field('username').setValue('auditor')
    await field('password').setValue('wrong')
    await opened.wrapper.find('form').trigger('submit')
    await opened.settle()
    expect(opened.wrapper.find('[role=alert].error-note').text()).toContain('用户名或密码不正确')
  })

  test('goes back to the address that was wanted', async () => {
    fakeApi({
      'GET /about': () => about,
      'POST /session': () => session,
    })
    opened = await openConsole('/sign-in?to=/forbidden?permission=account.manage')
    await field('username').setValue('auditor')
    await field('password').setValue('citybase-demo')
    await opened.wrapper.find('form').trigger('submit')
    await opened.settle()
    expect(opened.router.currentRoute.value.path).toBe('/forbidden')
    expect(useSession().user?.login).toBe('auditor')
  })
})

describe('the way to a page', () => {
  test('leads to the sign-in page and keeps the address when nobody is signed in', async () => {
    fakeApi({ 'GET /about': () => about, 'GET /session': () => refusal(401, 'unauthenticated') })
    opened = await openConsole('/sign-in')
    useSession().end()
    await opened.router.push('/devices?kind=server')
    expect(opened.router.currentRoute.value.fullPath).toBe('/sign-in?to=/devices?kind=server')
  })

  test('leads to the reason when the role may not', async () => {
    fakeApi({ 'GET /about': () => about })
    opened = await openConsole('/sign-in', { role: 'viewer' })
    await opened.router.push('/users')
    await opened.settle()
    expect(opened.router.currentRoute.value.name).toBe('forbidden')
    expect(opened.wrapper.text()).toContain('管理用户')
  })
})

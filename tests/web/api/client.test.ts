import { afterEach, describe, expect, test, vi } from 'vitest'
import { endpoints } from '../../../server/contract/endpoints/index.ts'
import { call, configureClient, downloadUrl } from '../../../web/api/client.ts'
import { ApiError } from '../../../web/api/error.ts'
import { fakeApi, refusal } from '../support/fake-api.ts'

const noted: string[] = []
configureClient({
  language: () => 'en',
  csrfToken: () => 'token-1',
  onUnauthenticated: () => noted.push('ended'),
  onReachable: (reachable) => noted.push(reachable ? 'reachable' : 'away'),
})

afterEach(() => {
  noted.length = 0
  vi.unstubAllGlobals()
})

async function failureOf(work: Promise<unknown>): Promise<ApiError> {
  const failure = await work.then(
    () => null,
    (error: unknown) => error,
  )
  expect(failure).toBeInstanceOf(ApiError)
  return failure as ApiError
}

describe('the client', () => {
  test('sends the token only with what changes something, and the version in quotes', async () => {
    const api = fakeApi({ 'GET /rooms/:id': () => ({ id: 3 }), 'DELETE /rooms/:id': () => undefined })
    await call(endpoints.room.get, { params: { id: 3 } })
    await call(endpoints.room.remove, { params: { id: 3 }, version: 12 })
    const [get, remove] = api.sent
    expect(get!.path).toBe('/api/rooms/3')
    expect(get!.headers).not.toHaveProperty('X-CSRF-Token')
    expect(get!.headers['Accept-Language']).toBe('en')
    expect(remove!.headers).toMatchObject({ 'X-CSRF-Token': 'token-1', 'If-Match': '"12"' })
  })

  test("throws the API's own code, words and issues", async () => {
    const issues = [{ path: 'name', message: { zh: '必填', en: 'Required' } }]
    fakeApi({ 'POST /rooms': () => refusal(400, 'validationFailed', { issues }) })
    const error = await failureOf(call(endpoints.room.create, { body: {} as never }))
    expect(error).toMatchObject({ status: 400, code: 'validationFailed', issues, requestId: 'r-1' })
  })

  test('tells when no answer came, and that the server is away', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
    const error = await failureOf(call(endpoints.system.health, {}))
    expect(error).toMatchObject({ status: 0, code: 'network' })
    expect(error.own!.zh).toContain('连不上服务器')
    expect(noted).toEqual(['away'])
  })

  test('takes an answer in foreign words for what it is', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('<html>Bad Gateway</html>', { status: 502 })))
    expect(await failureOf(call(endpoints.system.health, {}))).toMatchObject({ code: 'network' })
    expect(noted).toEqual(['away'])
  })

  test('notes that the session has ended, but not when signing in fails', async () => {
    fakeApi({
      'GET /rooms/:id': () => refusal(401, 'unauthenticated'),
      'POST /session': () => refusal(401, 'wrongPassword'),
    })
    await failureOf(call(endpoints.session.signIn, { body: { login: 'a', password: 'b' } }))
    expect(noted).not.toContain('ended')
    await failureOf(call(endpoints.room.get, { params: { id: 1 } }))
    expect(noted).toContain('ended')
  })

  test('an export is an address with the filters of the list', () => {
    expect(
      downloadUrl(endpoints.device.export, {
        query: { kind: 'switch', format: 'csv', 'purchaseDate.lt': '2013-01-01' },
      }),
    ).toBe('/api/devices/export?kind=switch&format=csv&purchaseDate.lt=2013-01-01')
  })
})

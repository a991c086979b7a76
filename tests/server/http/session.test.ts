import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addUser, password, sender, startTestConsole } from './console.ts'
import type { TestConsole } from './console.ts'

describe('signing in', () => {
  let console_: TestConsole
  beforeAll(async () => {
    console_ = await startTestConsole()
    await addUser(console_.app, 'zhang', 'auditor')
  })
  afterAll(() => console_.close())

  it('gives a cookie that scripts cannot read and other sites cannot send', async () => {
    const reply = await console_.anyone('POST', '/session', { body: { login: 'Zhang', password } })
    expect(reply.status).toBe(200)
    const cookie = reply.headers.getSetCookie()[0]!.toLowerCase()
    expect(cookie).toContain('httponly')
    expect(cookie).toContain('samesite=strict')
    expect(reply.text).not.toContain('scrypt')
  })

  it('refuses a wrong password and an unknown user with the same words', async () => {
    const wrong = await console_.anyone('POST', '/session', {
      body: { login: 'zhang', password: 'not this one' },
    })
    const unknown = await console_.anyone('POST', '/session', {
      body: { login: 'nobody', password: 'not this one' },
    })
    expect([wrong.status, unknown.status]).toEqual([401, 401])
    const message = (reply: { body: never }) => (reply.body as { error: { message: string } }).error.message
    expect(message(wrong)).toBe(message(unknown))
    expect(message(wrong)).toContain('用户名或密码不正确')
  })

  it('slows down whoever keeps guessing, and says for how long', async () => {
    await addUser(console_.app, 'li', 'viewer')
    const guess = () =>
      console_.anyone('POST', '/session', {
        body: { login: 'li', password: 'guess' },
        headers: { 'Accept-Language': 'en' },
      })
    const statuses = []
    for (let i = 0; i < 8; i++) statuses.push((await guess()).status)
    expect(statuses).toContain(429)
    const last = await guess()
    expect(last.status).toBe(429)
    expect(Number(last.headers.get('Retry-After'))).toBeGreaterThan(0)
    expect(last.text).toMatch(/Try again in \d+ seconds/)
    console_.app.clock.advance(3_600_000)
    expect((await console_.anyone('POST', '/session', { body: { login: 'li', password } })).status).toBe(200)
  })

  it('guesses made at once do not slip past together', async () => {
    await addUser(console_.app, 'zhou', 'viewer')
    const guesses = Array.from({ length: 20 }, (_, i) =>
      console_.anyone('POST', '/session', { body: { login: 'zhou', password: `guess number ${i}` } }),
    )
    const statuses = (await Promise.all(guesses)).map(({ status }) => status)
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(5)
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(15)
    console_.app.clock.advance(3_600_000)
  })

  it('a change without the CSRF token is refused', async () => {
    const reply = await console_.anyone('POST', '/session', { body: { login: 'zhang', password } })
    const cookie = reply.headers.getSetCookie()[0]!.split(';')[0]!
    const forged = sender(console_.url, { Cookie: cookie })
    expect((await forged('GET', '/session')).status).toBe(200)
    const change = await forged('POST', '/rooms', { body: {} })
    expect(change.status).toBe(403)
    expect(change.text).toContain('csrfRejected')
  })

  it('signing out ends the session on the server, not only in the browser', async () => {
    const send = await console_.as('planner')
    expect((await send('GET', '/session')).status).toBe(200)
    expect((await send('DELETE', '/session')).status).toBe(204)
    expect((await send('GET', '/session')).status).toBe(401)
  })

  it('ends after a working day', async () => {
    const send = await console_.as('operator')
    expect((await send('GET', '/session')).status).toBe(200)
    console_.app.clock.advance(13 * 3_600_000)
    expect((await send('GET', '/session')).status).toBe(401)
  })

  it('changing the password ends the other sessions and keeps this one', async () => {
    await addUser(console_.app, 'wang', 'viewer')
    const open = async () => {
      const reply = await console_.anyone('POST', '/session', { body: { login: 'wang', password } })
      const cookie = reply.headers.getSetCookie()[0]!.split(';')[0]!
      return sender(console_.url, {
        Cookie: cookie,
        'X-CSRF-Token': (reply.body as { csrfToken: string }).csrfToken,
      })
    }
    const [here, there] = [await open(), await open()]
    const short = await here('POST', '/session/password', { body: { current: password, next: 'short' } })
    expect(short.status).toBe(400)
    expect(short.text).toContain('至少 10 个字符')
    const wrong = await here('POST', '/session/password', {
      body: { current: 'wrong', next: 'a brand new one' },
    })
    expect(wrong.text).toContain('当前密码不正确')
    expect(
      (await here('POST', '/session/password', { body: { current: password, next: 'a brand new one' } }))
        .status,
    ).toBe(204)
    expect((await here('GET', '/session')).status).toBe(200)
    expect((await there('GET', '/session')).status).toBe(401)
  })

  it('an administrator cannot lock the last door behind themselves', async () => {
    const send = await console_.as('administrator')
    const me = ((await send('GET', '/session')).body as { user: { id: number } }).user.id
    const reply = await send('PATCH', `/users/${me}`, {
      body: { status: 'disabled' },
      headers: { 'If-Match': '"1"' },
    })
    expect(reply.status).toBe(400)
    expect(reply.text).toContain('不能停用')
  })
})

import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aDevice, aRoom } from '../../support/factories.ts'
import type { Reply, Send, TestConsole } from './console.ts'
import { startTestConsole } from './console.ts'

interface Stated {
  error: {
    code: string
    message: string
    issues: { path: string; message: { zh: string; en: string } }[]
    requestId: string
    details: never
  }
}

const stated = (reply: Reply) => (reply.body as Stated).error
const json = { 'Content-Type': 'application/json' }

describe('bad input', () => {
  let console_: TestConsole
  let send: Send
  beforeAll(async () => {
    console_ = await startTestConsole()
    send = await console_.as('administrator')
  })
  afterAll(() => console_.close())

  it('malformed JSON', async () => {
    const reply = await send('POST', '/rooms', { raw: '{"name": ', headers: json })
    expect(reply.status).toBe(400)
    expect(stated(reply).message).toContain('不是有效的 JSON')
  })

  it('answers in the language that is asked for', async () => {
    const reply = await send('POST', '/rooms', { raw: '{', headers: { ...json, 'Accept-Language': 'en' } })
    expect(stated(reply).message).toContain('not valid JSON')
  })

  it('wrong types and missing values are said beside each field, in both languages', async () => {
    const reply = await send('POST', '/rooms', {
      body: { code: 7, areaSquareMetres: 'large', grade: 'Z', colour: 'red' },
    })
    expect(reply.status).toBe(400)
    const byPath = Object.fromEntries(stated(reply).issues.map((issue) => [issue.path, issue.message]))
    expect(byPath['code']!.zh).toContain('应为文字')
    expect(byPath['areaSquareMetres']!.zh).toContain('应为数字')
    expect(byPath['grade']!.en).toContain('Choose one of')
    expect(byPath['colour']!.zh).toContain('不认识的字段')
    expect(byPath['name']!.zh).toBe('此项必填。')
    expect(byPath['name']!.en).toBe('This is required.')
  })

  it('an unknown filter names those there are', async () => {
    const reply = await send('GET', '/devices?colour=red')
    expect(reply.status).toBe(400)
    expect(stated(reply).code).toBe('unknownFilter')
    expect(stated(reply).message).toContain('colour')
    expect(stated(reply).message).toContain('serialNumber')
  })

  it('an unknown sort field names those there are', async () => {
    const reply = await send('GET', '/devices?sort=-colour')
    expect(reply.status).toBe(400)
    expect(stated(reply).code).toBe('unknownSort')
    expect(stated(reply).message).toContain('purchaseDate')
  })

  it('a filter value that cannot be', async () => {
    const reply = await send('GET', '/devices?purchaseDate.lt=yesterday')
    expect(reply.status).toBe(400)
    expect(stated(reply).code).toBe('invalidFilterValue')
  })

  it('a cursor that nobody gave out', async () => {
    const reply = await send('GET', '/devices?cursor=rubbish')
    expect(reply.status).toBe(400)
    expect(stated(reply).code).toBe('invalidCursor')
  })

  it('a body of 20 MB', async () => {
    const reply = await send('POST', '/rooms', {
      raw: JSON.stringify({ name: 'x'.repeat(20_000_000) }),
      headers: json,
    }).catch(() => null)
    // The server may close the connection while the rest is still on its way; either way nothing is kept.
    if (reply) {
      expect(reply.status).toBe(413)
      expect(stated(reply).message).toContain('1 MiB')
    }
    expect(await console_.app.ledger.models.room.count()).toBe(0)
  })

  it('a small body that inflates to 20 MB', async () => {
    const body = gzipSync(JSON.stringify({ name: 'x'.repeat(20_000_000) }))
    const reply = await send('POST', '/rooms', {
      raw: new Uint8Array(body),
      headers: { ...json, 'Content-Encoding': 'gzip' },
    })
    expect(reply.status).toBe(413)
  })

  it('a content type that is not JSON', async () => {
    const reply = await send('POST', '/rooms', {
      raw: '<room/>',
      headers: { 'Content-Type': 'application/xml' },
    })
    expect(reply.status).toBe(415)
  })

  it.each(['/rooms/1%00', '/rooms/..%2f..%2fetc%2fpasswd', '/rooms/NaN', '/rooms/-1', '/rooms/1e9999'])(
    '%s leads nowhere',
    async (path) => {
      expect((await send('GET', path)).status).toBe(404)
    },
  )

  it('path traversal in an export is refused', async () => {
    const format = await send('GET', `/rooms/export?format=${encodeURIComponent('../../etc/passwd')}`)
    expect(format.status).toBe(400)
    const columns = await send(
      'GET',
      `/rooms/export?format=csv&columns=${encodeURIComponent('../../../etc/passwd')}`,
    )
    expect(columns.status).toBe(400)
    expect(columns.text).not.toContain('root:')
  })

  it('an address and a method that are not there', async () => {
    expect(stated(await send('GET', '/nothing/here')).code).toBe('noSuchAddress')
    expect((await send('PUT', '/rooms')).status).toBe(405)
  })

  it('two people editing one record: the second is told, nothing is lost', async () => {
    const room = await aRoom(console_.app)
    const other = await console_.as('auditor')
    const read = await send('GET', `/rooms/${room.id}`)
    expect(read.headers.get('ETag')).toBe('"1"')
    const first = await send('PATCH', `/rooms/${room.id}`, {
      body: { name: '一号机房' },
      headers: { 'If-Match': '"1"' },
    })
    expect(first.status).toBe(200)
    expect(first.headers.get('ETag')).toBe('"2"')
    const second = await other('PATCH', `/rooms/${room.id}`, {
      body: { name: '二号机房' },
      headers: { 'If-Match': '"1"' },
    })
    expect(second.status).toBe(412)
    expect(stated(second).message).toContain('别人刚刚修改')
    expect((stated(second).details as { current: { name: string } }).current.name).toBe('一号机房')
    const without = await other('PATCH', `/rooms/${room.id}`, { body: { name: '三号机房' } })
    expect(without.status).toBe(428)
    expect(((await send('GET', `/rooms/${room.id}`)).body as { name: string }).name).toBe('一号机房')
  })

  it('what nobody foresaw is a 500 with a number and without the cause', async () => {
    const device = await aDevice(console_.app)
    await console_.app.ledger.sequelize.query('ALTER TABLE device RENAME TO device_away')
    const reply = await send('GET', `/devices/${device.id}`)
    await console_.app.ledger.sequelize.query('ALTER TABLE device_away RENAME TO device')
    expect(reply.status).toBe(500)
    expect(stated(reply).message).toContain(stated(reply).requestId)
    expect(reply.text).not.toMatch(/sqlite|select|device_away/i)
  })
})

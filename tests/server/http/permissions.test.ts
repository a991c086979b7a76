import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EndpointRow } from '../../../server/contract/endpoint.ts'
import { endpoints } from '../../../server/contract/endpoints/index.ts'
import { roleCan, roles } from '../../../server/contract/permission.ts'
import type { Role } from '../../../server/contract/permission.ts'
import type { Send, TestConsole } from './console.ts'
import { startTestConsole } from './console.ts'

/*
 * Every endpoint × everyone who might call it. Requests are made to fail behind the door (no such record, no body), so
 * that nothing changes: 401 and 403 come before all that.
 */

const rows = Object.entries(endpoints).flatMap(([group, members]) =>
  (Object.entries(members) as [string, EndpointRow][]).map(([name, row]) => ({
    name: `${group}.${name}`,
    row,
  })),
)
const everyRole = Object.keys(roles) as Role[]
/** These end the session or answer no matter what. */
const closesTheSession = new Set(['session.signOut'])

async function knock(send: Send, row: EndpointRow): Promise<number> {
  const path = row.path.replaceAll(/:\w+/g, '999999')
  const { status } = await send(
    row.method.toUpperCase(),
    path,
    row.body ? { body: {}, headers: { 'If-Match': '"1"' } } : {},
  )
  return status
}

describe('every endpoint × role', () => {
  let console_: TestConsole
  beforeAll(async () => {
    console_ = await startTestConsole()
    for (const role of everyRole) await console_.as(role)
  })
  afterAll(() => console_.close())

  it('covers the whole contract', () => {
    expect(rows.length).toBeGreaterThan(150)
  })

  it.each(rows.filter(({ row }) => row.audience !== 'anyone'))(
    '$name turns a stranger away',
    async ({ row }) => {
      expect(await knock(console_.anyone, row)).toBe(401)
    },
  )

  it.each(rows.filter(({ row }) => row.audience === 'collector'))(
    '$name is no door for people',
    async ({ row }) => {
      expect(await knock(await console_.as('administrator'), row)).toBe(401)
    },
  )

  for (const role of everyRole) {
    it.each(rows.filter(({ name, row }) => row.audience === 'person' && !closesTheSession.has(name)))(
      `$name as ${role}`,
      async ({ row }) => {
        const status = await knock(await console_.as(role), row)
        const isAllowed = row.permission === null || roleCan(role, row.permission)
        if (isAllowed) expect([401, 403, 500, 405]).not.toContain(status)
        else expect(status).toBe(403)
      },
    )
  }

  it('a disabled user is out at once', async () => {
    const send = await console_.as('viewer')
    expect((await send('GET', '/session')).status).toBe(200)
    await console_.app.ledger.models.user.update({ status: 'disabled' }, { where: { login: 'viewer' } })
    expect((await send('GET', '/session')).status).toBe(401)
  })
})

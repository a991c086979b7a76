import { readFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EndpointRow } from '../../../server/contract/endpoint.ts'
import { endpoints } from '../../../server/contract/endpoints/index.ts'
import { secretBox } from '../../../server/http/secret-box.ts'
import type { Send, TestConsole } from './console.ts'
import { startTestConsole } from './console.ts'

const community = 'Zx9-community-Zx9'
const authKey = 'Zx9-authentication-Zx9'
const privKey = 'Zx9-privacy-key-Zx9'

describe('SNMP secrets', () => {
  let console_: TestConsole
  let send: Send
  let id: number
  beforeAll(async () => {
    console_ = await startTestConsole({ secrets: secretBox(randomBytes(32)) })
    send = await console_.as('administrator')
    const v2c = await send('POST', '/credentials', {
      body: { name: '测试凭据', protocol: 'snmp-v2c', community },
    })
    expect(v2c.status).toBe(201)
    id = (v2c.body as { id: number }).id
    const v3 = await send('POST', '/credentials', {
      body: {
        name: '测试凭据 v3',
        protocol: 'snmp-v3',
        userName: 'ops',
        authProtocol: 'sha256',
        privProtocol: 'aes',
        authKey,
        privKey,
      },
    })
    expect(v3.status).toBe(201)
  })
  afterAll(() => console_.close())

  it('come back from no endpoint', async () => {
    const rows = Object.values(endpoints).flatMap((group) => Object.values(group) as EndpointRow[])
    for (const row of rows.filter(({ method, audience }) => method === 'get' && audience !== 'collector')) {
      const path = row.path.replaceAll(/:\w+/g, String(id))
      const query = row.produces === 'file' ? '?format=csv' : row.path === '/search' ? '?q=Zx9' : ''
      const { text } = await send('GET', path + query)
      expect(text, row.path).not.toMatch(/Zx9/)
      // The document names the fields that collectors send; it holds no values.
      if (row.path !== '/openapi.json')
        expect(text, row.path).not.toMatch(/"(sealedSecrets|passwordHash|tokenHash|publicKey)":/)
    }
  })

  it('do not stand in the database as they are', () => {
    const { address } = console_.app
    if (!address.startsWith('sqlite:')) return
    const file = address.slice('sqlite:'.length)
    const bytes = Buffer.concat([readFileSync(file), readFileSync(`${file}-wal`)]).toString('latin1')
    expect(bytes).toContain('v1.')
    expect(bytes).not.toContain('Zx9')
  })

  it('stay when a change does not name them', async () => {
    const changed = await send('PATCH', `/credentials/${id}`, {
      body: { notes: '机房巡检用' },
      headers: { 'If-Match': '"1"' },
    })
    expect(changed.status).toBe(200)
    expect((changed.body as { hasSecret: boolean }).hasSecret).toBe(true)
    const [row] = (await console_.app.ledger.models.credential.findAll({
      where: { id },
      raw: true,
    })) as unknown as { sealedSecrets: string }[]
    expect(console_.app.secrets.open(row!.sealedSecrets)).toContain(community)
  })
})

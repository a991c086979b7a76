import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openLedger } from '../../../server/db/ledger.ts'
import type { Ledger } from '../../../server/db/ledger.ts'
import { allHandlers } from '../../../server/handlers.ts'
import { startServer } from '../../../server/http/server.ts'
import type { RunningServer } from '../../../server/http/server.ts'
import { recordingMetricStore } from '../../support/metric-store.ts'
import { sender } from './console.ts'

/** A port where nothing listens. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

let ledger: Ledger
let server: RunningServer

beforeAll(async () => {
  ledger = openLedger(`mysql://citybase:secret-word@127.0.0.1:${await freePort()}/citybase`)
  const app = {
    ledger,
    metrics: recordingMetricStore(),
    secrets: { seal: (plain: string) => plain, open: (sealed: string) => sealed },
    now: () => new Date(),
    log: pino({ level: 'silent' }),
    about: {
      version: '0',
      city: { zh: '测试市', en: 'Test City' },
      demonstration: false,
      demonstrationAccounts: [],
    },
  }
  server = await startServer(app, allHandlers(app), {
    host: '127.0.0.1',
    port: 0,
    webRoot: null,
    trustProxy: false,
  })
})
afterAll(async () => {
  await server.close()
  await ledger.close()
})

it('a database that is away is said as such, in the reader’s language, and nothing is given away', async () => {
  const send = sender(server.url, { 'Accept-Language': 'en' })
  const reply = await send('POST', '/session', { body: { login: 'auditor', password: 'whatever it is' } })
  expect(reply.status).toBe(503)
  expect(reply.text).toContain('The database cannot be reached just now. Nothing was saved')
  expect(reply.text).not.toMatch(/secret-word|ECONNREFUSED|127\.0\.0\.1/)
})

it('the health check says which part is away', async () => {
  const reply = await sender(server.url, {})('GET', '/health')
  expect(reply.body).toEqual({ ok: false, ledger: false, metrics: true })
})

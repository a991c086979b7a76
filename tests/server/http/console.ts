import type { TestApp } from '../../support/app.ts'
import { testApp } from '../../support/app.ts'
import { user } from '../../../server/contract/entities/user.ts'
import type { Role } from '../../../server/contract/permission.ts'
import { createRecord } from '../../../server/features/ledger/actions.ts'
import { hashPassword } from '../../../server/features/accounts/password.ts'
import { allHandlers } from '../../../server/handlers.ts'
import { startServer } from '../../../server/http/server.ts'
import type { App } from '../../../server/app.ts'

export const password = 'correct horse battery'

export interface Reply {
  status: number
  headers: Headers
  text: string
  body: never
}

export type Send = (
  method: string,
  path: string,
  options?: { body?: unknown; raw?: BodyInit; headers?: Record<string, string> },
) => Promise<Reply>

/** The whole server on a fresh ledger, and people who speak with it over HTTP. */
export interface TestConsole {
  app: TestApp
  url: string
  /** Someone who is not signed in. */
  anyone: Send
  /** Signs a person with this role in (made on first use). */
  as(role: Role): Promise<Send>
  close(): Promise<void>
}

let cachedHash: string | null = null

export async function startTestConsole(
  overrides: Partial<Omit<App, 'ledger' | 'metrics' | 'now'>> = {},
): Promise<TestConsole> {
  const app = await testApp(overrides)
  const server = await startServer(app, allHandlers(app), {
    host: '127.0.0.1',
    port: 0,
    webRoot: null,
    trustProxy: false,
  })
  const signedIn = new Map<Role, Promise<Send>>()
  const anyone = sender(server.url, {})
  const as = (role: Role) => {
    const known = signedIn.get(role) ?? signIn(app, server.url, role)
    signedIn.set(role, known)
    return known
  }
  return {
    app,
    url: server.url,
    anyone,
    as,
    async close() {
      await server.close()
      await app.close()
    },
  }
}

export async function addUser(app: TestApp, login: string, role: Role): Promise<number> {
  const passwordHash = (cachedHash ??= await hashPassword(password))
  const fields = {
    login,
    name: login,
    role,
    status: 'active' as const,
    language: 'zh' as const,
    passwordHash,
  }
  return (await createRecord(app, user, fields, { userId: null })).id
}

async function signIn(app: TestApp, url: string, role: Role): Promise<Send> {
  await addUser(app, role, role)
  const reply = await sender(url, {})('POST', '/session', { body: { login: role, password } })
  if (reply.status !== 200) throw new Error(`Could not sign in as ${role}: ${reply.text}`)
  const cookie = reply.headers.getSetCookie()[0]!.split(';')[0]!
  return sender(url, { Cookie: cookie, 'X-CSRF-Token': (reply.body as { csrfToken: string }).csrfToken })
}

export function sender(url: string, standing: Record<string, string>): Send {
  return async (method, path, { body, raw, headers } = {}) => {
    const response = await fetch(`${url}/api${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...standing,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? (raw ?? null) : JSON.stringify(body),
    })
    const text = await response.text()
    let parsed: unknown = null
    try {
      parsed = JSON.parse(text)
    } catch {
      parsed = null
    }
    return { status: response.status, headers: response.headers, text, body: parsed as never }
  }
}

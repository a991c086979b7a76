import { vi } from 'vitest'
import type { ErrorBody } from '../../../server/contract/error.ts'

export interface Sent {
  method: string
  path: string
  query: Record<string, string>
  headers: Record<string, string>
  body: unknown
}

export interface Answer {
  status?: number
  body?: unknown
}

type Handler = (sent: Sent) => unknown

/** An answer that is not a success, in the API's form. */
export function refusal(
  status: number,
  code: string,
  extra: Partial<ErrorBody['error']> = {},
): { refused: Answer } {
  const error = { code, message: `${code} 的说明`, details: {}, issues: [], requestId: 'r-1', ...extra }
  return { refused: { status, body: { error } } }
}

/**
 * Stands in for the server: handlers by `GET /devices` (below `/api`, parameters as `:id`). Everything sent is recorded;
 * an address without a handler fails the test that asked for it.
 */
export function fakeApi(handlers: Record<string, Handler>): { sent: Sent[]; to: (key: string) => Sent[] } {
  const sent: Sent[] = []
  const routes = Object.entries(handlers).map(([key, handler]) => {
    const [method, path] = key.split(' ') as [string, string]
    return { key, path, method, pattern: new RegExp(`^/api${path.replace(/:\w+/g, '[^/]+')}$`), handler }
  })
  // `/devices/summary` is not the device called "summary".
  routes.sort((a, b) => a.path.split(':').length - b.path.split(':').length)
  vi.stubGlobal('fetch', async (address: string, init: RequestInit = {}) => {
    const url = new URL(address, 'http://console.test')
    const one: Sent = {
      method: init.method ?? 'GET',
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: init.headers as Record<string, string>,
      body: init.body === undefined ? undefined : JSON.parse(String(init.body)),
    }
    sent.push(one)
    const route = routes.find(({ method, pattern }) => method === one.method && pattern.test(url.pathname))
    if (!route) throw new Error(`no fake for ${one.method} ${url.pathname}`)
    const result = await route.handler(one)
    // What the API answers may have a list of that name.
    const refused = (result as { refused?: Answer } | undefined)?.refused
    if (refused && !Array.isArray(refused)) return answer(refused.status ?? 500, refused.body)
    return result === undefined ? new Response(null, { status: 204 }) : answer(200, result)
  })
  const matching = (key: string) => {
    const route = routes.find((one) => one.key === key)
    if (!route) throw new Error(`no such fake: ${key}`)
    return sent.filter((one) => one.method === route.method && route.pattern.test(one.path))
  }
  return { sent, to: matching }
}

function answer(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })
}

import { PiniaColada } from '@pinia/colada'
import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { vi } from 'vitest'
import type { Component } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { Permission } from '../../../server/contract/permission.ts'
import { configureClient } from '../../../web/api/client.ts'
import { i18n } from '../../../web/i18n/index.ts'
import { useSession } from '../../../web/stores/session.ts'

export interface Request {
  method: string
  path: string
  headers: Record<string, string>
  body: unknown
}

type Answer = (request: Request) => unknown

/** A refusal as the API words it. */
export class Refusal {
  readonly status: number
  readonly code: string
  readonly message: string

  constructor(status: number, code: string, message: string) {
    this.status = status
    this.code = code
    this.message = message
  }
}

/**
 * Answers the console's requests from a table of `METHOD /path` and notes what was asked. Give a function that returns
 * the answer, or a `Refusal`.
 */
export function fakeServer(answers: Record<string, Answer>): Request[] {
  const asked: Request[] = []
  vi.stubGlobal('fetch', (address: string, init: RequestInit) => {
    const path = address.replace(/^\/api/, '')
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined
    const request = {
      method: init.method ?? 'GET',
      path,
      headers: (init.headers ?? {}) as Record<string, string>,
      body,
    }
    asked.push(request)
    const answer = answers[`${request.method} ${path.replace(/\?.*/, '')}`]
    if (!answer) throw new Error(`no answer for ${request.method} ${path}`)
    return Promise.resolve(responseOf(answer(request)))
  })
  return asked
}

function responseOf(value: unknown): Response {
  if (value instanceof Refusal) {
    const { status, code, message } = value
    const error = { code, message, details: {}, issues: [], requestId: 'r1' }
    return Response.json({ error }, { status })
  }
  return value === undefined ? new Response(null, { status: 204 }) : Response.json(value)
}

/** Mounts a component as the console does: languages, stores, query cache, routes, and a person with permissions. */
export function mountConsole(
  component: Component,
  props: Record<string, unknown>,
  permissions: Permission[] = ['ledger.read', 'finding.decide', 'collection.request', 'collection.manage'],
) {
  const pinia = createPinia()
  setActivePinia(pinia)
  const session = useSession()
  session.session = {
    user: { id: 1, login: 'li', name: '李审计', role: 'auditor', language: 'zh' },
    permissions,
    csrfToken: 'csrf',
  }
  configureClient({
    language: () => 'zh',
    csrfToken: () => session.csrfToken,
    onUnauthenticated: () => session.end(),
    onReachable: () => undefined,
  })
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/:rest(.*)*', component: { template: '<div />' } }],
  })
  const wrapper = mount(component, {
    props,
    attachTo: document.body,
    global: { plugins: [pinia, [PiniaColada, {}], i18n, router] },
  })
  return { wrapper, router, session }
}

/** Lets promises, the query cache and the page settle. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setTimeout(resolve, 0))
}

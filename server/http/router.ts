import { Readable } from 'node:stream'
import Router from '@koa/router'
import type { Context, Next } from 'koa'
import type { App } from '../app.ts'
import type { EndpointRow } from '../contract/endpoint.ts'
import { endpoints } from '../contract/endpoints/index.ts'
import { AppError } from '../contract/error.ts'
import { identify, requireAllowed } from './authorise.ts'
import { languageOf } from './error-reply.ts'
import { eventStream } from './event-stream.ts'
import type { AllHandlers, Call, FileReply, Handler } from './handler.ts'
import { parseBody, parseIfMatch, parseParams, parseQuery } from './parse-call.ts'
import { readJsonBody } from './request-body.ts'
import type { WorkUnderWay } from './work-under-way.ts'

/** Binds every row of the contract to its handler: authenticate → authorise → validate → act → present. */
export function buildRouter(app: App, handlers: AllHandlers, work: WorkUnderWay): Router {
  const router = new Router({ prefix: '/api' })
  const rows: { row: EndpointRow; handler: Handler<EndpointRow> }[] = []
  for (const [group, groupRows] of Object.entries(endpoints)) {
    for (const [name, row] of Object.entries(groupRows) as [string, EndpointRow][]) {
      const handler = (handlers as unknown as Record<string, Record<string, Handler<EndpointRow>>>)[group]?.[
        name
      ]
      if (!handler) throw new Error(`The endpoint ${group}.${name} has no handler`)
      rows.push({ row, handler })
    }
  }
  // `/devices/summary` must be tried before `/devices/:id`.
  rows.sort((a, b) => Number(a.row.path.includes(':')) - Number(b.row.path.includes(':')))
  for (const { row, handler } of rows) {
    router[row.method](row.path, (context: Context) => answer(app, work, row, handler, context))
  }
  return router
}

async function answer(
  app: App,
  work: WorkUnderWay,
  row: EndpointRow,
  handler: Handler<EndpointRow>,
  context: Context,
): Promise<void> {
  const actor = await identify(app, row, context)
  requireAllowed(row, actor)
  const params = parseParams(row, context['params'])
  const query = parseQuery(row, { ...context.query })
  const ifMatch = parseIfMatch(row, context.get('If-Match'))
  const body = row.body ? parseBody(row, await readJsonBody(context, row.bodyLimitMib ?? 1)) : undefined
  const reply = await handler({
    params,
    query,
    body,
    actor,
    ifMatch,
    language: languageOf(context),
    requestId: String(context.state['requestId']),
    clientAddress: context.ip,
    signal: AbortSignal.any([goneSignal(context), work.stopping]),
    cookies: cookiesOf(context),
  } as Call)
  present(work, row, reply, context)
}

function present(work: WorkUnderWay, row: EndpointRow, reply: unknown, context: Context): void {
  context.status = row.status ?? 200
  context.set('Cache-Control', 'no-store')
  if (row.produces === 'file') {
    const file = reply as FileReply
    context.type = file.contentType
    context.attachment(file.fileName)
    context.body = Readable.from(file.content, { objectMode: false })
  } else if (row.produces === 'event-stream') {
    work.add(eventStream(context, reply as AsyncIterable<unknown>))
  } else if (row.status === 204) {
    context.body = null
  } else {
    if (isVersioned(reply)) context.set('ETag', `"${reply.version}"`)
    // As text at once: Koa and the compression behind it would each turn an object into text for its length.
    context.type = 'application/json'
    context.body = JSON.stringify(reply)
  }
}

function isVersioned(reply: unknown): reply is { version: number } {
  return (
    typeof reply === 'object' && reply !== null && 'version' in reply && typeof reply.version === 'number'
  )
}

function goneSignal(context: Context): AbortSignal {
  const gone = new AbortController()
  context.res.once('close', () => {
    if (!context.res.writableEnded) gone.abort()
  })
  return gone.signal
}

function cookiesOf(context: Context): Call['cookies'] {
  return {
    get: (name) => context.cookies.get(name),
    set: (name, value, expires) => {
      context.cookies.set(name, value, {
        httpOnly: true,
        sameSite: 'strict',
        // Over plain HTTP, as in a demonstration on this machine, a Secure cookie would never come back.
        secure: context.secure,
        path: '/',
        overwrite: true,
        ...(expires ? { expires } : {}),
      })
    },
  }
}

/** States that nothing below /api is there, when no row matched. */
export async function noSuchAddress(context: Context, next: Next): Promise<void> {
  await next()
  if (context.path.startsWith('/api/') && context.status === 404 && !context.body)
    throw new AppError('noSuchAddress')
}

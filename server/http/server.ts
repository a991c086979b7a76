import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Koa from 'koa'
import type { Context, Next } from 'koa'
import compress from 'koa-compress'
import type { App } from '../app.ts'
import { AppError } from '../contract/error.ts'
import { docsPage } from './docs-page.ts'
import { errorReply } from './error-reply.ts'
import type { AllHandlers } from './handler.ts'
import { buildRouter, noSuchAddress } from './router.ts'
import { webFiles } from './web-files.ts'
import { workUnderWay } from './work-under-way.ts'
import type { WorkUnderWay } from './work-under-way.ts'

export interface ServerOptions {
  host: string
  port: number
  /** Folder of the built console; null serves the API alone. */
  webRoot: string | null
  /** Behind a proxy: believe X-Forwarded-For and X-Forwarded-Proto. */
  trustProxy: boolean
}

export interface RunningServer {
  url: string
  close(): Promise<void>
}

const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "object-src 'none'",
].join('; ')

async function secureHeaders(context: Context, next: Next): Promise<void> {
  context.state['requestId'] = randomUUID()
  context.set('X-Request-Id', context.state['requestId'] as string)
  context.set('X-Content-Type-Options', 'nosniff')
  context.set('Referrer-Policy', 'same-origin')
  context.set('Content-Security-Policy', contentSecurityPolicy)
  await next()
}

function buildKoa(app: App, handlers: AllHandlers, options: ServerOptions, work: WorkUnderWay): Koa {
  const koa = new Koa({ proxy: options.trustProxy })
  const router = buildRouter(app, handlers, work)
  koa.on('error', (error: Error & { code?: string }) => {
    // A client that went away while a file was sent is no failure of ours.
    if (!['EPIPE', 'ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE'].includes(error.code ?? ''))
      app.log.error({ err: error }, 'response failed')
  })
  koa.use(work.track)
  koa.use(secureHeaders)
  koa.use(errorReply(app.log))
  koa.use(
    compress({
      threshold: 2048,
      br: false,
      filter: (type) =>
        !/event-stream|octet-stream|zip|spreadsheet/.test(type) && /json|text|javascript|svg|csv/.test(type),
    }),
  )
  koa.use(noSuchAddress)
  koa.use(docsPage)
  koa.use(router.routes())
  koa.use(
    router.allowedMethods({
      throw: true,
      methodNotAllowed: () => new AppError('methodNotAllowed') as never,
      notImplemented: () => new AppError('methodNotAllowed') as never,
    }),
  )
  if (options.webRoot) koa.use(webFiles(options.webRoot))
  return koa
}

/** Starts listening. @throws the system's error when the address is taken or not ours. */
export async function startServer(
  app: App,
  handlers: AllHandlers,
  options: ServerOptions,
): Promise<RunningServer> {
  const work = workUnderWay()
  const server = createServer(buildKoa(app, handlers, options, work).callback())
  server.requestTimeout = 120_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host, resolve)
  })
  const { port } = server.address() as AddressInfo
  const host = options.host === '0.0.0.0' || options.host === '::' ? 'localhost' : options.host
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    close: () => closeServer(server, work),
  }
}

/** Takes no more requests, ends what is under way, and closes what clients keep open. */
async function closeServer(server: Server, work: WorkUnderWay): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  await work.finish()
  server.closeIdleConnections()
  setTimeout(() => server.closeAllConnections(), 500).unref()
  await closed
}

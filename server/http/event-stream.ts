import { PassThrough } from 'node:stream'
import type { Context } from 'koa'
import { AppError } from '../contract/error.ts'
import { languageOf } from './error-reply.ts'

/** Longest silence on a stream; proxies close connections that say nothing for longer. */
const keepAliveMilliseconds = 15_000

/** Answers with server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html), one per value; resolves at the end. */
export function eventStream(context: Context, values: AsyncIterable<unknown>): Promise<void> {
  const stream = new PassThrough()
  context.type = 'text/event-stream; charset=utf-8'
  context.set('X-Accel-Buffering', 'no')
  context.body = stream
  const keepAlive = setInterval(() => stream.write(': still here\n\n'), keepAliveMilliseconds)
  return pump(context, values, stream).finally(() => {
    clearInterval(keepAlive)
    stream.end()
  })
}

async function pump(context: Context, values: AsyncIterable<unknown>, stream: PassThrough): Promise<void> {
  try {
    for await (const value of values) {
      if (stream.destroyed) return
      stream.write(`data: ${JSON.stringify(value)}\n\n`)
    }
    stream.write('event: end\ndata: {}\n\n')
  } catch (error) {
    // What went wrong inside is for the log; the reader is told as any other reply would tell it.
    if (!(error instanceof AppError)) context.app.emit('error', error, context)
    const requestId = String(context.state['requestId'])
    const stated = error instanceof AppError ? error : new AppError('internal', { requestId })
    const message = stated.text()[languageOf(context)]
    stream.write(`event: failure\ndata: ${JSON.stringify({ message })}\n\n`)
  }
}

import type { Context, Next } from 'koa'

/** Longest wait for requests to end once the server stops. */
const patienceMilliseconds = 5_000

/** The requests under way, so that a stopping server ends them before its stores are closed. */
export interface WorkUnderWay {
  /** Aborted when the server stops: long polls and streams come to an end. */
  stopping: AbortSignal
  track: (context: Context, next: Next) => Promise<void>
  /** Work that goes on behind its request, such as a stream of events. */
  add(work: Promise<void>): void
  /** Says stop, and resolves when everything has ended or patience has. */
  finish(): Promise<void>
}

export function workUnderWay(): WorkUnderWay {
  const running = new Set<Promise<void>>()
  const stop = new AbortController()
  const add = (work: Promise<void>) => {
    const quiet = work.catch(() => undefined).finally(() => running.delete(quiet))
    running.add(quiet)
  }
  return {
    stopping: stop.signal,
    async track(_context, next) {
      const work = next() as Promise<void>
      add(work)
      await work
    },
    add,
    async finish() {
      stop.abort()
      const deadline = new Promise<void>((resolve) => setTimeout(resolve, patienceMilliseconds).unref())
      while (running.size > 0) {
        const all = Promise.all(running).then(() => 'ended')
        if ((await Promise.race([all, deadline])) !== 'ended') return
      }
    },
  }
}

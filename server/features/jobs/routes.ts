import { setTimeout as sleep } from 'node:timers/promises'
import type { App } from '../../app.ts'
import type { Job } from '../../contract/endpoints/collection.ts'
import type { HandlersOf } from '../../http/handler.ts'
import { cancelJob, currentJob } from './actions.ts'

const pollMilliseconds = 300

export function jobHandlers(app: App): HandlersOf<'job'> {
  return {
    get: ({ params }) => currentJob(app, params.id),
    events: async ({ params, signal }) => follow(app, await currentJob(app, params.id), signal),
    cancel: ({ params }) => cancelJob(app, params.id),
  }
}

/** The job whenever it has changed, until it has ended or nobody listens. */
async function* follow(app: App, first: Job, signal: AbortSignal): AsyncGenerator<Job> {
  let job = first
  yield job
  let last = JSON.stringify(job)
  while ((job.state === 'waiting' || job.state === 'running') && !signal.aborted) {
    await sleep(pollMilliseconds, undefined, { signal }).catch(() => undefined)
    if (signal.aborted) return
    job = await currentJob(app, job.id)
    const text = JSON.stringify(job)
    if (text !== last) yield job
    last = text
  }
}

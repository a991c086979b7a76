import type { Job } from '../../../server/contract/endpoints/collection.ts'
import type { collectionTexts } from './messages.ts'

type Texts = (typeof collectionTexts)['zh']

export function isFinished(job: Pick<Job, 'state'>): boolean {
  return job.state === 'done' || job.state === 'failed' || job.state === 'cancelled'
}

/** How far a job is, from 0 to 1; a finished one is at its end whatever was left out. */
export function shareDone(job: Pick<Job, 'state' | 'done' | 'total'>): number {
  if (isFinished(job)) return 1
  return job.total > 0 ? Math.min(job.done / job.total, 1) : 0
}

/** What is being done now, or how it ended. A stage that this console does not know is named as it came. */
export function progressWords(job: Job, texts: Texts): string {
  if (job.state === 'waiting') return texts.waiting
  if (job.state === 'running') {
    const { stage } = job
    return stage === null
      ? texts.stages.connecting
      : ((texts.stages as Record<string, string>)[stage] ?? stage)
  }
  if (job.state === 'cancelled') return texts.cancelled
  return texts[job.collectionStatus ?? (job.state === 'done' ? 'complete' : 'failed')]
}

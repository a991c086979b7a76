import { computed, onBeforeUnmount, ref } from 'vue'
import type { Job } from '../../../server/contract/endpoints/collection.ts'
import { endpoints } from '../../../server/contract/endpoints/index.ts'
import { call, events } from '../../api/client.ts'
import { isFinished } from './job-progress.ts'

/**
 * Asks for a collection of a target and follows it live. `onFinished` is called once per collection, however it ended.
 * Leaving the page stops following, not collecting.
 */
export function useCollectJob(onFinished: (job: Job) => void) {
  const job = ref<Job | null>(null)
  const error = ref<unknown>(null)
  const starting = ref(false)
  const cancelling = ref(false)
  /** The stream broke off; the browser is connecting again. */
  const broken = ref(false)
  let stopListening: () => void = () => undefined

  const running = computed(() => starting.value || (job.value !== null && !isFinished(job.value)))

  async function start(targetId: number): Promise<void> {
    if (running.value) return
    starting.value = true
    error.value = null
    job.value = null
    try {
      const asked = await call(endpoints.target.collect, { params: { id: targetId } })
      job.value = asked
      if (isFinished(asked)) finish(asked)
      else listen(asked.id)
    } catch (failure) {
      error.value = failure
    } finally {
      starting.value = false
    }
  }

  function listen(id: number): void {
    stopListening = events(
      endpoints.job.events,
      { params: { id } },
      {
        onEvent: (event) => {
          broken.value = false
          take(event)
        },
        onBroken: () => void askOnce(id),
      },
    )
  }

  /** The stream may have ended because the job did, or the network broke: the job itself knows. */
  async function askOnce(id: number): Promise<void> {
    broken.value = true
    const latest = await call(endpoints.job.get, { params: { id } }).catch(() => null)
    if (latest) take(latest)
  }

  function take(latest: Job): void {
    if (job.value === null || job.value.id !== latest.id || isFinished(job.value)) return
    job.value = latest
    if (isFinished(latest)) finish(latest)
  }

  function finish(done: Job): void {
    stopListening()
    broken.value = false
    cancelling.value = false
    onFinished(done)
  }

  async function cancel(): Promise<void> {
    if (!job.value || isFinished(job.value)) return
    cancelling.value = true
    try {
      take(await call(endpoints.job.cancel, { params: { id: job.value.id } }))
    } catch (failure) {
      error.value = failure
      cancelling.value = false
    }
  }

  onBeforeUnmount(() => stopListening())
  return { job, error, running, cancelling, broken, start, cancel }
}

import type { App } from '../../app.ts'

/** How long polls are kept. */
export interface PollDays {
  /** Every reading. */
  every: number
  /** The last reading of each hour. */
  hourly: number
}

const dayMs = 86_400_000
const everyMs = 3_600_000

/** Thins and removes old polls now and every hour until stopped. */
export function startThinningPolls(app: App, days: PollDays): { stop(): Promise<void> } {
  const thin = async () => {
    const now = app.now().getTime()
    try {
      await app.metrics.thinPolls({
        everyReadingSince: now - days.every * dayMs,
        anythingSince: now - Math.max(days.every, days.hourly) * dayMs,
      })
    } catch (error) {
      app.log.error({ err: error }, 'Old polls could not be thinned')
    }
  }
  let running = thin()
  const timer = setInterval(() => (running = running.then(thin)), everyMs)
  return {
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}

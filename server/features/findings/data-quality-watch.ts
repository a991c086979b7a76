import type { App } from '../../app.ts'
import { reconcileDataQuality } from './reconcile-ledger.ts'

const intervalMilliseconds = 5_000

/**
 * Checks the ledger's values against each other at start and whenever something in it has changed, so that a carrier
 * filled in settles its finding within seconds. Several servers may do so at once: checking again changes nothing.
 */
export function startDataQualityWatch(app: App): { stop(): Promise<void> } {
  let checkedUpTo: number | null = null
  let running: Promise<void> = Promise.resolve()
  const check = async () => {
    try {
      const newest = Number((await app.ledger.models.changeLogEntry.max('id')) ?? 0)
      if (newest === checkedUpTo) return
      await reconcileDataQuality(app)
      checkedUpTo = newest
    } catch (error) {
      app.log.warn({ err: error }, 'checking data quality failed; trying again')
    }
  }
  let isBusy = false
  const tick = () => {
    if (isBusy) return
    isBusy = true
    running = check().finally(() => (isBusy = false))
  }
  tick()
  const timer = setInterval(tick, intervalMilliseconds)
  return {
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}

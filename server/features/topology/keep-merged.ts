import type { App } from '../../app.ts'
import { select } from '../../db/select.ts'
import { mergeLinks } from './merge-links.ts'
import type { SightingCache } from './read-stations.ts'

const intervalMilliseconds = 5_000
/** Also without a change: whether an end has been asked since decides what is one-sided, and silence ages. */
const atLeastEveryMilliseconds = 60_000
/** A pass over ten thousand devices takes its time; it may take a twentieth of it. */
const restFactor = 20

/**
 * Keeps the table of links in line with what devices say and with the ledger. Several servers may do so at once: each
 * comes to the same links, and what one has written the other finds unchanged.
 */
export function keepTopologyMerged(app: App): { stop(): Promise<void> } {
  const cache: SightingCache = new Map()
  let merged: string | null = null
  let mergedAt = 0
  let restUntil = 0
  let running: Promise<void> = Promise.resolve()
  const check = async () => {
    try {
      const state = await stateOf(app)
      const began = performance.now()
      if (began < restUntil || (state === merged && began - mergedAt < atLeastEveryMilliseconds)) return
      await mergeLinks(app, cache)
      merged = state
      mergedAt = performance.now()
      restUntil = mergedAt + restFactor * (mergedAt - began)
    } catch (error) {
      app.log.warn({ err: error }, 'merging the topology failed; trying again')
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

/** Changes with anything that links are made from: sightings, devices, and which device a target is. */
async function stateOf({ ledger }: App): Promise<string> {
  const rows = await select(
    ledger,
    'SELECT COUNT(*) AS `n`, MAX(`changedAt`) AS `at` FROM `topology_sighting` ' +
      'UNION ALL SELECT COUNT(*), MAX(`updatedAt`) FROM `device` ' +
      'UNION ALL SELECT COUNT(*), MAX(`updatedAt`) FROM `target`',
  )
  return JSON.stringify(rows)
}

import type { Product } from './product.ts'
import { pause } from './usage.ts'

/** One cycle: from the instant at which all targets were due until every row was there to be queried. */
export interface Cycle {
  seconds: number
  collectorCpu: number
  serverCpu: number
  /** Rows that were missing when it was given up; 0 in a cycle that ended. */
  missing: number
}

/** Share of the interval after which a cycle is given up. */
const givenUpAfter = 0.95

/** Waits for the next grid point of the interval and measures the cycle that begins there. */
export async function measureCycle(product: Product, pollSeconds: number, rows: number): Promise<Cycle> {
  const interval = pollSeconds * 1000
  // Not one that is about to begin: the figures before it must be read first.
  const start = Math.ceil((Date.now() + 1000) / interval) * interval
  await pause(start - Date.now() - 300)
  const before = [product.collectorCpu(), product.serverCpu()] as const
  await pause(Math.max(0, start - Date.now()))
  let stored = 0
  for (;;) {
    stored = await product.stored(start)
    if (stored >= rows || Date.now() - start > interval * givenUpAfter) break
    await pause(50)
  }
  const seconds = (Date.now() - start) / 1000
  // What is still written behind the last row belongs to the cycle's cost, if not to its time.
  await pause(500)
  return {
    seconds,
    collectorCpu: product.collectorCpu() - before[0],
    serverCpu: product.serverCpu() - before[1],
    missing: Math.max(0, rows - stored),
  }
}

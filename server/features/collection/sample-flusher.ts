import { Op } from 'sequelize'
import type { App } from '../../app.ts'
import type { SampleBatch } from '../../metrics/metric-store.ts'

/** Collections per transaction of the metric store; a full collection of a large switch is some 100 kB of JSON. */
const batchSize = 100
const idleMilliseconds = 1_000
const retryMilliseconds = 5_000

interface OutboxRow {
  id: number
  collectionId: string
  targetId: number
  samples: string
}

/**
 * Moves one batch of samples from the ledger's outbox to the metric store. The store passes over collections that it
 * already has, so a crash between its commit and the outbox's deletion doubles nothing.
 * @returns how many collections were moved
 */
async function flushBatch({ ledger, metrics }: App): Promise<number> {
  const rows = (await ledger.support.sample_outbox.findAll({
    order: ['id'],
    limit: batchSize,
    raw: true,
  } as never)) as unknown as OutboxRow[]
  if (rows.length === 0) return 0
  await metrics.append(rows.map(batchOf))
  await ledger.support.sample_outbox.destroy({ where: { id: { [Op.in]: rows.map((row) => row.id) } } })
  return rows.length
}

function batchOf({ collectionId, targetId, samples }: OutboxRow): SampleBatch {
  return {
    ...(JSON.parse(samples) as Omit<SampleBatch, 'collectionId' | 'targetId'>),
    collectionId,
    targetId,
  }
}

/** Moves everything that waits now. */
export async function flushSamples(app: App): Promise<number> {
  let moved = 0
  for (;;) {
    const count = await flushBatch(app)
    if (count === 0) return moved
    moved += count
  }
}

/** Keeps moving samples until stopped; what waits from before a crash goes first. A failure is logged and tried again. */
export function startSampleFlusher(app: App): { stop(): Promise<void> } {
  let isStopping = false
  let wake: () => void = () => undefined
  const pause = (milliseconds: number) =>
    new Promise<void>((done) => {
      const timer = setTimeout(done, milliseconds)
      wake = () => {
        clearTimeout(timer)
        done()
      }
    })
  const run = async () => {
    while (!isStopping) {
      try {
        const count = await flushBatch(app)
        if (count < batchSize && !isStopping) await pause(idleMilliseconds)
      } catch (error) {
        app.log.error(
          { err: error },
          'Samples could not be moved to the metric store; they wait in the ledger',
        )
        if (!isStopping) await pause(retryMilliseconds)
      }
    }
  }
  const running = run()
  return {
    async stop() {
      isStopping = true
      wake()
      await running
    },
  }
}

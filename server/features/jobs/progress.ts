import type { Transaction } from 'sequelize'
import { Op } from 'sequelize'
import type { Collection } from '../../contract/collection.ts'
import type { Ledger } from '../../db/ledger.ts'

const unfinished = { [Op.in]: ['waiting', 'running'] }

/** Ends the jobs whose collections have arrived, refused ones included; a job that was cancelled stays so. */
export async function finishJobs(
  ledger: Ledger,
  items: readonly { collection: Collection; jobId: number | null }[],
  now: Date,
  transaction: Transaction,
): Promise<void> {
  for (const { collection, jobId } of items) {
    if (jobId === null) continue
    await ledger.support.job.update(
      {
        state: collection.status === 'failed' ? 'failed' : 'done',
        stage: null,
        collectionId: collection.id,
        collectionStatus: collection.status,
        problems: JSON.stringify(collection.problems),
        finishedAt: now.toISOString(),
      },
      { where: { id: jobId, targetId: collection.target.id ?? 0, state: unfinished }, transaction },
    )
  }
}

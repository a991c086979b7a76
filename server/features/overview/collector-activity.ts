import type { Overview } from '../../contract/endpoints/overview.ts'
import { collector } from '../../contract/entities/collector.ts'
import type { App } from '../../app.ts'
import { select } from '../../db/select.ts'
import { listRecords } from '../ledger/actions.ts'

const hour = 3_600_000

/** What each collector does now, and how many collections it handed in during the last hour. */
export async function collectorActivity({
  ledger,
  now,
}: Pick<App, 'ledger' | 'now'>): Promise<Overview['collectors']> {
  const since = new Date(now().getTime() - hour).toISOString()
  const [{ items }, runs] = await Promise.all([
    listRecords({ ledger }, collector, { limit: 500 }),
    select(
      ledger,
      "SELECT `collectorId`, COUNT(*) AS `count`, SUM(CASE WHEN `status` = 'failed' THEN 1 ELSE 0 END) AS `failed` FROM `collection_run` WHERE `finishedAt` >= $1 GROUP BY `collectorId`",
      [since],
    ),
  ])
  const byCollector = new Map(runs.map((run) => [run['collectorId'], run]))
  return items.map(({ id, name, lastSeenAt, inFlight, spoolCount }) => ({
    id,
    name,
    lastSeenAt,
    inFlight,
    spoolCount,
    collectionsLastHour: Number(byCollector.get(id)?.['count'] ?? 0),
    failedLastHour: Number(byCollector.get(id)?.['failed'] ?? 0),
  }))
}

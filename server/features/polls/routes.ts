import type { App } from '../../app.ts'
import { target } from '../../contract/entities/target.ts'
import type { HandlersOf } from '../../http/handler.ts'
import { readRecord } from '../ledger/actions.ts'
import { ingestPolls } from './ingest-polls.ts'
import { recordGaps } from './record-gaps.ts'

export function pollLinkHandlers(app: App): HandlersOf<'pollLink'> {
  return {
    ingest: ({ actor, body }) => ingestPolls(app, actor, body.batches),
    reportGaps: ({ actor, body }) => recordGaps(app, actor, body.gaps),
  }
}

export function pollHandlers(app: App): HandlersOf<'poll'> {
  return {
    async load({ query }) {
      await readRecord(app, target, query.targetId)
      const dayAgo = new Date(app.now().getTime() - 86_400_000)
      const { lastAt, ...load } = await app.metrics.pollLoad(query.targetId, dayAgo)
      return { ...load, lastAt: lastAt === null ? null : new Date(lastAt).toISOString() }
    },
    async summary({ query }) {
      const { firstAt, lastAt, ...counts } = await app.metrics.pollSummary(
        new Date(query.from),
        new Date(query.to),
      )
      const instant = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString())
      return { ...counts, firstAt: instant(firstAt), lastAt: instant(lastAt) }
    },
  }
}

import type { App } from '../../app.ts'
import type { HandlersOf } from '../../http/handler.ts'
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

import type { App } from '../../app.ts'
import type { HandlersOf } from '../../http/handler.ts'
import { recordProgress, takeJobs } from '../jobs/hand-out.ts'
import { assignmentOf } from './assignment.ts'
import { recordHeartbeat } from './heartbeat.ts'
import { ingestCollections } from './ingest.ts'

export function collectorLinkHandlers(app: App): HandlersOf<'collectorLink'> {
  return {
    heartbeat: ({ actor, body }) => recordHeartbeat(app, actor, body),
    assignment: ({ actor, query }) => assignmentOf(app, actor, query.revision),
    takeJobs: async ({ actor, body, signal }) => ({ jobs: await takeJobs(app, actor, body, signal) }),
    reportProgress: async ({ actor, params, body }) => ({
      cancelled: await recordProgress(app, actor, params.id, body),
    }),
    ingest: ({ actor, body }) => ingestCollections(app, actor, body.collections),
  }
}

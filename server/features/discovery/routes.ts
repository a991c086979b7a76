import type { App } from '../../app.ts'
import { discovery } from '../../contract/entities/discovery.ts'
import { discoveryFind } from '../../contract/entities/discovery-find.ts'
import { discoveryRun } from '../../contract/entities/discovery-run.ts'
import type { HandlersOf } from '../../http/handler.ts'
import { readRecord } from '../ledger/actions.ts'
import { ledgerHandlers, recordHandlers } from '../ledger/routes.ts'
import { cancelRun, resumeRun, startDiscovery } from './actions.ts'
import { decideFinds } from './decide-finds.ts'
import { followRun } from './follow-run.ts'
import { takeDiscovery } from './hand-out.ts'
import { takeReport } from './report.ts'

export function discoveryHandlers(app: App): HandlersOf<'discovery'> {
  return {
    ...ledgerHandlers(app, discovery),
    start: ({ params, actor }) => startDiscovery(app, params.id, actor.userId),
  }
}

export function discoveryRunHandlers(app: App): HandlersOf<'discoveryRun'> {
  return {
    ...recordHandlers(app, discoveryRun),
    async events({ params, signal }) {
      // A run that does not exist is told as such, not as a stream that breaks off.
      await readRecord(app, discoveryRun, params.id)
      return followRun(app, params.id, signal)
    },
    cancel: ({ params }) => cancelRun(app, params.id),
    resume: ({ params }) => resumeRun(app, params.id),
  }
}

export function discoveryFindHandlers(app: App): HandlersOf<'discoveryFind'> {
  return {
    ...recordHandlers(app, discoveryFind),
    decideMany: ({ body, actor }) => decideFinds(app, body, actor.userId),
  }
}

export function discoveryLinkHandlers(app: App): HandlersOf<'discoveryLink'> {
  return {
    takeDiscovery: async ({ actor }) => ({ discovery: await takeDiscovery(app, actor) }),
    reportDiscovery: async ({ actor, params, body }) => ({
      stop: await takeReport(app, actor, params.id, body),
    }),
  }
}

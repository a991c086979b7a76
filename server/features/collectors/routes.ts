import type { App } from '../../app.ts'
import { collector } from '../../contract/entities/collector.ts'
import type { HandlersOf } from '../../http/handler.ts'
import { ledgerHandlers } from '../ledger/routes.ts'
import { createCollector, issueToken, revokeToken } from './actions.ts'

export function collectorHandlers(app: App): HandlersOf<'collector'> {
  return {
    ...ledgerHandlers(app, collector),
    create: ({ body, actor }) => createCollector(app, body, { userId: actor.userId }),
    issueToken: ({ params, actor }) => issueToken(app, params.id, { userId: actor.userId }),
    revokeToken: ({ params, actor }) => revokeToken(app, params.id, { userId: actor.userId }),
  }
}

import type { App } from '../../app.ts'
import { target } from '../../contract/entities/target.ts'
import type { HandlersOf } from '../../http/handler.ts'
import { requestCollection } from '../jobs/actions.ts'
import { ledgerHandlers } from '../ledger/routes.ts'

export function targetHandlers(app: App): HandlersOf<'target'> {
  return {
    ...ledgerHandlers(app, target),
    collect: ({ params, actor }) => requestCollection(app, params.id, actor.userId),
  }
}

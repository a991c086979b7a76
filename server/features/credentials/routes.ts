import type { App } from '../../app.ts'
import { credential } from '../../contract/entities/credential.ts'
import type { HandlersOf } from '../../http/handler.ts'
import { ledgerHandlers } from '../ledger/routes.ts'
import { createCredential, updateCredential } from './actions.ts'

export function credentialHandlers(app: App): HandlersOf<'credential'> {
  return {
    ...ledgerHandlers(app, credential),
    create: ({ body, actor }) => createCredential(app, body, { userId: actor.userId }),
    update: ({ params, body, actor, ifMatch }) =>
      updateCredential(app, params.id, body, { userId: actor.userId }, ifMatch),
  }
}

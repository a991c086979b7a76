import type { App } from '../../app.ts'
import { device } from '../../contract/entities/device.ts'
import type { HandlersOf } from '../../http/handler.ts'
import { ledgerHandlers } from '../ledger/routes.ts'
import { observationOf } from './observation.ts'

export function deviceHandlers(app: App): HandlersOf<'device'> {
  return {
    ...ledgerHandlers(app, device),
    observation: ({ params }) => observationOf(app, params.id),
  }
}

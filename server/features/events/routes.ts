import type { App } from '../../app.ts'
import type { HandlersOf } from '../../http/handler.ts'
import { ingestEvents } from './ingest.ts'
import { recordReceivers } from './receivers.ts'

export function eventLinkHandlers(app: App): HandlersOf<'eventLink'> {
  return {
    ingest: ({ actor, body }) => ingestEvents(app, actor, body.events),
    report: ({ actor, body }) => recordReceivers(app, actor, body),
  }
}

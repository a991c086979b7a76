import type { App } from '../../app.ts'
import { topologyLink } from '../../contract/entities/topology-link.ts'
import type { HandlersOf } from '../../http/handler.ts'
import { recordHandlers } from '../ledger/routes.ts'
import { readCityTopology, readTopology } from './read-topology.ts'

export function topologyLinkHandlers(app: App): HandlersOf<'topologyLink'> {
  return recordHandlers(app, topologyLink)
}

export function topologyHandlers(app: App): HandlersOf<'topology'> {
  return {
    get: ({ query }) => readTopology(app, query.room),
    rooms: () => readCityTopology(app),
  }
}

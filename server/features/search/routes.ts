import type { App } from '../../app.ts'
import type { HandlersOf } from '../../http/handler.ts'
import { searchEverything } from './actions.ts'

export function searchHandlers(app: App): HandlersOf<'search'> {
  return {
    find: async ({ query, actor, language }) => ({
      groups: await searchEverything(app, query.q, query.limit, actor.role, language),
    }),
  }
}

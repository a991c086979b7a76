import type { App } from '../../app.ts'
import type { HandlersOf } from '../../http/handler.ts'
import { openApiDocument } from './openapi.ts'

async function isLedgerReady(app: App): Promise<boolean> {
  try {
    await app.ledger.sequelize.authenticate()
    return true
  } catch (error) {
    app.log.warn({ err: error }, 'the ledger does not answer')
    return false
  }
}

export function systemHandlers(app: App): HandlersOf<'system'> {
  let document: Record<string, unknown> | null = null
  return {
    async about() {
      return app.about
    },
    async health() {
      const ledger = await isLedgerReady(app)
      const metrics = app.metrics.isReady()
      return { ok: ledger && metrics, ledger, metrics }
    },
    async openapi() {
      return (document ??= openApiDocument(app.about.version))
    },
  }
}

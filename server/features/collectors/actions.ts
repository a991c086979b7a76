import type { App } from '../../app.ts'
import type { CreateOf, RowOf } from '../../contract/entity.ts'
import { collector } from '../../contract/entities/collector.ts'
import { createRecord, updateRecord } from '../ledger/actions.ts'
import type { By } from '../ledger/actions.ts'
import { newToken } from './token.ts'

export interface CollectorWithToken {
  collector: RowOf<typeof collector>
  /** Shown this once. */
  token: string
}

export async function createCollector(
  app: App,
  fields: CreateOf<typeof collector>,
  by: By,
): Promise<CollectorWithToken> {
  const { token, tokenHash } = newToken()
  const issued = { tokenHash, tokenIssuedAt: app.now().toISOString() }
  return { collector: await createRecord(app, collector, { ...fields, ...issued } as never, by), token }
}

/** The old token stops working at once. */
export async function issueToken(app: App, id: number, by: By): Promise<CollectorWithToken> {
  const { token, tokenHash } = newToken()
  const issued = { tokenHash, tokenIssuedAt: app.now().toISOString() }
  return {
    collector: await updateRecord(app, collector, id, issued as never, { by, expectedVersion: null }),
    token,
  }
}

export async function revokeToken(app: App, id: number, by: By): Promise<void> {
  await updateRecord(app, collector, id, { tokenHash: null, tokenIssuedAt: null } as never, {
    by,
    expectedVersion: null,
  })
}

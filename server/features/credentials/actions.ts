import type { Transaction } from 'sequelize'
import type { App } from '../../app.ts'
import type { CreateOf, RowOf, UpdateOf } from '../../contract/entity.ts'
import { credential } from '../../contract/entities/credential.ts'
import { AppError } from '../../contract/error.ts'
import { credentialIssues } from '../../domain/credential-rules.ts'
import { createRecord, readRecord, updateRecord } from '../ledger/actions.ts'
import type { By } from '../ledger/actions.ts'
import type { Secrets } from './seal-for-collector.ts'
import { openSecrets, partSecrets, sealSecrets, usedBy } from './secrets.ts'

type Row = RowOf<typeof credential>

/** @throws AppError validationFailed with the issue beside its field */
function check(fields: Partial<Row>, secrets: Secrets): void {
  const issues = credentialIssues({
    protocol: fields.protocol ?? '',
    userName: fields.userName ?? null,
    authProtocol: fields.authProtocol ?? null,
    privProtocol: fields.privProtocol ?? null,
    hasCommunity: secrets.community !== undefined,
    hasAuthKey: secrets.authKey !== undefined,
    hasPrivKey: secrets.privKey !== undefined,
  })
  if (issues.length > 0) throw new AppError('validationFailed', {}, issues)
}

/** Secrets are sealed before they reach the ledger; neither the row that comes back nor the change log has them. */
export async function createCredential(
  app: App,
  body: CreateOf<typeof credential> & Secrets,
  by: By,
  transaction?: Transaction,
): Promise<Row> {
  const { fields, given } = partSecrets(body)
  check(fields as Partial<Row>, given)
  const sealedSecrets = sealSecrets(app, usedBy(body.protocol, given))
  return createRecord(
    app,
    credential,
    { ...fields, hasSecret: sealedSecrets !== null, sealedSecrets } as never,
    by,
    { transaction },
  )
}

/** Secrets that are not sent stay as they are. */
export async function updateCredential(
  app: App,
  id: number,
  body: UpdateOf<typeof credential> & Secrets,
  by: By,
  expectedVersion: number | null,
): Promise<Row> {
  const { fields, given } = partSecrets(body)
  return app.ledger.transaction(async (transaction) => {
    const current = await readRecord(app, credential, id, transaction)
    const values = { ...current, ...fields } as Row
    const kept = openSecrets(app, await sealedSecretsOf(app, id, transaction))
    const secrets = usedBy(values.protocol, { ...kept, ...given })
    check(values, secrets)
    const hasNew = Object.keys(given).length > 0 || values.protocol !== current.protocol
    const sealedSecrets = sealSecrets(app, secrets)
    const sealed = hasNew ? { sealedSecrets, hasSecret: sealedSecrets !== null } : {}
    return updateRecord(app, credential, id, { ...fields, ...sealed } as never, {
      by,
      expectedVersion,
      transaction,
      // The secrets themselves are in no log; that they were replaced is.
      reason: Object.keys(given).length > 0 ? '更换密钥 / Secrets replaced' : null,
    })
  })
}

async function sealedSecretsOf(app: App, id: number, transaction: Transaction): Promise<string | null> {
  const row = (await app.ledger.models.credential.findByPk(id, {
    attributes: ['sealedSecrets'],
    raw: true,
    transaction,
  })) as unknown as { sealedSecrets: string | null } | null
  return row?.sealedSecrets ?? null
}

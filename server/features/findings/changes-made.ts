import type { Transaction, WhereOptions } from 'sequelize'
import type { App } from '../../app.ts'
import type { RowOf } from '../../contract/entity.ts'
import type { finding } from '../../contract/entities/finding.ts'

type Values = Record<string, unknown>

/** One change of the log that a decision made. */
export interface MadeChange {
  id: number
  entity: string
  recordId: number
  recordName: string | null
  action: 'create' | 'update' | 'remove'
  before: Values | null
  after: Values | null
}

/** Changes of the log, newest first. */
export async function changesMade(
  app: App,
  where: WhereOptions,
  transaction: Transaction,
): Promise<MadeChange[]> {
  const rows = (await app.ledger.models.changeLogEntry.findAll({
    attributes: ['id', 'entity', 'recordId', 'recordName', 'action', 'before', 'after'],
    where,
    order: [['id', 'DESC']],
    raw: true,
    transaction,
  } as never)) as unknown as (MadeChange & { before: string | null; after: string | null })[]
  return rows.map((row) => ({ ...row, before: read(row.before), after: read(row.after) }))
}

/** What the record that a finding is about said before the finding was accepted. */
export async function valuesBefore(
  app: App,
  { id, decidedAt, subjectEntity, subjectId }: RowOf<typeof finding>,
  transaction: Transaction,
): Promise<Values> {
  const changes = await changesMade(app, { findingId: id, at: decidedAt }, transaction)
  const own = changes.find(({ entity, recordId }) => entity === subjectEntity && recordId === subjectId)
  return own?.before ?? {}
}

function read(json: string | null): Values | null {
  return json === null ? null : (JSON.parse(json) as Values)
}

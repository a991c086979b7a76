import type { Transaction } from 'sequelize'
import type { EntityName } from '../../contract/entities/index.ts'
import { selectIn } from '../../db/bulk.ts'
import type { Ledger } from '../../db/ledger.ts'
import { select } from '../../db/select.ts'

type Values = Record<string, unknown>

/** A change without its values: what there is to do, light enough to hold of a hundred thousand. */
export interface ChangeRef {
  id: number
  entity: EntityName
  recordId: number
  action: 'create' | 'update' | 'remove'
}

export interface LoggedChange extends ChangeRef {
  recordName: string | null
  /** Only the fields that changed. */
  before: Values
  after: Values
}

export const keyOf = ({ entity, recordId }: { entity: string; recordId: number }) => `${entity}:${recordId}`

/** The changes of a set, newest first. */
export async function changesOfSet(
  ledger: Ledger,
  changeSetId: number,
  transaction?: Transaction,
): Promise<ChangeRef[]> {
  return (await select(
    ledger,
    'SELECT `id`, `entity`, `recordId`, `action` FROM `change_log_entry` WHERE `changeSetId` = $1 ORDER BY `id` DESC',
    [changeSetId],
    transaction,
  )) as unknown as ChangeRef[]
}

/** Changes with their values, by id. */
export async function readChanges(
  ledger: Ledger,
  refs: readonly ChangeRef[],
  transaction?: Transaction,
): Promise<Map<number, LoggedChange>> {
  const rows = await selectIn(
    ledger,
    'SELECT `id`, `entity`, `recordId`, `recordName`, `action`, `before`, `after` FROM `change_log_entry` WHERE `id` IN ()',
    refs.map(({ id }) => id),
    transaction,
  )
  return new Map(
    rows.map((row) => {
      const { before, after, ...rest } = row as unknown as LoggedChange &
        Record<'before' | 'after', string | null>
      return [rest.id, { ...rest, before: valuesOf(before), after: valuesOf(after) }]
    }),
  )
}

function valuesOf(json: string | null): Values {
  return json === null ? {} : (JSON.parse(json) as Values)
}

/** All that a set did to one record. */
export interface NetChange {
  entity: EntityName
  recordId: number
  recordName: string | null
  /** The record was made by the set, or removed by it. */
  created: boolean
  removed: boolean
  /** Values of the changed fields at first and at last. */
  before: Values
  after: Values
  lastId: number
}

/** @param changes of one record, newest first */
export function netOf(changes: readonly LoggedChange[]): NetChange {
  const [newest, oldest] = [changes[0]!, changes.at(-1)!]
  const before: Values = {}
  const after: Values = {}
  for (const change of changes) Object.assign(before, change.before)
  for (const change of changes.toReversed()) Object.assign(after, change.after)
  return {
    entity: newest.entity,
    recordId: newest.recordId,
    recordName: newest.recordName,
    created: oldest.action === 'create',
    removed: newest.action === 'remove',
    before,
    after,
    lastId: newest.id,
  }
}

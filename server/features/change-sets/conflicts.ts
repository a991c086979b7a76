import type { Transaction } from 'sequelize'
import type { UndoConflict } from '../../contract/endpoints/change-sets.ts'
import { entities } from '../../contract/entities/index.ts'
import type { Entity } from '../../contract/entity.ts'
import { isWritable } from '../../contract/entity.ts'
import { selectIn } from '../../db/bulk.ts'
import { hiddenColumns } from '../../db/columns.ts'
import type { Ledger } from '../../db/ledger.ts'
import { readMany } from '../ledger/write-many.ts'
import type { Row } from '../ledger/write-many.ts'
import { holdersOf, missingTargets, takenBy } from '../ledger/many-checks.ts'
import { conflictMessage } from './conflict-words.ts'
import type { NetChange } from './logged-changes.ts'

type Reason = UndoConflict['reason']
type FieldConflict = UndoConflict['fields'][number]

interface Found {
  net: NetChange
  reason: Reason
  fields: FieldConflict[]
}

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/**
 * Which of these changed records (all of one entity) somebody has worked on since, so that taking the changes back would
 * undo that work, or could not be done.
 * @param goes whether another record is taken back as well, so that its reference is none any more
 */
export async function findConflicts(
  ledger: Ledger,
  nets: readonly NetChange[],
  goes: (entity: string, id: number) => boolean,
  transaction?: Transaction,
): Promise<UndoConflict[]> {
  const entity: Entity = entities[nets[0]!.entity]
  const now = await readMany(
    ledger,
    entity,
    nets.map(({ recordId }) => recordId),
    transaction,
  )
  const found: Found[] = []
  for (const net of nets) {
    const one = ownConflict(entity, net, now.get(net.recordId))
    if (one) found.push({ net, ...one })
  }
  const rest = nets.filter((net) => !found.some((one) => one.net === net))
  found.push(...(await othersConflicts(ledger, entity, rest, now, goes, transaction)))
  const by = await lastChanges(ledger, found, transaction)
  return found.map(({ net, reason, fields }) => ({
    entity: net.entity,
    recordId: net.recordId,
    recordName: net.recordName,
    reason,
    message: conflictMessage(entity, reason, fields),
    fields,
    by: by.get(net.recordId) ?? null,
  }))
}

/** What the record itself shows. Values that are back already are no conflict: there is nothing to do. */
function ownConflict(
  entity: Entity,
  net: NetChange,
  now: Row | undefined,
): { reason: Reason; fields: FieldConflict[] } | null {
  if (net.created && net.removed) return null
  if (net.removed) {
    if (now) return isLike(net.before, now) ? null : { reason: 'back', fields: [] }
    return hiddenColumns[entity.name] ? { reason: 'hidden', fields: [] } : null
  }
  if (!now) return net.created ? null : { reason: 'gone', fields: [] }
  const keys = net.created
    ? Object.entries(entity.fields).flatMap(([key, field]) => (isWritable(field) ? [key] : []))
    : Object.keys(net.after).filter((key) => entity.fields[key])
  const fields = keys
    .filter((key) => !same(now[key], net.after[key]))
    .filter((key) => net.created || !same(now[key], net.before[key]))
    .map((field) => ({
      field,
      left: net.after[field] ?? null,
      now: now[field] ?? null,
      before: net.before[field] ?? null,
    }))
  return fields.length > 0 ? { reason: 'changed', fields } : null
}

const isLike = (values: NetChange['before'], row: Row) =>
  Object.entries(values).every(([key, value]) => !(key in row) || same(value, row[key]))

/** What other records stand in the way of. */
async function othersConflicts(
  ledger: Ledger,
  entity: Entity,
  nets: readonly NetChange[],
  now: Map<number, Row>,
  goes: (entity: string, id: number) => boolean,
  transaction?: Transaction,
): Promise<Found[]> {
  const found = new Map<NetChange, Found>()
  const going = nets.filter((net) => net.created && !net.removed && now.has(net.recordId))
  const held = await holdersOf(
    ledger,
    entity,
    going.map(({ recordId }) => recordId),
    goes,
    transaction,
  )
  for (const net of going)
    if (held.has(net.recordId)) found.set(net, { net, reason: 'referenced', fields: [] })
  const coming = nets.filter((net) => !net.created && !(net.removed && now.has(net.recordId)))
  const values = coming.map((net) => ({ id: net.recordId, values: net.before }))
  const taken = await takenBy(ledger, entity, values, goes, transaction)
  const missing = await missingTargets(ledger, entity, values, goes, transaction)
  for (const net of coming) {
    const about = (keys: readonly string[]) =>
      keys.map((field) => ({
        field,
        left: net.after[field] ?? null,
        now: now.get(net.recordId)?.[field] ?? null,
        before: net.before[field] ?? null,
      }))
    const [own, lost] = [taken.get(net.recordId), missing.get(net.recordId)]
    if (own) found.set(net, { net, reason: 'taken', fields: about(own) })
    else if (lost) found.set(net, { net, reason: 'missing', fields: about(lost) })
  }
  return [...found.values()]
}

/** Who touched each of these records last, after the set did. */
async function lastChanges(
  ledger: Ledger,
  found: readonly Found[],
  transaction?: Transaction,
): Promise<Map<number, NonNullable<UndoConflict['by']>>> {
  const lastOf = new Map(found.map(({ net }) => [net.recordId, net.lastId]))
  const entity = found[0]?.net.entity
  if (entity === undefined) return new Map()
  const rows = (await selectIn(
    ledger,
    `SELECT e.\`id\`, e.\`recordId\`, e.\`userId\`, u.\`name\` AS \`userName\`, e.\`at\` FROM \`change_log_entry\` AS e LEFT JOIN \`user\` AS u ON u.\`id\` = e.\`userId\` WHERE e.\`entity\` = '${entity}' AND e.\`recordId\` IN () ORDER BY e.\`id\``,
    [...lastOf.keys()],
    transaction,
  )) as unknown as {
    id: number
    recordId: number
    userId: number | null
    userName: string | null
    at: string
  }[]
  const by = new Map<number, NonNullable<UndoConflict['by']>>()
  for (const { id, recordId, userId, userName, at } of rows)
    if (id > lastOf.get(recordId)!) by.set(recordId, { userId, userName, at })
  return by
}

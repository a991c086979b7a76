import type { Transaction } from 'sequelize'
import type { Entity } from '../../contract/entity.ts'
import type { Issue } from '../../contract/error.ts'
import { tableOf } from '../../db/columns.ts'
import type { Ledger } from '../../db/ledger.ts'
import { closesCircle } from '../../domain/hierarchy.ts'
import type { Mounted, Placement, RackSpace } from '../../domain/rack-space.ts'
import { placementIssues, rackIssues } from '../../domain/rack-space.ts'
import { select } from '../../db/select.ts'
import { quote } from './shape.ts'

/*
 * Rules that need other records: they are read here, and judged by pure functions of the domain.
 */

type Values = Record<string, unknown>

interface Write {
  ledger: Ledger
  entity: Entity
  /** Null for a record that is being created. */
  id: number | null
  /** The record as it will be. */
  values: Values
  changed: ReadonlySet<string>
  transaction: Transaction
}

type RelatedRule = (write: Write) => Promise<Issue[]>

const placement: RelatedRule = async ({ ledger, id, values, transaction }) => {
  const rackId = values['rackId']
  if (typeof rackId !== 'number') return []
  const [rack] = await select(
    ledger,
    'SELECT `name`, `roomId`, `heightU` FROM `rack` WHERE `id` = $1',
    [rackId],
    transaction,
  )
  if (!rack) return []
  const devices = await select(
    ledger,
    'SELECT `id`, `name`, `positionU`, `heightU` FROM `device` WHERE `rackId` = $1 AND `positionU` IS NOT NULL',
    [rackId],
    transaction,
  )
  const space = { ...rack, devices: devices as unknown as Mounted[] } as unknown as RackSpace
  return placementIssues({ ...values, id } as unknown as Placement, space)
}

const rackWithDevices: RelatedRule = async ({ ledger, id, values, changed, transaction }) => {
  if (id === null) return []
  const devices = await select(
    ledger,
    'SELECT `id`, `name`, `roomId`, `positionU`, `heightU` FROM `device` WHERE `rackId` = $1',
    [id],
    transaction,
  )
  return rackIssues(
    values as { roomId: number; heightU: number },
    devices as unknown as (Placement & { name: string })[],
    changed,
  )
}

const hierarchy: RelatedRule = async ({ ledger, entity, id, values, transaction }) => {
  const parentId = values['parentId']
  if (id === null || typeof parentId !== 'number') return []
  const rows = await select(
    ledger,
    `SELECT \`id\`, \`parentId\` FROM ${quote(tableOf(entity.name))} WHERE \`parentId\` IS NOT NULL`,
    [],
    transaction,
  )
  const parentOf = new Map(rows.map((row) => [row['id'] as number, row['parentId'] as number]))
  if (!closesCircle(id, parentId, parentOf)) return []
  return [
    {
      path: 'parentId',
      message: { zh: '不能以自身或下级作为上级。', en: 'A record cannot be below itself.' },
    },
  ]
}

const relatedRules: Record<string, { fields: string[]; check: RelatedRule }> = {
  device: { fields: ['roomId', 'rackId', 'positionU', 'heightU'], check: placement },
  rack: { fields: ['roomId', 'heightU'], check: rackWithDevices },
  organisation: { fields: ['parentId'], check: hierarchy },
  programmeItem: { fields: ['parentId'], check: hierarchy },
}

/** Issues between this record and others, as far as its changed fields are concerned. */
export async function relatedIssues(write: Write): Promise<Issue[]> {
  const rule = relatedRules[write.entity.name]
  if (!rule?.fields.some((field) => write.changed.has(field))) return []
  return rule.check(write)
}

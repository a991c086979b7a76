import type { Transaction } from 'sequelize'
import type { App } from '../../app.ts'
import type { Entity, RowOf } from '../../contract/entity.ts'
import { fieldSchema, isWritable } from '../../contract/entity.ts'
import { device } from '../../contract/entities/device.ts'
import { sources } from '../../contract/entities/evidence.ts'
import type { finding } from '../../contract/entities/finding.ts'
import { line } from '../../contract/entities/line.ts'
import { target } from '../../contract/entities/target.ts'
import { AppError } from '../../contract/error.ts'
import { sameValue } from '../../domain/comparison.ts'
import type { Source } from '../../domain/precedence.ts'
import { roomText } from '../../domain/reconcile/placement.ts'
import type { RoomRef } from '../../domain/reconcile/placement.ts'
import { currentRuns } from '../evidence/record-evidence.ts'
import { findRecord } from '../ledger/actions.ts'
import { firstSerial } from './accept.ts'
import { refuse } from './refusal.ts'

type Finding = RowOf<typeof finding>

/** What a person takes instead of the value proposed: another source's, or one that he types. */
export type Choice = { source: Source } | { value: unknown }

/** A choice worked out: what the record's field becomes, and how the finding reads afterwards. */
export interface ChosenValue {
  entity: Entity
  value: unknown
  /** As findings write it. */
  text: string | null
  from: Source
  /** The observation still says something else: the choice stands against it until it changes. */
  stillDiffers: boolean
}

const correctable = { device, line, target } as const

/** @throws AppError decisionRefused, validationFailed */
export async function chosenValue(
  app: App,
  row: Finding,
  choice: Choice,
  transaction: Transaction,
): Promise<ChosenValue> {
  const entity = correctable[row.subjectEntity as keyof typeof correctable] as Entity | undefined
  const field = row.field === null ? undefined : entity?.fields[row.field]
  if (!entity || row.subjectId === null || !row.field || !field || !isWritable(field))
    throw refuse(
      '此差异不是针对某个字段的，不能填写值；请采纳、驳回，或直接在台账中修改。',
      'This finding is not about one field, so no value can be entered. Accept or reject it, or change the ledger itself.',
    )
  const chosen =
    'source' in choice
      ? { value: await valueOfSource(app, row, choice.source, transaction), from: choice.source }
      : { value: typedValue(entity, row.field, choice.value), from: 'declared' as const }
  const text = await textOf(app, row.field, chosen.value, transaction)
  return { entity, ...chosen, text, stillDiffers: await differs(app, row, text, transaction) }
}

function typedValue(entity: Entity, key: string, value: unknown): unknown {
  const parsed = fieldSchema(entity.fields[key]!).safeParse(value)
  if (parsed.success && parsed.data !== undefined) return parsed.data
  const { zh, en } = entity.fields[key]!.label
  throw new AppError('validationFailed', {}, [
    {
      path: 'value',
      message: { zh: `「${zh}」不能是这个值，请检查后重填。`, en: `${en} cannot have this value. Check it.` },
    },
  ])
}

async function valueOfSource(
  app: App,
  row: Finding,
  source: Source,
  transaction: Transaction,
): Promise<unknown> {
  const runs =
    row.subjectEntity === 'device'
      ? await currentRuns(app.ledger, { targetIds: [], deviceIds: [row.subjectId!] }, transaction)
      : []
  const seen = runs
    .filter((run) => run.field === row.field && run.source === source && run.value !== null)
    .sort((a, b) => b.lastSeenAt.localeCompare(a.lastSeenAt))[0]
  if (!seen) {
    const { zh, en } = sources[source].label
    throw refuse(
      `「${zh}」目前没有这个字段的值，请选择其他来源。`,
      `${en} has no value for this field at present. Choose another source.`,
    )
  }
  if (row.field === 'serialNumber') return firstSerial(seen.value)
  if (row.field !== 'roomId') return seen.value
  const room = (await app.ledger.models.room.findOne({
    attributes: ['id'],
    where: { code: seen.value },
    raw: true,
    transaction,
  })) as unknown as { id: number } | null
  if (room) return room.id
  throw refuse(
    '实测的机房已不在台账中，请先重新核对。',
    'The observed room is no longer in the ledger. Reconcile again first.',
  )
}

/** A value as findings write it: rooms by code and name. */
async function textOf(
  app: App,
  field: string,
  value: unknown,
  transaction: Transaction,
): Promise<string | null> {
  if (value === null) return null
  if (field !== 'roomId') return String(value)
  const room = (await app.ledger.models.room.findByPk(value as number, {
    attributes: ['code', 'name'],
    raw: true,
    transaction,
  })) as unknown as RoomRef | null
  return room && roomText(room)
}

async function differs(
  app: App,
  row: Finding,
  text: string | null,
  transaction: Transaction,
): Promise<boolean> {
  // What was not declared is not contradicted; nor is what nobody observed.
  if (text === null || row.observedValue === null) return false
  if (row.kind === 'device-moved') return text !== row.observedValue
  if (row.kind !== 'field-differs') return false
  const declared = await findRecord(app.ledger, device, row.subjectId!, transaction)
  return !sameValue(row.field!, text, row.observedValue, { vendor: declared?.vendor ?? null })
}

/** What the ledger says in a finding's field when `values` are its record's. */
export async function declaredAgain(
  app: App,
  row: Finding,
  values: Record<string, unknown>,
  transaction: Transaction,
): Promise<string | null> {
  return textOf(app, row.field!, values[row.field!] ?? null, transaction)
}

import type { Transaction } from 'sequelize'
import type { App } from '../../app.ts'
import type { Entity, RowOf } from '../../contract/entity.ts'
import { device } from '../../contract/entities/device.ts'
import type { finding } from '../../contract/entities/finding.ts'
import { line } from '../../contract/entities/line.ts'
import { target } from '../../contract/entities/target.ts'
import { roomText } from '../../domain/reconcile/placement.ts'
import type { RoomRef } from '../../domain/reconcile/placement.ts'
import { findRecord, updateRecord } from '../ledger/actions.ts'
import type { ChosenValue } from './choice.ts'
import { refuse } from './refusal.ts'
import { registerDevice } from './register-device.ts'

type Finding = RowOf<typeof finding>

export interface Decision {
  /** Null where a rule decides. */
  userId: number | null
  reason: string | null
  transaction: Transaction
}

/** Changes the ledger as a finding proposes. @throws AppError decisionRefused when it proposes nothing that can be done */
export async function takeOver(
  app: App,
  finding: Finding,
  decision: Decision,
  chosen: ChosenValue | null = null,
): Promise<void> {
  if (chosen) return change(app, chosen.entity, finding, fieldsOf(finding, chosen.value), decision)
  switch (finding.kind) {
    case 'field-differs':
      return change(app, device, finding, { [finding.field!]: valueOf(finding) }, decision)
    case 'device-moved': {
      const roomId = await roomOf(app, finding, decision.transaction)
      return change(app, device, finding, movedInto(roomId), decision)
    }
    case 'device-silent':
      if (finding.subjectEntity !== 'device')
        throw refuse(
          '该采集目标没有登记设备，台账中没有可更新的记录；请停用或删除该采集目标。',
          'No device is declared for this target, so the ledger has nothing to change. Disable or remove the target.',
        )
      return change(app, device, finding, { status: 'faulty' }, decision)
    case 'line-port-down':
      return change(app, line, finding, { status: 'suspended' }, decision)
    case 'device-unregistered':
      return registerDevice(app, finding, decision)
    case 'device-readdressed':
      return takeNewAddress(app, finding, decision)
    case 'carrier-missing':
      throw refuse(
        '系统不知道该线路属于哪家运营商，请在线路页面填写运营商，填写后此项自动消除。',
        'No source says which carrier it is. Enter the carrier on the line; this finding then resolves itself.',
      )
    case 'sum-mismatch':
    case 'impossible-value':
      // Acknowledged: nothing was observed that the ledger could take over.
      return
  }
}

/** The target goes where its device went, and the device's management address with it where it was the same. */
async function takeNewAddress(app: App, finding: Finding, decision: Decision): Promise<void> {
  const address = finding.observedValue!
  const visited = await findRecord(app.ledger, target, finding.subjectId!, decision.transaction)
  await change(app, target, finding, { address }, decision)
  const known =
    visited?.deviceId == null
      ? null
      : await findRecord(app.ledger, device, visited.deviceId, decision.transaction)
  if (known?.managementAddress !== visited?.address || !known) return
  const { userId, reason, transaction } = decision
  await updateRecord(
    app,
    device,
    known.id,
    { managementAddress: address },
    { by: { userId }, expectedVersion: null, reason, findingId: finding.id, transaction },
  )
}

function fieldsOf({ kind, field }: Finding, value: unknown): Record<string, unknown> {
  return kind === 'device-moved' ? movedInto(value as number) : { [field!]: value }
}

/** Its place in the old room's rack is certainly wrong; the one in the new room is not known yet. */
function movedInto(roomId: number | null): Record<string, unknown> {
  return { roomId, rackId: null, positionU: null }
}

function valueOf({ field, observedValue }: Finding): string | null {
  return field === 'serialNumber' ? firstSerial(observedValue) : observedValue
}

/** The first of several serial numbers: the others belong to the stack's other members. */
export function firstSerial(observed: string | null): string | null {
  return observed?.split(/\s*,\s*/)[0] ?? null
}

async function change<E extends Entity>(
  app: App,
  entity: E,
  finding: Finding,
  fields: Record<string, unknown>,
  { userId, reason, transaction }: Decision,
): Promise<void> {
  if (!(await findRecord(app.ledger, entity, finding.subjectId!, transaction)))
    throw refuse(
      '对应的台账记录已被删除，无法采纳。',
      'The record that this finding is about has been removed; there is nothing to change.',
    )
  await updateRecord(app, entity, finding.subjectId!, fields as never, {
    by: { userId },
    expectedVersion: null,
    reason,
    findingId: finding.id,
    transaction,
  })
}

async function roomOf(app: App, finding: Finding, transaction: Transaction): Promise<number> {
  const rooms = (await app.ledger.models.room.findAll({
    attributes: ['id', 'code', 'name'],
    raw: true,
    transaction,
  })) as unknown as RoomRef[]
  const exact = rooms.find((room) => roomText(room) === finding.observedValue)
  const byCode = rooms
    .filter((room) => finding.observedValue?.startsWith(`${room.code} `))
    .sort((a, b) => b.code.length - a.code.length)
  const room = exact ?? byCode[0]
  if (room) return room.id
  throw refuse(
    '实测的机房已不在台账中，请先重新核对。',
    'The observed room is no longer in the ledger. Reconcile again first.',
  )
}

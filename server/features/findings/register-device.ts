import type { Transaction } from 'sequelize'
import type { App } from '../../app.ts'
import type { RowOf } from '../../contract/entity.ts'
import { device } from '../../contract/entities/device.ts'
import type { finding as findingEntity } from '../../contract/entities/finding.ts'
import { target } from '../../contract/entities/target.ts'
import { currentRuns } from '../evidence/record-evidence.ts'
import { readObservation } from '../devices/observation-row.ts'
import { createRecord, findRecord, updateRecord } from '../ledger/actions.ts'
import type { Decision } from './accept.ts'
import { lookUpNeighbours } from './neighbours.ts'
import { refuse } from './refusal.ts'
import { registerMembers } from './stack-members.ts'

/**
 * Enters the device that answers at a target, from what it said, and declares it for the target; of a stack, every
 * member. Its organisation is that of its room, or the one that owns most of its neighbours; where neither is known a person must enter it.
 * @throws AppError decisionRefused
 */
export async function registerDevice(
  app: App,
  finding: RowOf<typeof findingEntity>,
  decision: Decision,
): Promise<void> {
  const { userId, reason, transaction } = decision
  const visited = await findRecord(app.ledger, target, finding.subjectId!, transaction)
  if (!visited) throw refuse('采集目标已被删除。', 'The target has been removed.')
  if (visited.deviceId !== null)
    throw refuse('该采集目标已登记了设备。', 'A device is declared for this target already.')
  const runs = await currentRuns(app.ledger, { targetIds: [visited.id], deviceIds: [] }, transaction)
  const value = (field: string) => runs.find((run) => run.field === field)?.value ?? null
  const room = await observedRoom(app, value('roomId'), transaction)
  const organisationId = room?.organisationId ?? (await neighboursOwner(app, visited.id, transaction))
  if (organisationId === null)
    throw refuse(
      '无法判断该设备属于哪个单位：请先在台账中新建该设备，并在采集目标上选择它。',
      'Nothing tells which organisation owns this device. Create the device in the ledger and choose it on the target.',
    )
  const why = { reason, findingId: finding.id, transaction }
  const made = await createRecord(
    app,
    device,
    {
      assetTag: `OBS-${visited.id}`,
      name: (value('name') ?? visited.name).slice(0, 100),
      kind: (value('kind') ?? 'other') as RowOf<typeof device>['kind'],
      vendor: value('vendor')?.slice(0, 60) ?? null,
      model: value('model')?.slice(0, 100) ?? null,
      serialNumber:
        value('serialNumber')
          ?.split(/\s*,\s*/)[0]
          ?.slice(0, 100) ?? null,
      softwareVersion: value('softwareVersion')?.slice(0, 200) ?? null,
      managementAddress: value('managementAddress'),
      organisationId,
      roomId: room?.id ?? null,
      networkZoneId: visited.networkZoneId,
      status: 'in-use',
      origin: 'observed',
    },
    { userId },
    why,
  )
  const observation = await readObservation(app.ledger, { targetId: visited.id }, transaction)
  if (observation) await registerMembers(app, made, observation.facts, finding.id, decision)
  await updateRecord(
    app,
    target,
    visited.id,
    // What a discovery brought is not visited until somebody wants it.
    { deviceId: made.id, ...(visited.origin === 'observed' ? { enabled: true } : {}) },
    { by: { userId }, expectedVersion: visited.version, ...why },
  )
}

async function observedRoom(app: App, code: string | null, transaction: Transaction) {
  if (code === null) return null
  return (await app.ledger.models.room.findOne({
    attributes: ['id', 'organisationId'],
    where: { code },
    raw: true,
    transaction,
  })) as unknown as { id: number; organisationId: number } | null
}

/** The organisation that owns more than half of the neighbours which the ledger knows. */
async function neighboursOwner(app: App, targetId: number, transaction: Transaction): Promise<number | null> {
  const observation = await readObservation(app.ledger, { targetId }, transaction)
  const neighbours = observation?.facts.neighbors ?? []
  const find = await lookUpNeighbours(app.ledger, neighbours, transaction)
  const owners = neighbours.flatMap((neighbour) => find(neighbour)?.organisationId ?? [])
  return owners.find((owner) => owners.filter((each) => each === owner).length * 2 > owners.length) ?? null
}

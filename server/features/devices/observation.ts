import { Op } from 'sequelize'
import type { App } from '../../app.ts'
import type { DeviceObservation, FieldView } from '../../contract/endpoints/devices.ts'
import type { RowOf } from '../../contract/entity.ts'
import { device } from '../../contract/entities/device.ts'
import { lockingStatuses } from '../../contract/entities/finding.ts'
import { isTelling, sameValue } from '../../domain/comparison.ts'
import { comparedFields, mostTrusted } from '../../domain/precedence.ts'
import type { ComparedField } from '../../domain/precedence.ts'
import { roomText } from '../../domain/reconcile/placement.ts'
import type { RoomRef } from '../../domain/reconcile/placement.ts'
import { currentRuns } from '../evidence/record-evidence.ts'
import type { CurrentRun } from '../evidence/record-evidence.ts'
import { lookUpNeighbours } from '../findings/neighbours.ts'
import { readRecord } from '../ledger/actions.ts'
import { presentAccessPoints } from './access-points.ts'
import { readObservation } from './observation-row.ts'
import type { Observation } from './observation-row.ts'

type TargetView = NonNullable<DeviceObservation['target']>

interface FindingRef {
  id: number
  field: string | null
  status: string
}

/** A device as declared beside what its sources say. @throws AppError notFound */
export async function observationOf(app: App, deviceId: number): Promise<DeviceObservation> {
  const declared = await readRecord(app, device, deviceId)
  const target = await targetOf(app, deviceId)
  const observation = await readObservation(app.ledger, { deviceId })
  const runs = (
    await currentRuns(app.ledger, { targetIds: target ? [target.id] : [], deviceIds: [deviceId] })
  ).filter((run) => run.deviceId === null || run.deviceId === deviceId)
  const findings = await findingsOf(app, deviceId)
  const rooms = await roomsNamed(app, declared, runs)
  return {
    fields: comparedFields.map((field) => fieldView(field, declared, runs, findings, rooms)),
    target,
    latest: observation ? await presentLatest(app, observation) : null,
  }
}

async function targetOf({ ledger }: App, deviceId: number): Promise<TargetView | null> {
  const columns = ['id', 'name', 'address', 'port', 'status', 'lastAttemptAt', 'lastAnswerAt']
  const read = async (where: object) =>
    (await ledger.models.target.findOne({
      attributes: columns,
      where,
      order: [['enabled', 'DESC'], 'id'],
      raw: true,
    } as never)) as unknown as TargetView | null
  const declared = await read({ deviceId })
  if (declared) return declared
  const recognised = (await ledger.support.observation.findOne({
    attributes: ['targetId'],
    where: { deviceId },
    order: [['at', 'DESC']],
    raw: true,
  } as never)) as unknown as { targetId: number } | null
  return recognised ? read({ id: recognised.targetId }) : null
}

async function findingsOf({ ledger }: App, deviceId: number): Promise<FindingRef[]> {
  return (await ledger.models.finding.findAll({
    attributes: ['id', 'field', 'status'],
    where: {
      subjectEntity: 'device',
      subjectId: deviceId,
      kind: { [Op.in]: ['field-differs', 'device-moved'] },
    },
    raw: true,
  } as never)) as unknown as FindingRef[]
}

/** Rooms are compared by their code and read by code and name. */
async function roomsNamed(
  { ledger }: App,
  declared: RowOf<typeof device>,
  runs: readonly CurrentRun[],
): Promise<RoomRef[]> {
  const codes = runs.filter((run) => run.field === 'roomId').map((run) => run.value)
  return (await ledger.models.room.findAll({
    attributes: ['id', 'code', 'name', 'organisationId'],
    where: { [Op.or]: [{ id: declared.roomId ?? 0 }, { code: { [Op.in]: codes } }] },
    raw: true,
  } as never)) as unknown as RoomRef[]
}

function fieldView(
  field: ComparedField,
  declared: RowOf<typeof device>,
  runs: readonly CurrentRun[],
  findings: readonly FindingRef[],
  rooms: readonly RoomRef[],
): FieldView {
  const own = runs.filter((run) => run.field === field)
  const room = rooms.find((candidate) => candidate.id === declared.roomId)
  const declaredValue = field === 'roomId' ? (room?.code ?? null) : declared[field]
  const finding = findings.find((candidate) => candidate.field === field)
  const present = own.filter((run) => isTelling(field, run.value))
  const readable = (value: string | null) => {
    const named = field === 'roomId' && rooms.find((candidate) => candidate.code === value)
    return named ? roomText(named) : value
  }
  return {
    field,
    declared: readable(declaredValue),
    observations: own.map(({ source, value, firstSeenAt, lastSeenAt, targetId }) => ({
      source,
      value: readable(value),
      firstSeenAt,
      lastSeenAt,
      targetId,
    })),
    authoritative:
      mostTrusted(field, [
        ...(declaredValue === null ? [] : (['declared'] as const)),
        ...present.map((run) => run.source),
      ]) ?? 'declared',
    agrees:
      !disagrees(finding) && (field === 'roomId' || allSame(field, declaredValue, present, declared.vendor)),
    findingId: finding?.id ?? null,
    findingStatus: finding?.status ?? null,
  }
}

/** A rejected or corrected finding was decided, not settled: the source still says something else. */
function disagrees(finding: FindingRef | undefined): boolean {
  return finding?.status === 'open' || lockingStatuses.some((status) => status === finding?.status)
}

function allSame(
  field: ComparedField,
  declared: string | null,
  runs: readonly CurrentRun[],
  vendor: string | null,
): boolean {
  return declared === null || runs.every((run) => sameValue(field, declared, run.value!, { vendor }))
}

async function presentLatest(
  { ledger }: App,
  { collectionId, at, facts, problems }: Observation,
): Promise<NonNullable<DeviceObservation['latest']>> {
  const find = await lookUpNeighbours(ledger, facts.neighbors)
  return {
    collectionId,
    at,
    ...facts,
    // Stored before limits and access points were collected.
    sensors: facts.sensors.map((sensor) => ({ ...sensor, thresholds: sensor.thresholds ?? null })),
    accessPoints: await presentAccessPoints(ledger, facts.accessPoints ?? []),
    // Stored before texts were kept with their octets.
    rawTexts: facts.rawTexts ?? [],
    neighbors: facts.neighbors.map((neighbour) => {
      const known = find(neighbour)
      return { ...neighbour, deviceId: known?.id ?? null, deviceName: known?.name ?? null }
    }),
    problems,
  }
}

import type { Transaction } from 'sequelize'
import { Op } from 'sequelize'
import type { Facts } from '../../contract/collection.ts'
import type { FindingKind } from '../../contract/entities/finding.ts'
import type { Ledger } from '../../db/ledger.ts'
import { normalMac } from '../../domain/identity.ts'
import { observedValues } from '../../domain/observed.ts'
import type { ObservationContext, ObservedValue } from '../../domain/observed.ts'
import { reconcileDevice } from '../../domain/reconcile/device.ts'
import type { FindingDraft } from '../../domain/reconcile/draft.ts'
import type { RoomRef } from '../../domain/reconcile/placement.ts'
import type { DeclaredDevice, KnownNeighbour, LineEnd, TargetState } from '../../domain/reconcile/subject.ts'
import { currentRuns, recordEvidence } from '../evidence/record-evidence.ts'
import type { CurrentRun, Sighting } from '../evidence/record-evidence.ts'
import { applyDrafts, readFindings } from './apply-drafts.ts'
import type { Applied } from './apply-drafts.ts'
import { chassisField, lookUpNeighbours } from './neighbours.ts'
import type { NeighbourLookup } from './neighbours.ts'

/** A target with the device that it is or was recognised as, and what its last answering visit said. */
export interface Visited {
  target: TargetState
  deviceId: number | null
  observation: {
    collectionId: string
    at: string
    source: ObservationContext['source']
    isComplete: boolean
    facts: Facts
  } | null
}

const deviceKinds: readonly FindingKind[] = ['device-silent', 'field-differs', 'device-moved']
const targetKinds: readonly FindingKind[] = ['device-silent', 'device-unregistered']

/**
 * Checks visited targets against the ledger: writes their evidence down and brings their findings in line. All in the
 * given transaction, with a fixed number of reads however many targets there are.
 */
export async function assessVisits(
  ledger: Ledger,
  visits: readonly Visited[],
  now: string,
  transaction: Transaction,
): Promise<Applied> {
  const known = await readAround(ledger, visits, transaction)
  const runs = await writeEvidence(ledger, visits, known, transaction)
  const drafts = visits.flatMap((visit) => draftsOf(visit, known, runs))
  const findings = await readFindings(ledger, scopeOf(visits, known), transaction)
  return applyDrafts(ledger, drafts, findings, now, transaction)
}

interface Around {
  rooms: RoomRef[]
  devices: Map<number, DeclaredDevice>
  targetsOf: Map<number, TargetState[]>
  linesOf: Map<number, LineEnd[]>
  findNeighbour: NeighbourLookup
}

async function readAround(
  ledger: Ledger,
  visits: readonly Visited[],
  transaction: Transaction,
): Promise<Around> {
  const { models } = ledger
  const read = async <T>(entity: keyof typeof models, attributes: string[], where: object): Promise<T[]> =>
    (await models[entity].findAll({ attributes, where, raw: true, transaction } as never)) as unknown as T[]
  const deviceIds = [...new Set(visits.flatMap((visit) => visit.deviceId ?? []))]
  const among = { [Op.in]: deviceIds }
  const rooms = await read<RoomRef>('room', ['id', 'code', 'name', 'organisationId'], {})
  const devices = await read<DeclaredDevice>('device', deviceColumns, { id: among })
  const lines = await read<LineEnd & { deviceId: number }>('line', lineColumns, {
    deviceId: among,
    interfaceName: { [Op.not]: null },
  })
  const others = await read<Omit<TargetState, 'lastProblems'> & { deviceId: number }>(
    'target',
    targetColumns,
    {
      deviceId: among,
      id: { [Op.notIn]: visits.map((visit) => visit.target.id) },
    },
  )
  const targetsOf = new Map<number, TargetState[]>()
  for (const { target, deviceId } of visits) push(targetsOf, deviceId, target)
  for (const other of others)
    push(targetsOf, other.deviceId, { ...other, enabled: Boolean(other.enabled), lastProblems: [] })
  const linesOf = new Map<number, LineEnd[]>()
  for (const line of lines) push(linesOf, line.deviceId, line)
  const neighbours = visits.flatMap((visit) => visit.observation?.facts.neighbors ?? [])
  return {
    rooms,
    devices: new Map(devices.map((device) => [device.id, device])),
    targetsOf,
    linesOf,
    findNeighbour: await lookUpNeighbours(ledger, neighbours, transaction),
  }
}

function push<T>(lists: Map<number, T[]>, key: number | null, item: T): void {
  if (key === null) return
  const list = lists.get(key)
  if (list) list.push(item)
  else lists.set(key, [item])
}

const deviceColumns = [
  'id',
  'assetTag',
  'name',
  'kind',
  'vendor',
  'model',
  'serialNumber',
  'softwareVersion',
  'managementAddress',
  'roomId',
  'organisationId',
  'status',
]
const lineColumns = ['id', 'code', 'name', 'interfaceName', 'organisationId', 'roomId', 'status', 'deviceId']
const targetColumns = [
  'id',
  'name',
  'address',
  'port',
  'enabled',
  'failureCount',
  'lastAttemptAt',
  'lastAnswerAt',
  'deviceId',
]

/** Neighbours of a visit that the ledger knows, each device once. */
function knownNeighbours({ observation, deviceId }: Visited, known: Around): KnownNeighbour[] {
  const found = new Map<number, KnownNeighbour>()
  for (const neighbour of observation?.facts.neighbors ?? []) {
    const device = known.findNeighbour(neighbour)
    if (!device || device.id === deviceId || found.has(device.id)) continue
    found.set(device.id, {
      deviceId: device.id,
      deviceName: device.name,
      roomId: device.roomId,
      localInterface: neighbour.localInterface,
    })
  }
  return [...found.values()]
}

async function writeEvidence(
  ledger: Ledger,
  visits: readonly Visited[],
  known: Around,
  transaction: Transaction,
): Promise<CurrentRun[]> {
  const runs = await currentRuns(
    ledger,
    {
      targetIds: visits.map((visit) => visit.target.id),
      deviceIds: visits.flatMap((visit) => visit.deviceId ?? []),
    },
    transaction,
  )
  const sightings: Sighting[] = []
  for (const visit of visits) {
    if (!visit.observation) continue
    const { collectionId, at, isComplete } = visit.observation
    sightings.push({
      targetId: visit.target.id,
      deviceId: visit.deviceId,
      collectionId,
      at,
      isComplete,
      values: valuesSeen(visit, visit.observation, known),
    })
  }
  return recordEvidence(ledger, sightings, runs, transaction)
}

function valuesSeen(
  visit: Visited,
  { facts, source, isComplete }: NonNullable<Visited['observation']>,
  known: Around,
): ObservedValue[] {
  const device = visit.deviceId === null ? undefined : known.devices.get(visit.deviceId)
  const lines = visit.deviceId === null ? [] : (known.linesOf.get(visit.deviceId) ?? [])
  const values = observedValues(facts, {
    source,
    declaredAddress: device?.managementAddress ?? null,
    targetAddress: visit.target.address,
    rooms: known.rooms,
    neighbourRoomIds: knownNeighbours(visit, known).flatMap((neighbour) => neighbour.roomId ?? []),
    linePorts: lines.map((line) => line.interfaceName),
    isComplete,
  })
  const chassis = facts.interfaces.find(({ mac }) => mac && !/^(00:){5}00$/.test(mac))?.mac
  if (chassis) values.push({ source, field: chassisField, value: normalMac(chassis) })
  return values
}

function draftsOf(visit: Visited, known: Around, runs: readonly CurrentRun[]): FindingDraft[] {
  const { deviceId, target } = visit
  const device = deviceId === null ? null : (known.devices.get(deviceId) ?? null)
  return reconcileDevice({
    device,
    targets: (device && known.targetsOf.get(device.id)) ?? [target],
    evidence: runs.filter((run) =>
      device ? run.deviceId === device.id || run.targetId === target.id : run.targetId === target.id,
    ),
    neighbours: knownNeighbours(visit, known),
    lines: (device && known.linesOf.get(device.id)) ?? [],
    rooms: known.rooms,
  })
}

/** All findings that an assessment of these visits can open or close. */
function scopeOf(visits: readonly Visited[], known: Around) {
  const lineIds = [...known.linesOf.values()].flatMap((lines) => lines.map((line) => line.id))
  const scope = (subjectEntity: string, ids: readonly number[], kinds: readonly FindingKind[]) => ({
    subjectEntity,
    subjectId: { [Op.in]: [...ids] },
    kind: { [Op.in]: [...kinds] },
  })
  return {
    [Op.or]: [
      scope('device', [...known.devices.keys()], deviceKinds),
      scope(
        'target',
        visits.map((visit) => visit.target.id),
        targetKinds,
      ),
      scope('line', lineIds, ['line-port-down']),
    ],
  }
}

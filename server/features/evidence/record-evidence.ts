import type { Transaction } from 'sequelize'
import { Op } from 'sequelize'
import { evidence } from '../../contract/entities/evidence.ts'
import type { Ledger } from '../../db/ledger.ts'
import type { ObservedValue } from '../../domain/observed.ts'
import type { EvidenceRun } from '../../domain/reconcile/subject.ts'
import { nameKeyOf } from '../ledger/search-text.ts'

/** A current run as it stands in the ledger. */
export interface CurrentRun extends EvidenceRun {
  id: number
  deviceId: number | null
  collectionId: string
}

/** What one collection saw of one target. */
export interface Sighting {
  /** Null for what a person saw on the spot. */
  targetId: number | null
  deviceId: number | null
  collectionId: string
  /** When it was seen (ISO 8601). */
  at: string
  /** False when parts are missing: a value that is absent then may still be there. */
  isComplete: boolean
  values: readonly ObservedValue[]
}

const columns = [
  'id',
  'targetId',
  'deviceId',
  'source',
  'field',
  'value',
  'firstSeenAt',
  'lastSeenAt',
  'collectionId',
]

/** The current runs of targets, and of devices at whatever target. */
export async function currentRuns(
  ledger: Ledger,
  { targetIds, deviceIds }: { targetIds: readonly number[]; deviceIds: readonly number[] },
  transaction?: Transaction,
): Promise<CurrentRun[]> {
  if (targetIds.length === 0 && deviceIds.length === 0) return []
  return (await ledger.models.evidence.findAll({
    attributes: columns,
    where: {
      current: true,
      [Op.or]: [{ targetId: { [Op.in]: [...targetIds] } }, { deviceId: { [Op.in]: [...deviceIds] } }],
    },
    order: ['id'],
    raw: true,
    ...(transaction ? { transaction } : {}),
  } as never)) as unknown as CurrentRun[]
}

/**
 * Writes down what was seen: a value that is still the same moves the end of its run, another value closes the run and
 * opens a new one. Collections must come in order of time for each target.
 * @param current all current runs of the targets
 * @returns the current runs afterwards; new ones have no id yet
 */
export async function recordEvidence(
  ledger: Ledger,
  sightings: readonly Sighting[],
  current: readonly CurrentRun[],
  transaction: Transaction,
): Promise<CurrentRun[]> {
  const runs = new Map(current.map((run) => [keyOf(run), run]))
  const closed: number[] = []
  const opened: CurrentRun[] = []
  for (const sighting of sightings) {
    const seen = new Set<string>()
    const moved: CurrentRun[] = []
    const { targetId, deviceId, collectionId, at } = sighting
    for (const value of sighting.values) {
      const key = keyOf({ targetId, deviceId, ...value })
      seen.add(key)
      const run = runs.get(key)
      if (run && run.value === value.value) {
        const isSame = run.lastSeenAt === at && run.deviceId === deviceId && run.collectionId === collectionId
        if (!isSame) moved.push(run)
        continue
      }
      if (run) closed.push(run.id)
      const fresh = { id: 0, targetId, deviceId, ...value, firstSeenAt: at, lastSeenAt: at, collectionId }
      runs.set(key, fresh)
      opened.push(fresh)
    }
    if (sighting.isComplete) {
      for (const [key, run] of runs) {
        if (targetId === null || run.targetId !== targetId || seen.has(key)) continue
        runs.delete(key)
        closed.push(run.id)
      }
    }
    if (moved.length > 0) {
      for (const run of moved) Object.assign(run, { lastSeenAt: at, deviceId, collectionId })
      await ledger.models.evidence.update(
        { lastSeenAt: at, updatedAt: at, deviceId, collectionId },
        { where: { id: { [Op.in]: moved.map((run) => run.id) } }, transaction },
      )
    }
  }
  if (closed.length > 0)
    await ledger.models.evidence.update(
      { current: false },
      { where: { id: { [Op.in]: closed } }, transaction },
    )
  if (opened.length > 0)
    await ledger.models.evidence.bulkCreate(
      opened.map(({ id: _, ...run }) => ({
        ...run,
        current: true,
        version: 1,
        createdAt: run.firstSeenAt,
        updatedAt: run.firstSeenAt,
        searchText: null,
        nameKey: nameKeyOf(evidence, { field: run.field }),
      })),
      { transaction, returning: false },
    )
  return [...runs.values()]
}

type RunKey = Pick<CurrentRun, 'targetId' | 'deviceId' | 'source' | 'field'>

/** What was seen at a target is a run of the target; what was seen on the spot, of the device. */
function keyOf({ targetId, deviceId, source, field }: RunKey): string {
  return `${targetId ?? `device ${deviceId}`} ${source} ${field}`
}

import type { Transaction } from 'sequelize'
import { literal, Op } from 'sequelize'
import type { App } from '../../app.ts'
import type { FindingKind } from '../../contract/entities/finding.ts'
import { reconcileQuality } from '../../domain/reconcile/data-quality.ts'
import type { QualityRecords } from '../../domain/reconcile/data-quality.ts'
import { withConflictsRetried } from '../collection/conflict.ts'
import { applyDrafts, readFindings } from './apply-drafts.ts'
import type { Applied } from './apply-drafts.ts'

const qualityKinds: readonly FindingKind[] = ['carrier-missing', 'sum-mismatch', 'impossible-value']

/** Checks the ledger's values against each other. */
export async function reconcileDataQuality(app: App): Promise<Applied> {
  return withConflictsRetried(() =>
    app.ledger.transaction(async (transaction) => {
      const now = app.now().toISOString()
      const today = now.slice(0, 10)
      const drafts = reconcileQuality(await readRecords(app, today, transaction), today)
      const known = await readFindings(app.ledger, { kind: { [Op.in]: [...qualityKinds] } }, transaction)
      return applyDrafts(app.ledger, drafts, known, now, transaction)
    }),
  )
}

/**
 * Devices that may break a rule: the database leaves the sound ones out, which are nearly all. What is wrong with those
 * that come is for the rules to say.
 */
const mayBeImpossible = literal(`(
  \`device\`.\`warrantyEnd\` < \`device\`.\`purchaseDate\`
  OR EXISTS (SELECT 1 FROM \`rack\` WHERE \`rack\`.\`id\` = \`device\`.\`rackId\` AND (
    \`device\`.\`roomId\` IS NULL OR \`device\`.\`roomId\` <> \`rack\`.\`roomId\`
    OR \`device\`.\`positionU\` + COALESCE(\`device\`.\`heightU\`, 1) - 1 > \`rack\`.\`heightU\`)))`)

async function readRecords(
  { ledger }: App,
  today: string,
  transaction: Transaction,
): Promise<QualityRecords> {
  const read = async <T>(entity: keyof typeof columns, where: object = {}): Promise<T[]> =>
    (await ledger.models[entity].findAll({
      attributes: columns[entity],
      where,
      raw: true,
      transaction,
    } as never)) as unknown as T[]
  const devices = await read<QualityRecords['devices'][number]>('device', {
    [Op.or]: [{ purchaseDate: { [Op.gt]: today } }, mayBeImpossible],
  })
  return {
    devices,
    lines: await read('line'),
    carriers: await read('carrier'),
    racks: await read('rack', { id: { [Op.in]: devices.flatMap((device) => device.rackId ?? []) } }),
  }
}

const columns = {
  device: [
    'id',
    'assetTag',
    'name',
    'purchaseDate',
    'warrantyEnd',
    'rackId',
    'positionU',
    'heightU',
    'organisationId',
    'roomId',
  ],
  line: [
    'id',
    'code',
    'name',
    'carrierId',
    'contractStart',
    'contractEnd',
    'status',
    'organisationId',
    'roomId',
  ],
  carrier: ['id', 'name'],
  rack: ['id', 'name', 'roomId', 'heightU'],
}

import type { Transaction } from 'sequelize'
import { Op } from 'sequelize'
import type { App } from '../../app.ts'
import type { Entity } from '../../contract/entity.ts'
import { stockTakeItem } from '../../contract/entities/stock-take-item.ts'
import { StockTakeScope } from '../../contract/stock-take.ts'
import { insertRecords } from '../ledger/actions.ts'
import type { StockTake } from './rows.ts'

/** A device as a stock-take takes it over from the ledger. */
export interface LedgerDevice {
  id: number
  assetTag: string
  name: string
  kind: string
  model: string | null
  serialNumber: string | null
  organisationId: number
  roomId: number | null
  rackId: number | null
  positionU: number | null
  heightU: number | null
  status: string
}

export const deviceColumns = [
  'id',
  'assetTag',
  'name',
  'kind',
  'model',
  'serialNumber',
  'organisationId',
  'roomId',
  'rackId',
  'positionU',
  'heightU',
  'status',
]

/** What is scrapped or known to be missing is not expected to stand anywhere. */
const notExpected = ['retired', 'missing']

async function devicesInScope(
  app: App,
  { roomIds, organisationIds, kinds }: StockTakeScope,
  transaction: Transaction,
): Promise<LedgerDevice[]> {
  const among = (key: string, values: readonly unknown[]) =>
    values.length > 0 ? { [key]: { [Op.in]: [...values] } } : {}
  return (await app.ledger.models.device.findAll({
    attributes: deviceColumns,
    where: {
      status: { [Op.notIn]: notExpected },
      ...among('roomId', roomIds),
      ...among('organisationId', organisationIds),
      ...among('kind', kinds),
    },
    order: ['id'],
    raw: true,
    transaction,
  } as never)) as unknown as LedgerDevice[]
}

/** The rooms to go through: those chosen, or all in which something of the scope stands. */
export async function roomsInScope(
  app: App,
  scope: StockTakeScope,
  transaction: Transaction,
): Promise<{ id: number; name: string }[]> {
  const isEmpty = scope.roomIds.length + scope.organisationIds.length + scope.kinds.length === 0
  if (isEmpty) return []
  const ids =
    scope.roomIds.length > 0
      ? scope.roomIds
      : (await devicesInScope(app, scope, transaction)).flatMap(({ roomId }) => roomId ?? [])
  return (await app.ledger.models.room.findAll({
    attributes: ['id', 'name'],
    where: { id: { [Op.in]: [...new Set(ids)] } },
    order: ['code'],
    raw: true,
    transaction,
  } as never)) as unknown as { id: number; name: string }[]
}

/** Writes down what the ledger expects, as it is now. */
export async function snapshotItems(app: App, row: StockTake, transaction: Transaction): Promise<void> {
  const devices = await devicesInScope(app, StockTakeScope.parse(row.scope ?? {}), transaction)
  await insertRecords(
    app,
    stockTakeItem as Entity,
    devices.map((device) => itemRow(row.id, device, true)),
    { origin: 'entered', transaction },
  )
}

/** A device of the ledger as a thing of the stock-take that nobody has met yet. */
export function itemRow(stockTakeId: number, device: LedgerDevice, isExpected: boolean) {
  const { id, status: _, ...values } = device
  return {
    ...values,
    state: 'open',
    labelUnreadable: false,
    isExpected,
    deviceId: id,
    stockTakeId,
    place: placeOf(stockTakeId, device.assetTag),
  }
}

export function placeOf(stockTakeId: number, assetTag: string): string {
  return `${stockTakeId}:${assetTag}`
}

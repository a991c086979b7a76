import { Op } from 'sequelize'
import type { Transaction } from 'sequelize'
import type { Facts } from '../../contract/collection.ts'
import { device } from '../../contract/entities/device.ts'
import type { RowOf } from '../../contract/entity.ts'
import type { App } from '../../app.ts'
import { isRealSerial, normalSerial } from '../../domain/identity.ts'
import { createRecord } from '../ledger/actions.ts'
import type { Decision } from './accept.ts'

/**
 * Enters the other members of a stack, each an asset of its own beside the one that answers for them all: same maker,
 * kind, software, room and owner, its own serial number and, where the device lists its chassis, its own model. A member
 * that the ledger has already stays as it is.
 */
export async function registerMembers(
  app: App,
  answering: RowOf<typeof device>,
  facts: Facts,
  findingId: number,
  { userId, reason, transaction }: Decision,
): Promise<void> {
  const [, ...others] = facts.device.serialNumbers.filter(isRealSerial)
  const known = await knownSerials(app, others, transaction)
  for (const [position, serialNumber] of others.entries()) {
    if (known.has(normalSerial(serialNumber))) continue
    const chassis = facts.components.find(
      (one) => one.class === 'chassis' && one.serialNumber === serialNumber,
    )
    const member = position + 2
    await createRecord(
      app,
      device,
      {
        assetTag: `${answering.assetTag}-${member}`,
        name: `${answering.name.slice(0, 96)}-${member}`,
        kind: answering.kind,
        vendor: answering.vendor,
        model: chassis?.model?.slice(0, 100) ?? answering.model,
        serialNumber: serialNumber.slice(0, 100),
        softwareVersion: answering.softwareVersion,
        organisationId: answering.organisationId,
        roomId: answering.roomId,
        networkZoneId: answering.networkZoneId,
        status: 'in-use',
        origin: 'observed',
      },
      { userId },
      { reason, findingId, transaction },
    )
  }
}

async function knownSerials(
  { ledger }: App,
  serials: readonly string[],
  transaction: Transaction,
): Promise<Set<string>> {
  const spellings = serials.flatMap((serial) => [serial, serial.toUpperCase(), serial.toLowerCase()])
  const rows = (await ledger.models.device.findAll({
    attributes: ['serialNumber'],
    where: { serialNumber: { [Op.in]: [...new Set(spellings)] } },
    raw: true,
    transaction,
  } as never)) as unknown as { serialNumber: string }[]
  return new Set(rows.map((row) => normalSerial(row.serialNumber)))
}

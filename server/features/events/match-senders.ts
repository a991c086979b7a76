import type { Transaction } from 'sequelize'
import { Op } from 'sequelize'
import type { ReceivedEvent } from '../../contract/events.ts'
import type { Ledger } from '../../db/ledger.ts'
import { normalAddress } from '../../domain/identity.ts'
import { nameIdentity } from './identities.ts'
import type { IdentityKind } from './identities.ts'

/** What an event says of who sent it. */
export type Sender = Pick<ReceivedEvent, 'senderAddress' | 'hostname'> & {
  details: Pick<ReceivedEvent['details'], 'engineId' | 'agentAddress'>
}

export interface Origin {
  targetId: number | null
  deviceId: number | null
}

/** Signs by which a sender is told; serial numbers are in no trap. */
type SenderIdentity = Extract<IdentityKind, 'address' | 'engine' | 'name'>

/** Values that stand for exactly one record; one that stands for several identifies nothing. */
class OneToOne {
  readonly #ids = new Map<string, Set<number>>()

  add(value: string, id: number): void {
    const ids = this.#ids.get(value)
    if (ids) ids.add(id)
    else this.#ids.set(value, new Set([id]))
  }

  get(value: string | null): number | null {
    const ids = value === null ? undefined : this.#ids.get(value)
    return ids?.size === 1 ? [...ids][0]! : null
  }
}

/**
 * Which target and device of the ledger each sender is. In order: the agent that a forwarded trap names, the sending
 * address, the engine id, any other address of a device that was collected, a management address of the ledger, the
 * host name. Each only where it leads to one alone; in doubt the sender stays unknown and visible.
 * @param networkZoneId targets of this zone only: addresses may repeat in zones that are kept apart
 * @returns in the order of `senders`
 */
export async function matchSenders(
  ledger: Ledger,
  networkZoneId: number,
  senders: readonly Sender[],
  transaction: Transaction,
): Promise<Origin[]> {
  const addresses = unique(
    senders.flatMap(({ senderAddress, details }) => [senderAddress, details.agentAddress]).map(addressOf),
  )
  const engines = unique(senders.map(({ details }) => details.engineId))
  const names = unique(senders.map(({ hostname }) => nameOf(hostname)))
  const byTargetAddress = await targetsByAddress(ledger, networkZoneId, addresses, transaction)
  const byIdentity = await identified(
    ledger,
    networkZoneId,
    [...addresses, ...engines, ...names],
    transaction,
  )
  const devices = await devicesByAddressOrName(
    ledger,
    addresses,
    unique(senders.map((one) => one.hostname)),
    transaction,
  )
  const targetIds = senders.map((sender) => {
    const from = addressOf(sender.senderAddress)
    const agent = addressOf(sender.details.agentAddress)
    return (
      byTargetAddress.get(agent) ??
      byTargetAddress.get(from) ??
      byIdentity.engine.get(sender.details.engineId) ??
      byIdentity.address.get(from) ??
      byIdentity.address.get(agent) ??
      null
    )
  })
  const named = senders.map((sender, at) => targetIds[at] ?? byIdentity.name.get(nameOf(sender.hostname)))
  const declared = senders.map((sender, at) =>
    targetIds[at] === null
      ? (devices.address.get(addressOf(sender.senderAddress)) ??
        devices.address.get(addressOf(sender.details.agentAddress)) ??
        (named[at] === null ? devices.name.get(sender.hostname) : null))
      : null,
  )
  const deviceOfTarget = await devicesOfTargets(ledger, unique(named), transaction)
  const targetOfDevice = await targetsOfDevices(ledger, networkZoneId, unique(declared), transaction)
  return senders.map((_, at) => {
    const device = declared[at] ?? null
    if (device !== null) return { targetId: targetOfDevice.get(device) ?? null, deviceId: device }
    const target = named[at] ?? null
    return { targetId: target, deviceId: target === null ? null : (deviceOfTarget.get(target) ?? null) }
  })
}

/** An address that names a sender; 0.0.0.0 in a v1 trap names none (RFC 3584, 3.1). */
function addressOf(written: string | null): string | null {
  if (!written) return null
  const address = normalAddress(written)
  return address === '0.0.0.0' || address === '::' ? null : address
}

function nameOf(hostname: string | null): string | null {
  return hostname === null ? null : nameIdentity(hostname)
}

function unique<T>(values: readonly (T | null | undefined)[]): T[] {
  return [...new Set(values.filter((value): value is T => value !== null && value !== undefined))]
}

async function targetsByAddress(
  ledger: Ledger,
  networkZoneId: number,
  addresses: readonly string[],
  transaction: Transaction,
): Promise<OneToOne> {
  const found = new OneToOne()
  if (addresses.length === 0) return found
  const rows = (await ledger.models.target.findAll({
    attributes: ['id', 'address'],
    where: { networkZoneId, address: { [Op.in]: [...addresses] } },
    raw: true,
    transaction,
  })) as unknown as { id: number; address: string }[]
  for (const row of rows) found.add(normalAddress(row.address), row.id)
  return found
}

async function identified(
  ledger: Ledger,
  networkZoneId: number,
  values: readonly string[],
  transaction: Transaction,
): Promise<Record<SenderIdentity, OneToOne>> {
  const found = { address: new OneToOne(), engine: new OneToOne(), name: new OneToOne() }
  if (values.length === 0) return found
  const rows = (await ledger.support.sender_identity.findAll({
    attributes: ['targetId', 'kind', 'value'],
    where: { value: { [Op.in]: [...values] }, kind: { [Op.in]: Object.keys(found) } },
    raw: true,
    transaction,
  } as never)) as unknown as { targetId: number; kind: SenderIdentity; value: string }[]
  if (rows.length === 0) return found
  const inZone = (await ledger.models.target.findAll({
    attributes: ['id'],
    where: { id: { [Op.in]: unique(rows.map((row) => row.targetId)) }, networkZoneId },
    raw: true,
    transaction,
  })) as unknown as { id: number }[]
  const own = new Set(inZone.map(({ id }) => id))
  for (const { targetId, kind, value } of rows) if (own.has(targetId)) found[kind].add(value, targetId)
  return found
}

async function devicesByAddressOrName(
  ledger: Ledger,
  addresses: readonly string[],
  names: readonly string[],
  transaction: Transaction,
): Promise<{ address: OneToOne; name: OneToOne }> {
  const found = { address: new OneToOne(), name: new OneToOne() }
  const rows = (await ledger.models.device.findAll({
    attributes: ['id', 'managementAddress', 'name'],
    where: {
      [Op.or]: [
        { managementAddress: { [Op.in]: [...addresses] } },
        ...(names.length > 0 ? [{ name: { [Op.in]: [...names] } }] : []),
      ],
    },
    raw: true,
    transaction,
  } as never)) as unknown as { id: number; managementAddress: string | null; name: string }[]
  for (const { id, managementAddress, name } of rows) {
    if (managementAddress !== null) found.address.add(normalAddress(managementAddress), id)
    found.name.add(name, id)
  }
  return found
}

/** The declared device of each target, else the one that was recognised when it answered. */
async function devicesOfTargets(
  ledger: Ledger,
  targetIds: readonly number[],
  transaction: Transaction,
): Promise<Map<number, number>> {
  const devices = new Map<number, number>()
  if (targetIds.length === 0) return devices
  const read = async (table: { findAll: (options: never) => Promise<unknown> }, key: string) =>
    (await table.findAll({
      attributes: [[key, 'targetId'], 'deviceId'],
      where: { [key]: { [Op.in]: [...targetIds] }, deviceId: { [Op.ne]: null } },
      raw: true,
      transaction,
    } as never)) as { targetId: number; deviceId: number }[]
  for (const row of await read(ledger.support.observation, 'targetId'))
    devices.set(row.targetId, row.deviceId)
  for (const row of await read(ledger.models.target, 'id')) devices.set(row.targetId, row.deviceId)
  return devices
}

async function targetsOfDevices(
  ledger: Ledger,
  networkZoneId: number,
  deviceIds: readonly number[],
  transaction: Transaction,
): Promise<Map<number, number>> {
  if (deviceIds.length === 0) return new Map()
  const rows = (await ledger.models.target.findAll({
    attributes: ['id', 'deviceId'],
    where: { deviceId: { [Op.in]: [...deviceIds] }, networkZoneId },
    order: [['id', 'DESC']],
    raw: true,
    transaction,
  })) as unknown as { id: number; deviceId: number }[]
  return new Map(rows.map((row) => [row.deviceId, row.id]))
}

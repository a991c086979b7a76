import type { Transaction } from 'sequelize'
import { Op } from 'sequelize'
import type { Found } from '../../contract/discovery.ts'
import type { Ledger } from '../../db/ledger.ts'
import { identityOf } from '../../domain/discovery/match.ts'
import type { Subject } from '../../domain/discovery/match.ts'
import { isRealSerial, normalSerial } from '../../domain/identity.ts'

interface TargetRow {
  id: number
  address: string
  port: number
  deviceId: number | null
}

interface DeviceRow {
  id: number
  serialNumber: string | null
  managementAddress: string | null
}

interface Sign {
  targetId: number
  kind: 'serial' | 'engine' | 'chassis'
  value: string
}

type Read = <T>(
  table: { findAll(options: never): Promise<unknown> },
  attributes: string[],
  where: object,
) => Promise<T[]>

/**
 * Every target and device of the ledger that some finds may be, with all that they are told by. Targets of the network
 * zone only: addresses may repeat in zones that are kept apart.
 */
export async function readSubjects(
  ledger: Ledger,
  networkZoneId: number,
  finds: readonly Found[],
  transaction: Transaction,
): Promise<Subject[]> {
  const { models, support } = ledger
  const read: Read = async (table, attributes, where) =>
    (await table.findAll({ attributes, where, raw: true, transaction } as never)) as never
  const addresses = finds.map(({ address }) => address)
  const serials = finds.flatMap(
    ({ collection }) => collection.facts?.device.serialNumbers.filter(isRealSerial) ?? [],
  )
  const signs = finds.flatMap(({ collection }) => (collection.facts ? signsOf(collection.facts) : []))

  const told = await read<Sign>(support.sender_identity, ['targetId'], {
    kind: { [Op.in]: ['serial', 'engine', 'chassis'] },
    value: { [Op.in]: signs },
  })
  const spellings = serials.flatMap((serial) => [serial, serial.toUpperCase(), serial.toLowerCase()])
  const devices = await read<DeviceRow>(models.device, ['id', 'serialNumber', 'managementAddress'], {
    [Op.or]: [{ serialNumber: { [Op.in]: spellings } }, { managementAddress: { [Op.in]: addresses } }],
  })
  const recognised = await read<{ targetId: number }>(support.observation, ['targetId'], {
    deviceId: { [Op.in]: devices.map(({ id }) => id) },
  })
  const targets = await read<TargetRow>(models.target, ['id', 'address', 'port', 'deviceId'], {
    networkZoneId,
    [Op.or]: [
      { address: { [Op.in]: addresses } },
      { id: { [Op.in]: [...told, ...recognised].map(({ targetId }) => targetId) } },
      { deviceId: { [Op.in]: devices.map(({ id }) => id) } },
    ],
  })
  const ids = targets.map(({ id }) => id)
  const observed = await read<{ targetId: number; deviceId: number | null }>(
    support.observation,
    ['targetId', 'deviceId'],
    { targetId: { [Op.in]: ids } },
  )
  const known = await read<Sign>(support.sender_identity, ['targetId', 'kind', 'value'], {
    targetId: { [Op.in]: ids },
  })
  const deviceOf = (target: TargetRow) =>
    target.deviceId ?? observed.find(({ targetId }) => targetId === target.id)?.deviceId ?? null
  const withTarget = new Set(targets.map(deviceOf))
  return [
    ...targets.map((target): Subject => {
      const deviceId = deviceOf(target)
      const of = (kind: Sign['kind']) =>
        new Set(
          known.filter((sign) => sign.targetId === target.id && sign.kind === kind).map(({ value }) => value),
        )
      const declared = devices.find(({ id }) => id === deviceId)?.serialNumber
      return {
        targetId: target.id,
        deviceId,
        address: target.address,
        port: Number(target.port),
        // What was declared as well as what answered: another device may have taken the address over.
        serials: new Set([...of('serial'), ...serialSet(declared)]),
        engineIds: of('engine'),
        chassisIds: of('chassis'),
      }
    }),
    ...devices
      .filter(({ id }) => !withTarget.has(id))
      .map((device): Subject => ({
        targetId: null,
        deviceId: device.id,
        address: device.managementAddress,
        port: null,
        serials: serialSet(device.serialNumber),
        engineIds: new Set(),
        chassisIds: new Set(),
      })),
  ]
}

function serialSet(serial: string | null | undefined): ReadonlySet<string> {
  return new Set(isRealSerial(serial) ? [normalSerial(serial)] : [])
}

function signsOf(facts: Parameters<typeof identityOf>[0]): string[] {
  const { serials, engineIds, chassisIds } = identityOf(facts)
  return [...serials, ...engineIds, ...chassisIds]
}

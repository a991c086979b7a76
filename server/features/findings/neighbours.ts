import type { Transaction } from 'sequelize'
import { Op } from 'sequelize'
import type { NeighborFacts } from '../../contract/collection.ts'
import type { Ledger } from '../../db/ledger.ts'
import { normalMac, shortName } from '../../domain/identity.ts'

export interface NeighbourDevice {
  id: number
  name: string
  roomId: number | null
  organisationId: number
}

/** Evidence field that holds a device's chassis address, by which its neighbours name it in LLDP. */
export const chassisField = 'chassisId'

export type NeighbourLookup = (neighbour: NeighborFacts) => NeighbourDevice | null

/**
 * Finds which devices of the ledger some neighbours are: by name where exactly one device is called so, else by the
 * chassis address that the neighbour's own collection gave.
 */
export async function lookUpNeighbours(
  ledger: Ledger,
  neighbours: readonly NeighborFacts[],
  transaction?: Transaction,
): Promise<NeighbourLookup> {
  const options = { raw: true, ...(transaction ? { transaction } : {}) }
  const names = new Set<string>()
  const chassis = new Set<string>()
  for (const { remoteName, remoteChassisId } of neighbours) {
    if (remoteName) for (const name of spellings(remoteName)) names.add(name)
    if (remoteChassisId) chassis.add(normalMac(remoteChassisId))
  }
  const attributes = ['id', 'name', 'roomId', 'organisationId']
  const named =
    names.size === 0
      ? []
      : ((await ledger.models.device.findAll({
          attributes,
          where: { name: { [Op.in]: [...names] } },
          ...options,
        } as never)) as unknown as NeighbourDevice[])
  const byName = new Map<string, NeighbourDevice | null>()
  for (const device of named) {
    const name = shortName(device.name)
    byName.set(name, byName.has(name) ? null : device)
  }
  const missing = neighbours.filter(({ remoteName }) => !remoteName || !byName.get(shortName(remoteName)))
  const byChassis = await devicesByChassis(ledger, missing, attributes, options)
  return ({ remoteName, remoteChassisId }) =>
    (remoteName ? byName.get(shortName(remoteName)) : null) ??
    (remoteChassisId ? byChassis.get(normalMac(remoteChassisId)) : null) ??
    null
}

function spellings(name: string): string[] {
  const short = shortName(name)
  return [...new Set([name, name.trim(), name.toLowerCase(), name.toUpperCase(), short, short.toUpperCase()])]
}

async function devicesByChassis(
  ledger: Ledger,
  neighbours: readonly NeighborFacts[],
  attributes: string[],
  options: object,
): Promise<Map<string, NeighbourDevice>> {
  const wanted = [...new Set(neighbours.flatMap((each) => each.remoteChassisId ?? []).map(normalMac))]
  const found = new Map<string, NeighbourDevice>()
  if (wanted.length === 0) return found
  const runs = (await ledger.models.evidence.findAll({
    attributes: ['value', 'deviceId'],
    where: {
      field: chassisField,
      current: true,
      value: { [Op.in]: wanted },
      deviceId: { [Op.not]: null },
    },
    ...options,
  } as never)) as unknown as { value: string; deviceId: number }[]
  if (runs.length === 0) return found
  const devices = (await ledger.models.device.findAll({
    attributes,
    where: { id: { [Op.in]: runs.map((run) => run.deviceId) } },
    ...options,
  } as never)) as unknown as NeighbourDevice[]
  const byId = new Map(devices.map((device) => [device.id, device]))
  for (const run of runs) {
    const device = byId.get(run.deviceId)
    if (device) found.set(run.value, device)
  }
  return found
}

import { Op } from 'sequelize'
import type { AccessPointFacts } from '../../contract/collection.ts'
import type { DeviceObservation } from '../../contract/endpoints/devices.ts'
import type { Ledger } from '../../db/ledger.ts'
import { isRealSerial, normalSerial } from '../../domain/identity.ts'

type AccessPointView = NonNullable<DeviceObservation['latest']>['accessPoints'][number]

/** Access points with the device of the ledger that each is: the one with its serial number, where there is just one. */
export async function presentAccessPoints(
  { models }: Ledger,
  accessPoints: readonly AccessPointFacts[],
): Promise<AccessPointView[]> {
  const serials = accessPoints.flatMap(({ serialNumber }) =>
    isRealSerial(serialNumber) ? [serialNumber, normalSerial(serialNumber)] : [],
  )
  const devices =
    serials.length === 0
      ? []
      : ((await models.device.findAll({
          attributes: ['id', 'name', 'serialNumber'],
          where: { serialNumber: { [Op.in]: [...new Set(serials)] } },
          raw: true,
        } as never)) as unknown as { id: number; name: string; serialNumber: string }[])
  const bySerial = new Map<string, { id: number; name: string } | null>()
  for (const device of devices) {
    const serial = normalSerial(device.serialNumber)
    bySerial.set(serial, bySerial.has(serial) ? null : device)
  }
  return accessPoints.map((accessPoint) => {
    const { serialNumber } = accessPoint
    const known = isRealSerial(serialNumber) ? bySerial.get(normalSerial(serialNumber)) : null
    return { ...accessPoint, deviceId: known?.id ?? null, deviceName: known?.name ?? null }
  })
}

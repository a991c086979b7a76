import type { City } from './city.ts'
import type { Device } from './devices.ts'
import { drawSerialNumber } from './serial-numbers.ts'
import { hashText, makeRandom } from '../random.ts'
import type { SimulatedAccessPoint } from '../simulation/spec.ts'

/** Models that further access points are, by their controller's maker. */
const models: Record<string, string> = { Huawei: 'AP5030DN', H3C: 'WA4320i-ACN' }
const ouis: Record<string, string> = { Huawei: '00:e0:fc', H3C: '3c:e5:a6' }
const floors = ['1F', '2F', '3F', '4F', '5F']

/**
 * The access points that a wireless controller knows: those of its organisation and maker in the ledger, and those on the
 * floors of its buildings, which the census of machine rooms did not count.
 */
export function planAccessPoints(city: City, controller: Device): SimulatedAccessPoint[] {
  const { record, make, equipment } = controller
  const { vendor } = make.model
  const model = models[vendor]
  const oui = ouis[vendor]
  if (record.kind !== 'wireless-controller' || model === undefined || oui === undefined) return []
  // A stream of its own, so that the rest of the city stays what it was.
  const random = makeRandom(hashText(`access points of ${record.assetTag}`))
  const network = random.int(16, 31)
  const block = hashText(record.assetTag) & 0xffff
  const known = city.network.simulated.filter(
    (device) =>
      device.record.kind === 'access-point' &&
      device.make.model.vendor === vendor &&
      device.equipment.room.organisation === equipment.room.organisation,
  )
  const further = random.int(14, 46)
  return Array.from({ length: known.length + further }, (_, position): SimulatedAccessPoint => {
    const own = known[position]
    const floor = floors[position % floors.length]!
    const low = [block >> 8, block, position].map((byte) => (byte & 255).toString(16).padStart(2, '0'))
    return {
      name:
        own?.record.name ??
        `AP-${floor}-${String(Math.floor(position / floors.length) + 1).padStart(2, '0')}`,
      mac: `${oui}:${low.join(':')}`,
      model: own?.make.model.model ?? model,
      serialNumber:
        own?.record.serialNumber ?? drawSerialNumber(random, vendor, record.purchaseDate ?? '2016-06-01'),
      address: `10.${network}.${block & 255}.${position + 10}`,
      group: `${equipment.room.organisation.short} ${floor}`,
      online: own !== undefined || !random.chance(0.07),
    }
  })
}

import { deviceModels } from './catalogue/models.ts'
import { connect, type Cabling } from './cabling.ts'
import type { Device } from './devices.ts'
import { zoneIds } from './network-zones.ts'
import { layPorts } from './ports.ts'
import { origin } from './records.ts'
import { drawSerialNumber } from './serial-numbers.ts'
import { drawSoftwareVersion } from './software-versions.ts'
import type { Random } from '../random.ts'

/** What was plugged in without asking: model and the name that it came with. */
const brought: readonly [model: string, name: string][] = [
  ['S5130-28S-EI', 'H3C-TEST-SW'],
  ['PowerEdge R730', 'localhost-backup'],
  ['RG-S2910-24GT4XS-E', 'Ruijie-lab'],
  ['RH2288H V3', 'video-temp01'],
  ['SG-6000-E1700', 'SG-6000-trial'],
]

/** Devices that answer on the network and that nobody declared, each in a room of its own. */
export function addStrangers(random: Random, devices: readonly Device[], cabling: Cabling): Device[] {
  const hosts = random
    .shuffle(devices)
    .filter(
      ({ managed, equipment: { role, zone, room } }) =>
        managed && zone === 'private' && room.size >= 3 && (role === 'core' || role === 'distribution'),
    )
  return brought.map(([modelName, name], index) => {
    const model = deviceModels.find((candidate) => candidate.model === modelName)!
    const host = hosts[index]!
    const purchaseDate = '2018-06-01'
    const device: Device = {
      equipment: {
        room: host.equipment.room,
        role: model.role,
        zone: 'private',
        edge: false,
        applications: [],
      },
      make: { model, purchaseDate },
      managed: true,
      encoding: 'utf8',
      record: {
        id: 0,
        assetTag: `JZ-X${String(index + 1).padStart(4, '0')}`,
        name,
        kind: model.kind,
        vendor: model.vendor,
        model: model.model,
        serialNumber: drawSerialNumber(random, model.vendor, purchaseDate),
        softwareVersion: drawSoftwareVersion(random, model, 2018),
        organisationId: host.equipment.room.organisationId,
        roomId: host.equipment.room.id,
        managementAddress: `10.${20 + host.equipment.room.id}.${zoneIds.private * 10}.${230 + index}`,
        networkZoneId: zoneIds.private,
        status: 'in-use',
        origin,
      },
    }
    cabling.ports.set(device, layPorts(device))
    connect(cabling, device, host)
    return device
  })
}
